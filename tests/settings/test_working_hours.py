"""When people work..."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from components import WorkingHours

HOURS: dict[str, Any] = {"timezone": "Europe/Dublin", "start": "07:00", "stop": "20:00"}
# What a stack is that may be off at night, and whose database is on within its windows.
OFFICE: dict[str, Any] = {
    "profile": "development",
    "workingHours": HOURS,
    "database.backupWindow": "07:00-07:30",
    "database.maintenanceWindow": "fri:12:00-fri:12:30",
}
AT = "stackwright:workingHours"

REFUSED = [
    ("", 5, '"5" must be a mapping; write its keys below it, indented'),
    (".timezone", None, "is required; add it, for instance Europe/Dublin"),
    (".timezone", "Europe/Dublim", '"Europe/Dublim" is no time zone; did you mean Europe/Dublin?'),
    (".start", None, 'is required; add it, for instance "07:00"'),
    (".start", "7", "\"7\" must be a time of day; write for instance '07:00', in quotes"),
    (".start", 420, "420 must be text; quote it"),
    (
        ".start",
        "00:30",
        '"00:30" must be from 01:00 to 23:00, since databases start before and stop after it on the same day; move it',
    ),
    (
        ".stop",
        "23:30",
        '"23:30" must be from 01:00 to 23:00, since databases start before and stop after it on the same day; move it',
    ),
    (".days", "MON-SOON", '"MON-SOON" must be names such as MON-FRI or MON,WED; write for instance MON-FRI'),
    (".day", "MON-FRI", "is not a setting; did you mean days?"),
    (".holidays", "2026-12-25", '"2026-12-25" must be a list; write it in brackets'),
    (
        ".holidays",
        ["2026-12-25", "2026-12-25"],
        '["2026-12-25", "2026-12-25"] has an entry twice; remove one of the two',
    ),
    (".holidays[1]", ["2026-12-25", "2026-02-30"], '"2026-02-30" must be a date; write for instance 2026-12-25'),
    (".holidays[0]", ["Christmas"], '"Christmas" must be a date; write for instance 2026-12-25'),
]


@pytest.mark.parametrize(("key", "value", "line"), REFUSED, ids=[f"{key} {value}" for key, value, _ in REFUSED])
def test_is_refused_in_one_line(problems: Callable[..., list[str]], key: str, value: Any, line: str) -> None:
    written = key.partition("[")[0].removeprefix(".")
    changes = {**HOURS, written: value} if written else value

    assert problems({**OFFICE, "workingHours": changes}) == [f"{AT}{key}: {line}"]


def test_is_monday_to_friday_without_holidays_unless_said_otherwise(load_stack: Callable[..., Any]) -> None:
    assert load_stack(OFFICE).working_hours.hours() == WorkingHours(
        timezone="Europe/Dublin", start="07:00", stop="20:00", days="MON-FRI", holidays=()
    )


def test_is_given_to_the_schedule_whole(load_stack: Callable[..., Any]) -> None:
    hours = {**HOURS, "days": "SUN-FRI", "holidays": ["2026-12-27", "2020-01-01"]}

    assert load_stack({**OFFICE, "workingHours": hours}).working_hours.hours() == WorkingHours(
        timezone="Europe/Dublin",
        start="07:00",
        stop="20:00",
        days="SUN-FRI",
        holidays=(date(2026, 12, 27), date(2020, 1, 1)),
    )


@pytest.mark.parametrize(
    "written", ["2026-12-25", "2026-12-25T00:00:00Z", "2026-12-25 00:00:00 +0000 UTC"], ids=["text", "json", "go"]
)
def test_takes_a_date_without_quotes_as_the_cli_hands_it_over(load_stack: Callable[..., Any], written: str) -> None:
    settings = load_stack({**OFFICE, "workingHours": {**HOURS, "holidays": [written]}})

    assert settings.working_hours.holidays == ("2026-12-25",)
    assert settings.working_hours.hours().holidays == (date(2026, 12, 25),)


def test_is_nothing_where_nothing_is_written(load_stack: Callable[..., Any]) -> None:
    assert load_stack().working_hours is None
