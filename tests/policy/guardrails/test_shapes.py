"""A value that must have a form..."""

from __future__ import annotations

import re

import pytest

from policy.guardrails.marks import UNKNOWN, Secret
from policy.guardrails.shapes import must_look_like
from policy.guardrails.verdicts import Undecided

FORM = re.compile(r"lg-\d+")


def verdicts(item, value, edges=()):
    one = item(inputs={"target": value}, property_dependencies={"target": edges})
    return list(must_look_like(one["target"], FORM, "the name of a log group"))


def test_is_fine_where_it_has_it(item):
    assert verdicts(item, "lg-7") == []
    assert verdicts(item, Secret("lg-7")) == []


@pytest.mark.parametrize(
    ("value", "found"),
    [("lg-", 'found "lg-"'), ("lg-7 ", 'found "lg-7 "'), (Secret("x"), "found [secret]"), (None, "but is not set")],
)
def test_is_a_problem_where_it_has_not_all_of_it(item, value, found):
    assert [one.text for one in verdicts(item, value)] == [f"target must be the name of a log group, {found}"]


def test_is_unknown_unless_a_resource_of_the_stack_makes_it(item):
    (found,) = verdicts(item, UNKNOWN)
    assert isinstance(found, Undecided)
    assert found.path == "target"
    assert verdicts(item, UNKNOWN, ("urn:pulumi:dev::shop::aws:cloudwatch/logGroup:LogGroup::logs",)) == []
