"""A resource's properties."""

from __future__ import annotations

from decimal import Decimal

import pytest

from stackwright.checks.cost.values import UNKNOWN, Section, Undecided
from stackwright.model import Secret

PROPERTIES = Section(
    {
        "engine": "postgres",
        "size": "20",
        "iops": 3000,
        "multiAz": "True",
        "off": False,
        "empty": "",
        "block": [{"kind": "gp3", "deep": {"least": 2}}],
        "several": [{"kind": "a"}, {"kind": "b"}],
        "names": ["x", "y"],
        "secret": Secret("hunter2"),
        "unknown": UNKNOWN,
        "halfKnown": {"known": 1, "unknown": UNKNOWN},
        "document": '[{"cpu": 256}, {"cpu": 512}]',
        "object": '{"cpu": 256}',
        "broken": "{",
        "wrong": "many",
    }
)


def test_are_read_by_path_and_have_defaults_where_they_are_absent():
    assert PROPERTIES.text("engine") == "postgres"
    assert PROPERTIES.text("absent", "x") == PROPERTIES.text("empty", "x") == "x"
    assert PROPERTIES.number("size") == 20
    assert PROPERTIES.number("absent", 7) == PROPERTIES.number("empty", 7) == 7
    assert PROPERTIES.flag("multiAz")
    assert not PROPERTIES.flag("off", default=True)
    assert PROPERTIES.flag("absent", default=True)
    assert PROPERTIES.texts("names") == ["x", "y"]
    assert PROPERTIES.texts("engine") == ["postgres"]
    assert PROPERTIES.texts("absent") == []
    assert PROPERTIES.text("engine.of.text") == ""


def test_are_read_through_a_list_of_one():
    assert PROPERTIES.text("block.kind") == "gp3"
    assert PROPERTIES.number("block.deep.least") == 2
    assert PROPERTIES.text("several.kind") == ""


def test_hold_objects_and_lists_of_them():
    assert [one.text("kind") for one in PROPERTIES.items("several")] == ["a", "b"]
    assert PROPERTIES.section("block").text("kind") == "gp3"
    assert PROPERTIES.section("absent").text("kind", "none") == "none"
    assert PROPERTIES.items("absent") == []
    assert [PROPERTIES.count(path) for path in ("several", "names", "absent", "engine", "halfKnown")] == [2, 2, 0, 1, 2]


def test_are_read_out_of_json():
    assert [one.number("cpu") for one in PROPERTIES.json("document")] == [256, 512]
    assert [one.number("cpu") for one in PROPERTIES.json("object")] == [256]


def test_of_a_secret_are_its_content():
    assert PROPERTIES.text("secret") == "hunter2"


@pytest.mark.parametrize(
    ("read", "path"),
    [
        (lambda one: one.text("unknown"), "unknown"),
        (lambda one: one.text("unknown.inside"), "unknown.inside"),
        (lambda one: one.number("halfKnown.unknown"), "halfKnown.unknown"),
        (lambda one: one.section("halfKnown").flag("unknown"), "halfKnown[0].unknown"),
        (lambda one: one.items("unknown"), "unknown"),
        (lambda one: one.count("unknown"), "unknown"),
        (lambda one: one.json("broken"), "broken"),
    ],
)
def test_that_only_a_deployment_can_tell_are_undecided(read, path):
    with pytest.raises(Undecided) as raised:
        read(PROPERTIES)
    assert raised.value.path == path


@pytest.mark.parametrize("value", ["many", "20GB", True, -1, "NaN", "Infinity", 10**16])
def test_that_are_no_quantity_say_so_and_not_what_they_are(value):
    with pytest.raises(Undecided) as raised:
        Section({"size": value}, "block[0]").number("size")
    assert str(raised.value) == "block[0].size is no number of at least 0"
    assert raised.value.path == ""


def test_are_there_or_not_whether_or_not_they_are_known():
    assert [PROPERTIES.has(path) for path in ("engine", "unknown", "absent", "empty", "off")] == [
        True,
        True,
        False,
        False,
        True,
    ]


def test_are_exact_numbers():
    assert Section({"rate": 0.1}).number("rate") == Decimal("0.1")


def test_hold_objects_whose_keys_have_dots():
    section = Section({"limits": {"nvidia.com/gpu": Secret(1), "cpu": UNKNOWN}, "text": "plain"})
    with pytest.raises(Undecided, match=r"limits\.cpu is known only after the deployment"):
        section.mapping("limits")
    assert Section({"a": {"limits": {"nvidia.com/gpu": Secret(1)}}}).mapping("a.limits") == {"nvidia.com/gpu": 1}
    assert section.mapping("text") == section.mapping("none") == {}
