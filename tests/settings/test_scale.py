"""How many tasks a service runs..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from components import Scale, ScheduledScale

REFUSED = [
    (
        {"services.api.scale": 3},
        "stackwright:services.api.scale: 3 must be a mapping; write its keys below it, indented",
    ),
    (
        {"services.api.scale.max": 0},
        "stackwright:services.api.scale.max: 0 must be a whole number from 1 to 1000; raise it",
    ),
    (
        {"services.api.scale.min": -1},
        "stackwright:services.api.scale.min: -1 must be a whole number from 0 to 1000; raise it",
    ),
    (
        {"services.api.scale.cpuPercent": 95},
        "stackwright:services.api.scale.cpuPercent: 95 must be a whole number from 10 to 90; lower it",
    ),
    ({"services.api.scale.cpu": 60}, "stackwright:services.api.scale.cpu: is not a setting; did you mean cpuPercent?"),
    (
        {"services.api.scale.schedules": {"night": {"cron": "cron(0 20 * * ? *)", "min": 0, "max": 0}}},
        'stackwright:services.api.scale.schedules.night.cron: "cron(0 20 * * ? *)" must be five fields '
        "(minute, hour, day of month, month, weekday); write for instance 0 20 * * MON-FRI",
    ),
    (
        {"services.api.scale.schedules": {"night": {"cron": "0 20 * * 1-5", "min": 0, "max": 0}}},
        "stackwright:services.api.scale.schedules.night.cron: \"0 20 * * 1-5\" weekday must be '*' or "
        "names such as MON-FRI; write for instance 0 20 * * MON-FRI",
    ),
    (
        {"services.api.scale.schedules": {"night": {"cron": "0 25 * * *", "min": 0, "max": 0}}},
        "stackwright:services.api.scale.schedules.night.cron: \"0 25 * * *\" hour must be '*' or numbers "
        "from 0 to 23; write for instance 0 20 * * MON-FRI",
    ),
    (
        {
            "services.api.scale.schedules": {
                "night": {"cron": "0 20 * * *", "min": 0, "max": 0, "timezone": "Europe/Dublim"}
            }
        },
        'stackwright:services.api.scale.schedules.night.timezone: "Europe/Dublim" is no time zone; did '
        "you mean Europe/Dublin?",
    ),
    (
        {"services.api.scale.schedules": {"night": {"cron": "0 20 * * *", "min": 0, "max": 0, "timezone": "Nowhere"}}},
        'stackwright:services.api.scale.schedules.night.timezone: "Nowhere" is no time zone; write for '
        "instance Europe/Dublin",
    ),
    (
        {"services.api.scale.schedules": {"night": {"cron": "0 20 * * *", "min": None, "max": 0}}},
        "stackwright:services.api.scale.schedules.night.min: is required; add it, for instance 0",
    ),
    (
        {"services.api.scale.schedules": {"Night": {"cron": "0 20 * * *", "min": 0, "max": 0}}},
        "stackwright:services.api.scale.schedules.Night: must be at most 20 lower-case letters, digits "
        "and single inner hyphens, a letter first; write for instance acme-orders",
    ),
]


@pytest.mark.parametrize(("changes", "line"), REFUSED, ids=[line.partition(": ")[0] for _, line in REFUSED])
def test_is_refused_in_one_line(problems: Callable[..., list[str]], changes: dict[str, Any], line: str) -> None:
    assert problems(changes) == [line]


def test_is_given_to_the_service_whole(load_stack: Callable[..., Any]) -> None:
    night = {"cron": "0 20 * * MON-FRI", "min": "0", "max": 0, "timezone": "Europe/Dublin"}
    scale = {"min": 3, "max": "12", "cpuPercent": 50, "requestsPerTarget": 500, "schedules": {"night": night}}

    assert load_stack({"services.api.scale": scale}).services["api"].scale.scale() == Scale(
        min=3,
        max=12,
        cpu_percent=50,
        requests_per_target=500,
        schedules={"night": ScheduledScale(cron="0 20 * * MON-FRI", min=0, max=0, timezone="Europe/Dublin")},
    )


def test_has_the_librarys_own_target_unless_written(load_stack: Callable[..., Any]) -> None:
    assert load_stack().services["api"].scale.scale() == Scale(min=2, max=10)
