"""What a stack file may hold..."""

from __future__ import annotations

import pytest

from settings.problem import Path
from settings.schema import example_at, field_at, keys_at


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("alerts",), ["P0", "P1", "P2", "P3"]),
        (("secrets", "stripe", "rotation"), ["functionArn", "days"]),
        (("services", "api", "scale", "schedules", "night"), ["cron", "min", "max", "timezone"]),
    ],
)
def test_is_known_at_any_depth(path: Path, expected: list[str]) -> None:
    assert keys_at(path) == expected


def test_begins_with_the_keys_of_the_provider() -> None:
    assert keys_at(())[:3] == ["aws:region", "aws:allowedAccountIds", "organization"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("owner",), "platform@acme.example"),
        (("services", "api", "image"), {"repository": "api", "tag": "v1"}),
        (("services", "api", "spot"), None),
        (("services", "api", "needs", 0), None),
        (("services", "api"), None),
        (("network", "zone"), None),
    ],
)
def test_has_an_example_where_a_value_is_required(path: Path, expected: object) -> None:
    assert example_at(path) == expected


def test_is_declared_by_its_alias() -> None:
    field = field_at(("network", "flowLogDays"))

    assert field is not None
    assert field.description == "Days that flow logs are kept. Default: by profile."
