"""A kind of value..."""

from __future__ import annotations

import zoneinfo
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from settings import kinds


def takes(kind: Any, value: Any) -> bool:
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (kinds.Text, "two words", True),
        (kinds.Text, "", False),
        (kinds.Text, 17.6, False),
        (kinds.Text, True, False),
        (kinds.Text, None, False),
        (kinds.Text, "tab\tbed", False),
        (kinds.Switch, True, True),
        (kinds.Switch, "false", True),
        (kinds.Switch, "on", False),
        (kinds.Switch, 0, False),
        (kinds.Switch, [], False),
        (kinds.Name, "orders-api", True),
        (kinds.Name, "a" * 20, True),
        (kinds.Name, "a" * 21, False),
        (kinds.Name, "orders-", False),
        (kinds.Name, "orders--api", False),
        (kinds.Name, "1st", False),
        (kinds.Name, "Orders", False),
        (kinds.Account, "012345678901", True),
        (kinds.Account, 123456789012, False),
        (kinds.Region, "us-gov-west-1", True),
        (kinds.Region, "eu-west", False),
        (kinds.WebUrl, "https://git.acme.example:8443/platform", True),
        (kinds.WebUrl, "https://", False),
        (kinds.WebUrl, "https://git.acme.example/platform?branch=main", False),
        (kinds.TagValue, "Plattform München, 2", False),
        (kinds.TagValue, "Plattform München 2 / platform@acme.example", True),
        (kinds.TagValue, "x" * 257, False),
        (kinds.Cidr, "100.64.0.0/16", True),
        (kinds.Cidr, "10.0.0.0/22", False),
        (kinds.Zone, "h", True),
        (kinds.Zone, "i", False),
        (kinds.Retention, "365", True),
        (kinds.Retention, 366, False),
        (kinds.DomainName, "dev.acme.example", True),
        (kinds.DomainName, "acme", False),
        (kinds.DomainName, "acme.example.", False),
        (kinds.Variable, "API_URL", True),
        (kinds.Variable, "2ND", False),
        (kinds.Timezone, "UTC", True),
        (kinds.Timezone, "America/Argentina/Buenos_Aires", True),
        (kinds.Timezone, "Europe/Atlantis", False),
        (kinds.Timezone, "../etc/passwd", False),
        (kinds.Timezone, "GMT0", False),
    ],
)
def test_takes_what_it_is_and_nothing_else(kind: Any, value: Any, expected: bool) -> None:
    assert takes(kind, value) is expected


def test_judges_a_time_zone_by_its_form_where_the_machine_knows_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(key: str) -> None:
        raise zoneinfo.ZoneInfoNotFoundError(key)

    monkeypatch.setattr(zoneinfo, "ZoneInfo", unknown)
    monkeypatch.setattr(zoneinfo, "available_timezones", set)

    assert takes(kinds.Timezone, "Europe/Dublin")
    assert not takes(kinds.Timezone, "Dublin")
