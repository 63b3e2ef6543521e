"""Working hours and what is off outside them..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

HOURS: dict[str, Any] = {"timezone": "Europe/Dublin", "start": "07:00", "stop": "20:00"}
OFFICE: dict[str, Any] = {
    "profile": "development",
    "workingHours": HOURS,
    "database.backupWindow": "07:00-07:30",
    "database.maintenanceWindow": "fri:12:00-fri:12:30",
}
NIGHT = {"night": {"cron": "0 20 * * *", "min": 0, "max": 0}}

REFUSED = [
    (
        {"profile": "production"},
        "stackwright:workingHours: is not for the profile production, which is there for customers at any hour; "
        "leave it out, or choose another profile",
    ),
    (
        {"workingHours": {**HOURS, "stop": "07:30"}},
        'stackwright:workingHours.stop: "07:30" must be at least an hour after start (07:00); move one of them',
    ),
    (
        {"workingHours": {**HOURS, "holidays": ["1926-12-25"]}},
        'stackwright:workingHours.holidays: ["1926-12-25"] must be of this century; correct its year',
    ),
    (
        {"services.api.scale.schedules": NIGHT},
        "stackwright:services.api.scale.schedules: does not go with workingHours, which switches every service: one "
        "would undo the other; leave one of the two out",
    ),
    (
        {"database.replicas": ["reporting"]},
        "stackwright:database.replicas: [reporting] does not go with workingHours: RDS stops neither a replica nor its "
        "source; drop the replicas, or leave workingHours out",
    ),
    (
        {"database.backupWindow": "02:00-03:00"},
        'stackwright:database.backupWindow: "02:00-03:00" must be within working hours, MON-FRI 07:00 to 20:00 '
        'Europe/Dublin in summer and in winter, or the database is never backed up; write "07:00-07:30"',
    ),
    (
        {"database.maintenanceWindow": "sun:03:30-sun:04:30"},
        'stackwright:database.maintenanceWindow: "sun:03:30-sun:04:30" must be within working hours, MON-FRI 07:00 to '
        '20:00 Europe/Dublin in summer and in winter, or the database is never changed; write "fri:18:30-fri:19:00"',
    ),
    (
        {"services": None, "secrets": None, "database": None, "eks": None},
        "stackwright:workingHours: has nothing to switch off; leave it out, or add a service",
    ),
]


@pytest.mark.parametrize(("changes", "line"), REFUSED, ids=[line.partition(": ")[0] for _, line in REFUSED])
def test_are_refused_in_one_line(problems: Callable[..., list[str]], changes: dict[str, Any], line: str) -> None:
    given = {
        key: value for key, value in OFFICE.items() if changes.get("database", "") is not None or "database" not in key
    }

    assert problems({**given, **changes}) == [line]


def test_are_refused_with_windows_that_nobody_wrote(problems: Callable[..., list[str]]) -> None:
    assert problems({"profile": "ephemeral", "workingHours": HOURS}) == [
        "stackwright:database.backupWindow: must be within working hours, MON-FRI 07:00 to 20:00 Europe/Dublin in "
        'summer and in winter, or the database is never backed up; write "07:00-07:30"',
        "stackwright:database.maintenanceWindow: must be within working hours, MON-FRI 07:00 to 20:00 Europe/Dublin in "
        'summer and in winter, or the database is never changed; write "fri:18:30-fri:19:00"',
    ]


def test_are_not_judged_by_what_is_refused_itself(problems: Callable[..., list[str]]) -> None:
    changes = {**OFFICE, "workingHours": {**HOURS, "start": "7"}, "database.backupWindow": "02:00-03:00"}

    assert [line.partition(": ")[0] for line in problems(changes)] == ["stackwright:workingHours.start"]


@pytest.mark.parametrize("profile", ["development", "ephemeral"])
def test_are_kept_by_stacks_that_may_be_off(load_stack: Callable[..., Any], profile: str) -> None:
    assert load_stack({**OFFICE, "profile": profile}).working_hours is not None


def test_leave_a_service_its_own_schedules_where_there_are_none(load_stack: Callable[..., Any]) -> None:
    settings = load_stack({"services.api.scale.schedules": NIGHT})

    assert list(settings.services["api"].scale.scale().schedules) == ["night"]
