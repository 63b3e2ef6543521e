"""The profiles' table of defaults..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic.alias_generators import to_snake

from settings.profiles import DEFAULTS, PROFILES, Row, fill

SERVICE = "pricing"
CELLS = [(key, profile) for key in DEFAULTS for profile in PROFILES]


# Limits must stay in order whichever of the two is written, and nothing that keeps data is stopped by its bill.
PARTNERS: dict[str, dict[str, Any]] = {
    "services.*.scale.min": {"services.*.scale.max": 40},
    "budget.ceiling": {"removal": "destroy"},
    "removal": {"budget.ceiling": "none"},
}


def key_of(row: str) -> str:
    return row.replace("*", SERVICE)


def value_of(settings: Any, row: str) -> Any:
    for part in key_of(row).split("."):
        settings = settings[part] if isinstance(settings, dict) else getattr(settings, to_snake(part))
    return settings


def other_value(row: str, profile: str) -> Any:
    """A value that the key may have and that is not its default in *profile*."""
    own = getattr(DEFAULTS[row], profile)
    others = [value for value in (*DEFAULTS[row], "single", 30) if value != own and type(value) is type(own)]
    return others[0]


@pytest.mark.parametrize(("row", "profile"), CELLS)
def test_decides_what_the_file_leaves_out(load_stack: Callable[..., Any], row: str, profile: str) -> None:
    assert value_of(load_stack({"profile": profile}), row) == getattr(DEFAULTS[row], profile)


@pytest.mark.parametrize(("row", "profile"), CELLS)
def test_gives_way_to_the_file_key_by_key(load_stack: Callable[..., Any], row: str, profile: str) -> None:
    written = other_value(row, profile)
    partner = PARTNERS.get(row, {})
    others = {key_of(key): value for key, value in partner.items()}

    settings = load_stack({"profile": profile, key_of(row): written, **others})

    assert value_of(settings, row) == written
    changed = {row, *partner}
    assert all(value_of(settings, key) == getattr(DEFAULTS[key], profile) for key in set(DEFAULTS) - changed)


@pytest.mark.parametrize("profile", PROFILES)
def test_gives_way_to_false_and_zero(profile: Any) -> None:
    tree: dict[str, Any] = {"services": {"api": {"spot": False, "scale": {"min": 0}}}}

    fill(tree, profile)

    assert tree["services"]["api"]["spot"] is False
    assert tree["services"]["api"]["scale"]["min"] == 0


def test_fills_what_yaml_left_null() -> None:
    tree: dict[str, Any] = {"removal": None, "logs": None, "services": {"api": None}}

    fill(tree, "production")

    assert tree["removal"] == "retain"
    assert tree["logs"]["days"] == 365
    assert tree["services"]["api"]["scale"] == {"min": 2, "max": 10}


def test_brings_no_section_into_being_that_the_file_must_write() -> None:
    tree: dict[str, Any] = {}

    fill(tree, "ephemeral")

    assert set(tree) == {"removal", "logs", "images"}


@pytest.mark.parametrize("wrong", ["text", 5, ["list"]])
def test_leaves_a_wrong_shape_to_validation(wrong: object) -> None:
    tree: dict[str, Any] = {"network": wrong, "logs": wrong, "services": {"api": {"scale": wrong}}}

    fill(tree, "development")

    assert tree["network"] == tree["logs"] == tree["services"]["api"]["scale"] == wrong


def test_keeps_data_in_production_only() -> None:
    assert DEFAULTS["removal"] == Row(development="destroy", ephemeral="destroy", production="retain")
