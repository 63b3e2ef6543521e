"""The outputs a type declares..."""

from __future__ import annotations

import sys
import types
from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
import pytest

from stackwright.simulator import sdk


@pulumi.output_type
class Leaf(dict):
    """A nested output."""

    @property
    @pulumi.getter(name="someName")
    def some_name(self) -> str:
        return pulumi.get(self, "some_name")

    @property
    @pulumi.getter
    def left_out(self) -> str | None:
        return pulumi.get(self, "left_out")


class Loop:
    """A nested output that contains itself."""

    @property
    def again(self) -> Loop:
        raise NotImplementedError


def synthesise(hint: Any) -> Any:
    return sdk.synthesise(hint, lambda prop: f"<{prop}>", "it")


def test_are_found_by_wire_name_without_those_that_are_inputs():
    found = sdk.computed("aws:sns/topic:Topic")
    assert {"arn", "name", "tagsAll"} <= set(found)
    assert "kmsMasterKeyId" not in found
    assert found["arn"] is str


@pytest.mark.parametrize("token", ["aws:sns/topic:NoSuch", "not-installed:index:Thing", "pytest:a:B", "nothing"])
def test_are_none_where_no_installed_package_declares_the_type(token):
    assert sdk.computed(token) == {}


def test_are_none_in_a_package_without_a_table_or_a_file(monkeypatch, tmp_path):
    bare = types.ModuleType("pulumi_bare")
    monkeypatch.setitem(sys.modules, "pulumi_bare", bare)
    bare.__file__ = None
    assert sdk._classes("bare") == {}
    plain = types.ModuleType("pulumi_plain")
    monkeypatch.setitem(sys.modules, "pulumi_plain", plain)
    plain.__file__ = str(tmp_path / "__init__.py")
    (tmp_path / "__init__.py").write_text("x = 1\n")
    assert sdk._classes("plain") == {}


@pytest.mark.parametrize(
    ("hint", "value"),
    [
        (str, "<it>"),
        (bool, False),
        (int, 0),
        (float, 0),
        (str | None, None),
        (Sequence[str], ["<it>"]),
        (list[int], [0]),
        (Sequence[str | None], []),
        (Mapping[str, str], {}),
        (dict[str, Any], {}),
        (Any, {}),
        (Leaf, {"someName": "<someName>"}),
        (Sequence[Leaf], [{"someName": "<someName>"}]),
    ],
)
def test_become_a_value_of_their_type(hint, value):
    assert synthesise(hint) == value


def test_end_where_a_type_contains_itself():
    depth, value = 0, synthesise(Loop)
    while value:
        depth, value = depth + 1, value["again"]
    assert depth == sdk._DEPTH
