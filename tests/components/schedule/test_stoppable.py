"""A database is stopped only where RDS can do it, and looks after it while it is on."""

from __future__ import annotations

import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.off_hours import StoppableDatabase
from components.schedule import stoppable
from components.schedule.hours import WorkingHours
from components.schedule.stoppable import check_stoppable, check_window

DUBLIN = WorkingHours(timezone="Europe/Dublin", start="07:00", stop="20:00")


def database(**given):
    return StoppableDatabase(identifier="orders", arn="arn:orders", **given)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"multi_az": True},
        {"engine": "mysql", "multi_az": True},
        {"engine": "sqlserver-se"},
        {"kind": "cluster", "engine": "aurora-postgresql"},
        {"kind": "cluster", "engine": "aurora-mysql", "replicas": ("reader",)},
    ],
)
def test_can_be(given):
    check_stoppable("orders", database(**given))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"replicas": ("reporting", "audit")},
            "database 'orders' has read replicas (reporting, audit), and RDS stops neither them nor their source: "
            "drop the replicas, or leave the database out",
        ),
        (
            {"engine": "sqlserver-ee", "multi_az": True},
            "database 'orders' is SQL Server in two zones, which RDS does not stop: use one zone, or leave it out",
        ),
        (
            {"engine": "aurora-postgresql"},
            "database 'orders' is an instance of Aurora, which stops as a cluster: give its cluster",
        ),
        (
            {"kind": "cluster", "engine": "postgres"},
            "database 'orders' is a cluster that is not Aurora's, and RDS stops none: leave it out",
        ),
    ],
)
def test_can_not_be(given, message):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole message is compared
        check_stoppable("orders", database(**given))
    assert str(refused.value) == message


def refusal(hours, field, window):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole message is compared
        check_window(hours, field, window)
    return str(refused.value)


@pytest.mark.parametrize("window", ["07:00-07:30", "18:30-19:00", "12:00-13:00", "07:00-19:00"])
def test_is_backed_up_within_working_hours(window):
    check_window(DUBLIN, "backup_window", window)


@pytest.mark.parametrize(
    "window", ["02:00-03:00", "06:00-06:30", "06:59-07:29", "19:00-19:30", "18:45-19:15", "23:30-00:30"]
)
def test_is_never_backed_up_outside_them_in_summer_or_in_winter(window):
    assert refusal(DUBLIN, "backup_window", window) == (
        "backup_window must be within working hours, MON-FRI 07:00 to 20:00 Europe/Dublin in summer and in winter, or "
        f'the database is never backed up, got {window!r} (UTC): write "07:00-07:30"'
    )


@pytest.mark.parametrize("window", ["mon:07:00-mon:08:00", "fri:18:30-fri:19:00"])
def test_is_changed_within_working_hours(window):
    check_window(DUBLIN, "maintenance_window", window)


@pytest.mark.parametrize(
    "window", ["sun:12:00-sun:13:00", "mon:06:30-mon:07:30", "fri:18:45-fri:19:15", "mon:12:00-tue:12:00"]
)
def test_is_never_changed_outside_them(window):
    assert refusal(DUBLIN, "maintenance_window", window) == (
        "maintenance_window must be within working hours, MON-FRI 07:00 to 20:00 Europe/Dublin in summer and in "
        f'winter, or the database is never changed, got {window!r} (UTC): write "fri:18:30-fri:19:00"'
    )


@given(
    st.sampled_from(
        ["Europe/Dublin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "Pacific/Kiritimati", "UTC"]
    ),
    st.integers(1, 20),
    st.integers(3, 20),
    st.sampled_from(["MON-FRI", "SUN-THU", "SAT", "WED,SUN"]),
    st.sampled_from(["backup_window", "maintenance_window"]),
)
def test_takes_the_window_that_the_refusal_of_another_suggests(zone, start, length, days, field):
    hours = WorkingHours(timezone=zone, start=f"{start:02}:00", stop=f"{min(23, start + length):02}:00", days=days)
    # Around the end of the longest of these days and the start of the next, whatever the time zone.
    never = {"backup_window": "00:00-23:30", "maintenance_window": "mon:00:00-mon:23:30"}[field]
    suggested = refusal(hours, field, never).partition('write "')[2].rstrip('"')
    check_window(hours, field, suggested)


@pytest.mark.parametrize("window", ["2:00-3:00", "Sun:03:30-Sun:04:30", "sunday", "mon:07:00-07:30x"])
def test_is_refused_with_a_window_that_is_none(window):
    assert refusal(DUBLIN, "backup_window", window) == (
        f"backup_window must look like '12:00-12:30' or 'fri:12:00-fri:12:30' (UTC), got {window!r}"
    )


def test_is_given_no_suggestion_where_summer_and_winter_leave_no_time():
    hours = WorkingHours(timezone="Europe/Dublin", start="07:00", stop="08:30")
    assert refusal(hours, "backup_window", "02:00-03:00").endswith("(UTC): lengthen the working hours")


def test_is_taken_at_any_time_where_the_machine_knows_no_time_zones(monkeypatch):
    def unknown(name):
        raise zoneinfo.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(stoppable.zoneinfo, "ZoneInfo", unknown)
    stoppable._offsets.cache_clear()
    check_window(DUBLIN, "backup_window", "02:00-03:00")
    stoppable._offsets.cache_clear()
