"""A difference..."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.model import UNKNOWN, Secret
from stackwright.rehearsal.diff import Difference, compare

ASSET = {"4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17"}
SUBNET = "aws:ec2/subnet:Subnet"

names = st.text('ab."[', min_size=1, max_size=3)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ({"a": 1}, {"a": 1}, {}),
        ({"a": 1}, {"a": 2}, {"a": "update"}),
        ({}, {"a": 1}, {"a": "add"}),
        ({"a": 1}, {}, {"a": "delete"}),
        ({"a": None}, {}, {}),
        ({"tags": {"Name": "x"}}, {"tags": {"Name": "y", "a.b": "z"}}, {"tags.Name": "update", 'tags["a.b"]': "add"}),
        ({'q"': 1}, {'q"': 2}, {r'["q\""]': "update"}),
        ({"rules": [{"port": 1}]}, {"rules": [{"port": 2}, {}]}, {"rules[0].port": "update", "rules[1]": "add"}),
        ({"rules": [1, 2]}, {"rules": [1]}, {"rules[1]": "delete"}),
        ({"a": {"b": 1}}, {"a": [1]}, {"a": "update"}),
        ({"a": "x"}, {"a": UNKNOWN}, {"a": "update"}),
        ({"__defaults": ["a"]}, {}, {}),
    ],
)
def test_names_each_change_by_its_path(old: dict[str, Any], new: dict[str, Any], changes: dict[str, str]) -> None:
    assert compare("aws:s3/bucket:Bucket", old, new).changes == changes


def test_takes_a_secret_for_its_content() -> None:
    assert compare("x:y:Z", {"a": "s"}, {"a": Secret("s")}).changes == {}
    assert compare("x:y:Z", {"a": Secret("s")}, {"a": Secret("t")}).changes == {"a": "update"}


def test_takes_an_asset_for_its_content() -> None:
    old, moved = ASSET | {"hash": "1", "path": "a"}, ASSET | {"hash": "1", "path": "b"}
    assert compare("x:y:Z", {"code": old}, {"code": moved}).changes == {}
    assert compare("x:y:Z", {"code": old}, {"code": moved | {"hash": "2"}}).changes == {"code": "update"}
    assert compare("x:y:Z", {"code": ASSET | {"text": "a"}}, {"code": ASSET | {"text": "b"}}).changes == {
        "code": "update"
    }


def test_replaces_where_the_cloud_cannot_change_in_place() -> None:
    found = compare(SUBNET, {"cidrBlock": "10.0.0.0/24", "tags": {}}, {"cidrBlock": "10.0.1.0/24", "tags": {"a": "b"}})
    assert found.replaces == ("cidrBlock",)
    assert [path for path in found.changes if found.forces_replacement(path)] == ["cidrBlock"]
    assert compare(SUBNET, {"tags": {}}, {"tags": {"a": "b"}}).replaces == ()


def test_replaces_by_a_path_inside_a_list() -> None:
    found = Difference(
        changes={"blocks[1].size.value": "update", "blocks[1].sizes": "update"}, replaces=("blocks.size",)
    )
    assert [path for path in found.changes if found.forces_replacement(path)] == ["blocks[1].size.value"]


def test_lists_the_inputs_that_hold_a_change() -> None:
    found = compare("x:y:Z", {"b": [1], "a": {"c": 1}}, {"b": [2], "a": {"c": 2, "d": 1}})
    assert found.top_level == ("a", "b")


@given(st.dictionaries(names, values, max_size=4))
def test_is_empty_between_equal_inputs(inputs: dict[str, Any]) -> None:
    assert compare("x:y:Z", inputs, inputs) == Difference()


@given(st.dictionaries(names, values, max_size=4), st.dictionaries(names, values, max_size=4))
def test_is_the_same_seen_from_the_other_side(one: dict[str, Any], other: dict[str, Any]) -> None:
    turned = {"add": "delete", "delete": "add", "update": "update"}
    forth, back = compare("x:y:Z", one, other).changes, compare("x:y:Z", other, one).changes
    assert {path: turned[kind] for path, kind in forth.items()} == back
