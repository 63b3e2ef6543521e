"""Which databases RDS can stop, and when it looks after them then. Pure but for `pulumi.Input` in what it is given.

Sources: Amazon RDS User Guide, "Stopping an Amazon RDS DB instance temporarily", limitations, and "Managing automated
backups"; Amazon RDS API Reference, "StopDBCluster", for which databases are stopped as a cluster.
"""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Literal

from ..off_hours import StoppableDatabase
from .hours import WEEKDAYS, WorkingHours

Window = Literal["backup_window", "maintenance_window"]
"""A time that RDS keeps for itself."""

_PURPOSES: Mapping[Window, str] = {"backup_window": "backed up", "maintenance_window": "changed"}
_DAY, _WEEK = 24 * 60, 7 * 24 * 60
_NAME = f"(?:({'|'.join(WEEKDAYS).lower()}):)?"
_WINDOW = re.compile(rf"{_NAME}(\d\d):(\d\d)-{_NAME}(\d\d):(\d\d)")
# The shortest window that RDS takes.
_SHORTEST = 30
# Any year shows which offsets from UTC a time zone has.
_YEAR = 2027


def check_stoppable(name: str, database: StoppableDatabase) -> None:
    """Raise ValueError where RDS refuses to stop the database called *name*."""
    if database.kind == "cluster" and not database.engine.startswith("aurora"):
        raise ValueError(f"database {name!r} is a cluster that is not Aurora's, and RDS stops none: leave it out")
    if database.kind == "instance" and database.engine.startswith("aurora"):
        raise ValueError(f"database {name!r} is an instance of Aurora, which stops as a cluster: give its cluster")
    if database.kind == "instance" and database.replicas:
        raise ValueError(
            f"database {name!r} has read replicas ({', '.join(database.replicas)}), and RDS stops neither them nor "
            "their source: drop the replicas, or leave the database out"
        )
    if database.multi_az and database.engine.startswith("sqlserver"):
        raise ValueError(
            f"database {name!r} is SQL Server in two zones, which RDS does not stop: use one zone, or leave it out"
        )


def check_window(hours: WorkingHours, field: Window, window: str) -> None:
    """Raise ValueError where the *window* of a database, in UTC, is not within working hours all through the year.

    A stopped database is not backed up and not changed, so a window outside them would never be used. On a machine
    without time zones nothing can be said, and nothing is refused.
    """
    match = _WINDOW.fullmatch(window)
    if match is None:
        raise ValueError(f"{field} must look like '12:00-12:30' or 'fri:12:00-fri:12:30' (UTC), got {window!r}")
    if all(_within(hours, match, offset) for offset in _offsets(hours.timezone)):
        return
    raise ValueError(
        f"{field} must be within working hours, {hours.days} {hours.start} to {hours.stop} {hours.timezone} in summer "
        f"and in winter, or the database is never {_PURPOSES[field]}, got {window!r} (UTC): {_suggestion(hours, field)}"
    )


def _within(hours: WorkingHours, window: re.Match[str], offset: int) -> bool:
    day, hour, minute, last_day, last_hour, last_minute = window.groups()
    start, end = int(hour) * 60 + int(minute), int(last_hour) * 60 + int(last_minute)
    if day is None:
        begin = (start + offset) % _DAY
        return hours.begin <= begin and begin + (end - start) % _DAY <= hours.end
    start, end = start + _weekday(day) * _DAY, end + _weekday(last_day) * _DAY
    weekday, begin = divmod((start + offset) % _WEEK, _DAY)
    return weekday in hours.weekdays and hours.begin <= begin and begin + (end - start) % _WEEK <= hours.end


def _suggestion(hours: WorkingHours, field: Window) -> str:
    """Return the fix: half an hour after the start for backups, and before the stop of the last day for changes."""
    offsets = _offsets(hours.timezone)
    first, last = hours.begin - min(offsets), hours.end - max(offsets)
    if last - first < 2 * _SHORTEST:
        return "lengthen the working hours"
    if field == "backup_window":
        return f'write "{_clock(first)}-{_clock(first + _SHORTEST)}"'
    end = max(hours.weekdays) * _DAY + last
    return f'write "{_clock(end - _SHORTEST, of_week=True)}-{_clock(end, of_week=True)}"'


def _clock(minute: int, *, of_week: bool = False) -> str:
    time = f"{minute % _DAY // 60:02}:{minute % 60:02}"
    return f"{WEEKDAYS[minute // _DAY % 7].lower()}:{time}" if of_week else time


def _weekday(name: str) -> int:
    return WEEKDAYS.index(name.upper())


@cache
def _offsets(timezone: str) -> tuple[int, ...]:
    """Return the minutes that *timezone* is ahead of UTC through a year; none where this machine does not know."""
    try:
        zone = zoneinfo.ZoneInfo(timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return ()
    moments = (datetime(_YEAR, month, day, tzinfo=zone) for month in range(1, 13) for day in (1, 15))
    return tuple(sorted({(moment.utcoffset() or timedelta()) // timedelta(minutes=1) for moment in moments}))
