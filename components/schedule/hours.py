"""Working hours: days, times, holidays and their time zone, checked. Pure: no Pulumi here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ..compute.cron import check_timezone

WEEKDAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
"""The days of a week in AWS's order."""

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
# Databases and machines start before the day and stop after it, a silence begins an hour before it, and none of that
# may fall on another day.
_EARLIEST, _LATEST = "01:00", "23:00"
_SHORTEST = 60
# Each year that has a holiday adds to the length of an expression, of which EventBridge Scheduler takes 256 characters.
_MOST_YEARS = 10
_CENTURY = range(2000, 2100)


@dataclass(frozen=True, kw_only=True)
class WorkingHours:
    """When people work, and so when an environment is on."""

    timezone: str
    """Time zone of the times, for instance `Europe/Dublin`."""

    start: str
    """When the working day starts, `hh:mm`, 01:00 or later."""

    stop: str
    """When it stops, `hh:mm`, 23:00 or earlier."""

    days: str = "MON-FRI"
    """Working days, names and ranges, for instance `SUN-THU` or `MON,WED,FRI`. Default: Monday to Friday."""

    holidays: tuple[date, ...] = ()
    """Days off besides. One that is past does no harm. Default: none."""

    def __post_init__(self) -> None:
        check_timezone(self.timezone)
        check_days(self.days)
        check_time("start", self.start)
        check_time("stop", self.stop)
        if self.length < _SHORTEST:
            raise ValueError(f"stop must be at least an hour after start ({self.start}), got {self.stop!r}")
        check_holidays(self.holidays)

    @property
    def begin(self) -> int:
        """Minute of the day at which it starts."""
        return minute_of(self.start)

    @property
    def end(self) -> int:
        """Minute of the day at which it stops."""
        return minute_of(self.stop)

    @property
    def length(self) -> int:
        """Minutes of a working day."""
        return self.end - self.begin

    @property
    def weekdays(self) -> frozenset[int]:
        """Working days, Sunday being 0."""
        return weekdays_of(self.days)

    def is_working_day(self, day: date) -> bool:
        """Tell whether people work on *day*."""
        return day.isoweekday() % 7 in self.weekdays and day not in self.holidays


def check_time(field: str, time: str) -> None:
    """Raise ValueError, naming *field*, where *time* is no time of day, or too near midnight."""
    if not _TIME.fullmatch(time):
        raise ValueError(f"{field} must be a time of day, got {time!r}: write for instance '07:00', in quotes")
    if not _EARLIEST <= time <= _LATEST:
        raise ValueError(
            f"{field} must be from {_EARLIEST} to {_LATEST}, since databases start before and stop after it on the "
            f"same day, got {time!r}: move it"
        )


def check_days(days: str) -> None:
    """Raise ValueError where *days* does not name days of the week."""
    weekdays_of(days)


def check_holidays(holidays: tuple[date, ...]) -> None:
    """Raise ValueError where a date is not of this century, is there twice, or they are of too many years."""
    for day in holidays:
        if day.year not in _CENTURY:
            raise ValueError(f"holiday must be of this century, got {day.isoformat()}: correct its year")
    twice = sorted(day.isoformat() for day in set(holidays) if holidays.count(day) > 1)
    if twice:
        raise ValueError(f"holidays must be different days, got {', '.join(twice)} more than once: remove one")
    years = {day.year for day in holidays}
    if len(years) > _MOST_YEARS:
        raise ValueError(f"holidays must be of at most {_MOST_YEARS} years, got {len(years)}: remove those past")


def read_date(text: str) -> date:
    """Return the date that *text* writes as `2026-12-25`. Raises ValueError where it writes none."""
    try:
        return date.fromisoformat(text if _DATE.fullmatch(text) else "")
    except ValueError as reason:
        raise ValueError(f"holiday must be a date, got {text!r}: write for instance 2026-12-25") from reason


def weekdays_of(days: str) -> frozenset[int]:
    """Return the days that names and ranges name, Sunday being 0; a range may go over the end of the week."""
    found: set[int] = set()
    for part in days.split(","):
        first, _, last = part.partition("-")
        if first not in WEEKDAYS or (last or first) not in WEEKDAYS or part.endswith("-"):
            raise ValueError(f"days must be names such as MON-FRI or MON,WED, got {days!r}")
        begin, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        found |= {day % 7 for day in range(begin, end + 1 if end >= begin else end + 8)}
    return frozenset(found)


def minute_of(time: str) -> int:
    """Return the minute of the day that `hh:mm` is."""
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)
