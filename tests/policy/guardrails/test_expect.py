"""An expectation..."""

from __future__ import annotations

import pytest

from policy.guardrails.expect import (
    must_be,
    must_be_at_least,
    must_be_at_most,
    must_be_one_of,
    must_be_set,
    must_not_be,
)
from policy.guardrails.item import Item
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.verdicts import Undecided


def said(check, value, *arguments, edges=(), type_="t"):
    one = Item(urn="u", type=type_, name="n", inputs={"a": value}, property_dependencies={"a": edges})
    return ["unknown" if isinstance(verdict, Undecided) else verdict.text for verdict in check(one["a"], *arguments)]


@pytest.mark.parametrize(
    ("check", "arguments", "good", "bad"),
    [
        (must_be, (True,), [True], [False, None, "true", 1]),
        (must_be, (1,), [1, 1.0], [True, "1", 2]),
        (must_not_be, (True,), [False, None, "true", 1], [True]),
        (must_be_one_of, (("x", "y"),), ["x", "y"], ["z", None, ""]),
        (must_be_one_of, ({"x", "y"},), ["x", "y"], [["x"], {"x": 1}, True]),
        (must_be_at_least, (7,), [7, 8, 7.0], [6, None, "9", True, 6.9]),
        (must_be_at_most, (7,), [7, 0, -1], [8, None, "1", True]),
        (must_be_set, (), ["x", 0, False, ["x"], {"x": None}], ["", None, [], {}]),
    ],
)
def test_is_met_by_these_values_only(check, arguments, good, bad):
    assert [value for value in good if said(check, value, *arguments)] == []
    assert [value for value in bad if not said(check, value, *arguments)] == []


@pytest.mark.parametrize(
    ("check", "wanted", "good", "bad"),
    [
        (must_be, True, "true", "false"),
        (must_be, False, "false", "true"),
        (must_not_be, True, "false", "true"),
        (must_not_be, False, "true", "false"),
        (must_be_at_least, 7, "7", "6.5"),
        (must_be_at_most, 7, "-1", "8"),
    ],
)
def test_of_an_aws_resource_reads_a_configuration_values_text_as_its_provider_does(check, wanted, good, bad):
    assert said(check, good, wanted, type_="aws:rds/instance:Instance") == []
    assert len(said(check, bad, wanted, type_="aws:rds/instance:Instance")) == 1


def test_reads_a_text_as_text_elsewhere():
    assert len(said(must_be, "true", True, type_="kubernetes:core/v1:Pod")) == 1
    assert len(said(must_be_at_least, "7", 1, type_="kubernetes:core/v1:Pod")) == 1


@pytest.mark.parametrize(
    ("check", "arguments"),
    [
        (must_be, (True,)),
        (must_not_be, (True,)),
        (must_be_one_of, (("x",),)),
        (must_be_at_least, (1,)),
        (must_be_at_most, (1,)),
        (must_be_set, ()),
    ],
)
def test_is_neither_met_nor_broken_by_what_is_unknown(check, arguments):
    assert said(check, UNKNOWN, *arguments) == ["unknown"]


def test_to_be_set_is_met_by_another_resources_output():
    assert said(must_be_set, UNKNOWN, edges=("urn:pulumi:dev::shop::aws:kms/key:Key::data",)) == []
    assert said(must_be_set, UNKNOWN, edges=("urn:pulumi:dev::shop::pulumi:pulumi:StackReference::x",)) == ["unknown"]


def test_says_what_it_was():
    assert said(must_be, False, True) == ["a must be true, found false"]
    assert said(must_not_be, "*", "*") == ["a must not be '*', found \"*\""]
    assert said(must_be_one_of, "z", ("y", "x")) == ['a must be one of x, y, found "z"']
    assert said(must_be_at_least, 6, 7) == ["a must be at least 7, found 6"]
    assert said(must_be_at_most, 8, 7.5) == ["a must be at most 7.5, found 8"]
    assert said(must_be_set, None) == ["a must be set, but is not set"]
