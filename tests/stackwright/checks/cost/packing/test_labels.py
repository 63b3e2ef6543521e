"""What is required of labels..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.packing.labels import Requirement, equal, requirements, selects
from stackwright.checks.cost.values import Section


@pytest.mark.parametrize(
    ("operator", "values", "accepted", "refused"),
    [
        ("In", ("a", "b"), ["a", "b"], ["c", None]),
        ("NotIn", ("a",), ["b", None], ["a"]),
        ("Exists", (), ["a", ""], [None]),
        ("DoesNotExist", (), [None], ["a"]),
        ("Gt", ("5",), ["6", "10"], ["5", "x", None]),
        ("Gte", ("5",), ["5"], ["4", None]),
        ("Lt", ("33",), ["32", "4"], ["33", "x"]),
        ("Lte", ("33",), ["33"], ["34"]),
    ],
)
def test_is_met_as_its_operator_says(operator, values, accepted, refused):
    one = Requirement("key", operator, values)
    assert [one.accepts(value) for value in accepted] == [True] * len(accepted)
    assert [one.accepts(value) for value in refused] == [False] * len(refused)


def test_is_read_from_lists_of_expressions_and_from_labels_as_they_are():
    listed = Section({"some": [{"key": "team", "operator": "Exists"}, {"key": "tier", "values": ["web"]}]})
    assert requirements(listed.items("some")) == (Requirement("team", "Exists"), Requirement("tier", "In", ("web",)))
    assert equal({"tier": "web", "size": 3}) == (Requirement("tier", "In", ("web",)), Requirement("size", "In", ("3",)))


@pytest.mark.parametrize(
    ("selector", "selected"),
    [
        ({}, True),
        ({"matchLabels": {"app": "api"}}, True),
        ({"matchLabels": {"app": "web"}}, False),
        ({"matchLabels": {"app": "api"}, "matchExpressions": [{"key": "old", "operator": "DoesNotExist"}]}, True),
        ({"matchExpressions": [{"key": "app", "operator": "NotIn", "values": ["api"]}]}, False),
    ],
)
def test_selects_what_meets_all_of_a_selector(selector, selected):
    assert selects(Section(selector), {"app": "api"}) is selected
