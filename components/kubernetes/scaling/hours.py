"""Working hours, as an autoscaler can be told them: a window in which pods run, and the holidays in it. Pure.

A cron has no year. A holiday is therefore its date and its day of the week together, which are the same again after
five years at the earliest: a list of holidays must not be older.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...compute.spec import Scale
from ...schedule.hours import WEEKDAYS, WorkingHours
from ...schedule.plan import compact
from .windows import Holidays, Timetable, Window, weekly

# A holiday begins before the working day that it takes away, and ends after it: both are never seen apart.
_MARGIN = 30


def working_timetable(hours: WorkingHours, scale: Scale) -> Timetable:
    """Return how many pods run when: within *hours* as many as *scale* says, and none outside them.

    Raises ValueError where *scale* has schedules of its own.
    """
    if scale.schedules:
        raise ValueError(
            f"the service has schedules of its own ({', '.join(sorted(scale.schedules))}) and is off outside working "
            "hours, and one would undo the other: drop them, or leave the service on"
        )
    window = Window(
        start=weekly(hours.begin, hours.weekdays),
        end=weekly(hours.end, hours.weekdays),
        timezone=hours.timezone,
        pods=max(1, scale.min),
    )
    return Timetable(
        least=0,
        most=scale.max,
        floors=(window,) if scale.min else (),
        opens=() if scale.min else (window,),
        off=True,
        holidays=tuple(_holidays(hours)),
    )


def _holidays(hours: WorkingHours) -> Iterator[Holidays]:
    for weekday in sorted(hours.weekdays):
        dates: dict[int, set[int]] = {}
        for day in hours.holidays:
            if day.isoweekday() % 7 == weekday:
                dates.setdefault(day.month, set()).add(day.day)
        if dates:
            yield Holidays(
                weekday=WEEKDAYS[weekday],
                week=_all_day(hours, f"* * {WEEKDAYS[weekday]}"),
                dates={month: _all_day(hours, f"{compact(days)} {month} *") for month, days in sorted(dates.items())},
            )


def _all_day(hours: WorkingHours, days: str) -> Window:
    """Return the window around the working hours of *days*, the last three fields of a cron."""
    start, end = hours.begin - _MARGIN, hours.end + _MARGIN
    return Window(
        start=f"{start % 60} {start // 60} {days}", end=f"{end % 60} {end // 60} {days}", timezone=hours.timezone
    )
