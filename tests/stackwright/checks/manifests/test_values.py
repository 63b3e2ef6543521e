"""JSON values..."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given

from stackwright.checks.manifests.values import differences, hidden, same, without_nulls, written
from stackwright.model import UNKNOWN, Secret, Unknown
from tests.stackwright.checks.manifests.building import VALUES


@given(VALUES)
def test_are_the_same_as_their_copy(value):
    assert same(value, copy.deepcopy(value))


@pytest.mark.parametrize(
    ("one", "other", "paths"),
    [
        ({"a": 1, "b": [1, {"c": 2}]}, {"a": 1, "b": [1, {"c": 3}]}, [("b", 1, "c")]),
        ({"a": 1}, {"b": 1}, [("a",), ("b",)]),
        ({"a": [1]}, {"a": [1, 2]}, [("a",)]),
        ({"a": True}, {"a": 1}, [("a",)]),
        ({"a": "1"}, {"a": 1}, [("a",)]),
        ({"a": {}}, {"a": []}, [("a",)]),
        ([1, 2], [1, 2], []),
        (1, 1.0, []),
        ("a", "b", [()]),
    ],
)
def test_differ_in_their_least_parts(one, other, paths):
    assert list(differences(one, other)) == paths
    assert same(one, other) is (paths == [])


def test_lose_keys_that_hold_nothing_and_keep_all_else():
    given = {"a": None, "b": {"c": None, "d": ""}, "e": [None, {"f": None}], "g": 0, "h": False}
    assert without_nulls(given) == {"b": {"d": ""}, "e": [None, {}], "g": 0, "h": False}


def test_tell_where_they_hide_something():
    value = {"b": Secret({"x": UNKNOWN}), "a": [1, UNKNOWN, {"c": Secret(1)}]}
    assert list(hidden(value, Secret)) == [("a", 2, "c"), ("b",)]
    assert list(hidden(value, Unknown)) == [("a", 1)]
    assert list(hidden(Secret(1), Secret)) == [()]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("spec", "ports", 0, "port"), "spec.ports[0].port"),
        (("metadata", "labels", "app.kubernetes.io/name"), 'metadata.labels["app.kubernetes.io/name"]'),
        (("data", "a\nb", "9"), 'data["a\\nb"]["9"]'),
        ((), ""),
    ],
)
def test_are_named_by_their_place(path, text):
    assert written(path) == text
