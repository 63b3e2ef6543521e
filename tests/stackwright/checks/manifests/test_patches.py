"""A patch..."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.manifests.patches import operations
from stackwright.checks.manifests.values import same
from tests.stackwright.checks.manifests.building import VALUES, apply


@given(VALUES, VALUES)
def test_turns_any_value_into_any_other(before, after):
    assert same(apply(copy.deepcopy(before), operations(before, after)), after)


@given(st.lists(st.integers(0, 3), max_size=6), st.lists(st.integers(0, 3), max_size=6))
def test_leaves_what_is_the_same_at_both_ends_of_a_list(before, after):
    made = operations(before, after)
    assert apply(list(before), made) == after
    start = next((index for index, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    assert start is None or all(int(one["path"][1:]) >= start for one in made)


@given(VALUES)
def test_is_empty_where_nothing_differs(value):
    assert operations(value, copy.deepcopy(value)) == []


@pytest.mark.parametrize(
    ("before", "after", "made"),
    [
        ({"a": 1}, {"a": 2}, [{"op": "replace", "path": "/a", "value": 2}]),
        ({"a": 1}, {}, [{"op": "remove", "path": "/a"}]),
        ({}, {"a": {"b": []}}, [{"op": "add", "path": "/a", "value": {"b": []}}]),
        ({"a": 1}, {"a": True}, [{"op": "replace", "path": "/a", "value": True}]),
        ([1, 2, 9], [1, 5, 6, 9], [
            {"op": "replace", "path": "/1", "value": 5},
            {"op": "add", "path": "/2", "value": 6},
        ]),
        ([1, 1, 9], [1, 9], [{"op": "remove", "path": "/1"}]),
        ([1, 2, 3, 9], [1, 9], [{"op": "remove", "path": "/1"}, {"op": "remove", "path": "/1"}]),
        ({"a/b": {"c~d": 1}}, {"a/b": {"c~d": 2}}, [{"op": "replace", "path": "/a~1b/c~0d", "value": 2}]),
    ],
)  # fmt: skip
def test_says_no_more_than_it_must(before, after, made):
    assert operations(before, after) == made
