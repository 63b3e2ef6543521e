"""A compiled type..."""
# ruff: noqa: UP007, UP037, UP042, UP045 - the SDKs declare their types in the older way

from __future__ import annotations

import enum
import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal, Optional, Union

import pulumi
import pytest

from stackwright.simulator import classes
from stackwright.simulator.open_map import OpenMap
from stackwright.simulator.template import Compiler, singular


class Size(str, enum.Enum):
    """As the SDKs write them."""

    SMALL = "s"
    LARGE = "l"


class Empty(enum.Enum):
    """An enumeration whose members the SDK left out."""


@pulumi.output_type
class Leaf(dict):
    """A nested output."""

    @property
    @pulumi.getter(name="someName")
    def some_name(self) -> str:
        raise NotImplementedError

    @property
    @pulumi.getter
    def left_out(self) -> Optional[int]:
        raise NotImplementedError


@pulumi.output_type
class Loop(dict):
    """A nested output that contains itself."""

    @property
    @pulumi.getter
    def again(self) -> Optional["Loop"]:
        raise NotImplementedError

    @property
    @pulumi.getter
    def more(self) -> Sequence["Loop"]:
        raise NotImplementedError


def make(hint: Any, **overrides: Any) -> Any:
    compiler = Compiler(lambda prop, path, kind: lambda about: f"<{path or prop}>" if kind is str else 7, overrides)
    maker = compiler.compile(hint, "its", globals(), "it")
    return maker and maker({"urn": "urn:x::a:b:C::name"})


@pytest.mark.parametrize(
    ("hint", "value"),
    [
        (str, "<it>"),
        (bool, False),
        (int, 7),
        (float, 7),
        (Optional[str], "<it>"),
        (Literal["Secret"], "Secret"),
        (Size, "s"),
        (Union[str, Size], "s"),
        (Empty, None),
        (Sequence[str], ["<it[]>"]),
        (list[Optional[int]], [7]),
        (Mapping[str, str], {}),
        (dict, {}),
        (Any, {}),
        (object, {}),
        ("NoSuch", {}),
        (Leaf, {"someName": "<it.someName>", "left_out": 7}),
        ("Leaf", {"someName": "<it.someName>", "left_out": 7}),
        (Sequence["Leaf"], [{"someName": "<it[].someName>", "left_out": 7}]),
        (Loop, {"more": []}),
    ],
)
def test_makes_a_value_of_its_type(hint, value):
    assert make(hint) == value


@pytest.mark.parametrize(
    ("prop", "item", "kind"),
    [
        ("privateSubnetIds", "subnet-0123456789abcdef0", r"subnet-0[0-9a-f]{16}"),
        ("subnetIds", "sg-12345678", r"sg-0[0-9a-f]{7}"),
    ],
)
def test_makes_three_of_a_kind_where_a_list_holds_aws_ids(prop, item, kind):
    compiler = Compiler(lambda *_: lambda _about: item)
    made = compiler.compile(Sequence[str], prop, globals())({})
    assert (made[0], len(set(made))) == (item, 3)
    assert all(re.fullmatch(kind, each) for each in made[1:])


@pytest.mark.parametrize("prop", ["availabilityZones", "availabilityZoneNames"])
def test_makes_three_zones_of_a_region(prop):
    compiler = Compiler(lambda *_: lambda about: about["region"] + "a")
    made = compiler.compile(Sequence[str], prop, globals())({"region": "us-gov-west-1"})
    assert made == ["us-gov-west-1a", "us-gov-west-1b", "us-gov-west-1c"]


@pytest.mark.parametrize(("prop", "item"), [("userIds", "someone"), ("subnets", "subnet-0123456789abcdef0")])
def test_makes_one_of_any_other_kind(prop, item):
    compiler = Compiler(lambda *_: lambda _about: item)
    assert compiler.compile(Sequence[str], prop, globals())({}) == [item]


def test_makes_maps_that_answer_for_any_key():
    texts, tables, anything = make(Mapping[str, str]), make(Mapping[str, Leaf]), make(Any)
    assert isinstance(texts, OpenMap)
    assert texts["a"] == "<it.a>"
    assert tables["a"] == {"someName": "<it.a.someName>", "left_out": 7}
    assert anything["a"]["b"] == "<it.a>"


def test_makes_what_is_said_to_stand_at_a_path_instead():
    assert make(Leaf, **{"it.someName": lambda about: about["urn"][:3]}) == {"someName": "urn", "left_out": 7}
    assert make(Sequence[Leaf], it=lambda _about: []) == []


def test_makes_assets_and_references_as_pulumi_writes_them():
    assert make(pulumi.Asset)["text"] == ""
    assert make(Union[pulumi.Asset, pulumi.Archive])["4dabf18193072939515e22adb298388d"]
    assert make(pulumi.Archive)["assets"] == {}
    reference = make(classes.find("aws:sns/topic:Topic"))
    assert reference["urn"] == "urn:x::a:b:C$aws:sns/topic:Topic::name-its"
    assert make(pulumi.CustomResource) is None


@pytest.mark.parametrize(
    ("prop", "name"), [("subnetIds", "subnetId"), ("address", "address"), ("status", "status"), ("x", "x")]
)
def test_names_an_item_after_its_list(prop, name):
    assert singular(prop) == name
