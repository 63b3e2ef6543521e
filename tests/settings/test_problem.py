"""A problem of a stack file..."""

from __future__ import annotations

from typing import Any

import pytest

from settings.problem import Path, Problem, flow, key_path, line, lookup

WRITTEN = {
    "nat": "one",
    "services": {"api": {"cpu": 3, "needs": ["database", "pricing"], "image": {"tag": "x" * 80}}},
    "secretValues": {"stripe": "hunter2"},
    "alerts": {"P0": ["https://events.pager.example/t0ken"]},
    "secrets": {"stripe": "hunter2", "shop": {"source": "made"}},
}
ASTRAY = {
    "secrets": {"KEY": "sk_live_hunter2"},
    "environment": {"KEY": "hunter2", "PORT": 3000},
    "command": ["serve"],
}


def say(path: Path, **how: Any) -> str:
    return line(Problem(path=path, rule="is wrong", fix="mend it", **how), "Pulumi.prod.yaml", "stackwright", WRITTEN)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("nat",), 'stackwright:nat: "one" is wrong'),
        (("services", "api", "cpu"), "stackwright:services.api.cpu: 3 is wrong"),
        (("services", "api", "needs"), "stackwright:services.api.needs: [database, pricing] is wrong"),
        (("services", "api", "needs", 1), 'stackwright:services.api.needs[1]: "pricing" is wrong'),
        (("services", "api"), "stackwright:services.api: is wrong"),
        (("services", "web", "cpu"), "stackwright:services.web.cpu: is wrong"),
        (("services", "api", "image", "tag"), f'stackwright:services.api.image.tag: "{"x" * 56}... is wrong'),
    ],
)
def test_is_one_line_of_file_key_value_rule_and_fix(path: Path, expected: str) -> None:
    assert say(path) == f"Pulumi.prod.yaml: {expected}; mend it"


@pytest.mark.parametrize(
    "path", [("secretValues", "stripe"), ("alerts", "P0", 0), ("alerts", "P0"), ("secrets", "stripe")]
)
def test_never_shows_what_may_be_secret(path: Path) -> None:
    shown = say(path)

    assert "hunter2" not in shown
    assert "t0ken" not in shown
    assert shown.endswith(": is wrong; mend it")


def test_hides_its_value_where_told_to() -> None:
    assert say(("nat",), show=False) == "Pulumi.prod.yaml: stackwright:nat: is wrong; mend it"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("aws:region",), "aws:region"),
        (("database", "parameters", "rds.force_ssl"), 'stackwright:database.parameters["rds.force_ssl"]'),
        (("alerts", "P0", 2), "stackwright:alerts.P0[2]"),
    ],
)
def test_names_its_key_as_the_cli_takes_it(path: Path, expected: str) -> None:
    assert key_path(path, "stackwright") == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((), WRITTEN),
        (("services", "api", "needs", 0), "database"),
        (("services", "api", "needs", 2), None),
        (("services", "api", "needs", "first"), None),
        (("nat", "zone"), None),
    ],
)
def test_finds_its_value_or_nothing(path: Path, expected: object) -> None:
    assert lookup(WRITTEN, path) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"cidr": "10.40.0.0/16", "zones": ["a", "b"]}, '{cidr: "10.40.0.0/16", zones: [a, b]}'),
        ("17.6", '"17.6"'),
        ("two words", '"two words"'),
        ("platform@acme.example", "platform@acme.example"),
        (True, "true"),
        (0.25, "0.25"),
        (None, "null"),
    ],
)
def test_writes_values_as_yaml_takes_them(value: object, expected: str) -> None:
    assert flow(value) == expected


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (("secrets", "KEY"), ""),
        (("environment", "KEY"), ""),
        (("environment", "PORT"), "3000 "),
        (("command",), "[serve] "),
    ],
)
def test_shows_no_text_where_people_write_a_secret_in_place_of_its_name(path: Path, shown: str) -> None:
    problem = Problem(path=("services", "api", *path), rule="is wrong", fix="mend it")

    told = line(problem, "Pulumi.dev.yaml", "stackwright", {"services": {"api": ASTRAY}})

    assert told == f"Pulumi.dev.yaml: stackwright:services.api.{'.'.join(map(str, path))}: {shown}is wrong; mend it"


def test_shows_the_other_settings_of_a_secret() -> None:
    assert say(("secrets", "shop", "source")).endswith('secrets.shop.source: "made" is wrong; mend it')
