"""What a provider adds inside a structure it was given..."""
# ruff: noqa: UP037, UP045 - the SDKs declare their types in the older way

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Optional

import pulumi
import pytest

from stackwright.model import UNKNOWN, Secret
from stackwright.simulator.fill import filler
from stackwright.simulator.template import Compiler


@pulumi.output_type
class Disk(dict):
    """A nested output."""

    @property
    @pulumi.getter(name="volumeId")
    def volume_id(self) -> str:
        raise NotImplementedError

    @property
    @pulumi.getter
    def label(self) -> Optional[str]:
        raise NotImplementedError

    @property
    @pulumi.getter
    def disks(self) -> Optional[Sequence["Disk"]]:
        raise NotImplementedError


def fill(hint: Any, value: Any, **overrides: Any) -> Any:
    compiler = Compiler(lambda _prop, path, _kind: lambda _about: f"<{path}>", overrides)
    made = filler(hint, "it", globals(), compiler)
    return made(value, {}) if made else value


@pytest.mark.parametrize(
    ("value", "filled"),
    [
        ({}, {"volumeId": "<it.volumeId>"}),
        ({"volumeId": "vol-1", "x": 1}, {"volumeId": "vol-1", "x": 1}),
        ({"disks": [{}]}, {"volumeId": "<it.volumeId>", "disks": [{"volumeId": "<it.disks[].volumeId>"}]}),
        (Secret({}), Secret({"volumeId": "<it.volumeId>"})),
        (UNKNOWN, UNKNOWN),
        ({"4dabf18193072939515e22adb298388d": "x"}, {"4dabf18193072939515e22adb298388d": "x"}),
        ("text", "text"),
    ],
)
def test_is_what_it_always_has(value, filled):
    assert fill(Disk, value) == filled


def test_is_added_to_each_of_a_list():
    assert fill(Sequence[Disk], [{"volumeId": "a"}, {}]) == [{"volumeId": "a"}, {"volumeId": "<it[].volumeId>"}]


def test_is_also_what_is_known_of_its_type():
    filled = fill(Disk, {}, **{"it.label": lambda _about: "known"})
    assert filled == {"volumeId": "<it.volumeId>", "label": "known"}


@pytest.mark.parametrize("hint", [str, dict[str, str], Any, pulumi.Asset, Sequence[str]])
def test_is_nothing_where_there_is_no_structure(hint):
    assert filler(hint, "it", globals(), Compiler(lambda *_: lambda _about: "")) is None
