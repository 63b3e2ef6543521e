"""KEDA's clock, for tests: crontab as its scaler reads it, minute by minute, and what a trigger makes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from components.kubernetes.scaling.windows import Window

_NAMES = {name: str(number) for number, name in enumerate(("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"))}
_RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 6))


def fires(cron: str) -> Callable[[datetime], bool]:
    """Return what tells whether *cron* fires in a minute; a range that goes backwards is an error, as in KEDA."""
    minutes, hours, days, months, weekdays = map(_field, cron.split(), _RANGES)
    either = "*" not in (cron.split()[2], cron.split()[4])

    def now(when: datetime) -> bool:
        day, weekday = when.day in days, when.isoweekday() % 7 in weekdays
        on = day or weekday if either else day and weekday
        return on and when.month in months and when.hour in hours and when.minute in minutes

    return now


def _field(field: str, limits: tuple[int, int]) -> set[int]:
    found: set[int] = set()
    for part in field.split(","):
        for name, number in _NAMES.items():
            part = part.replace(name, number)
        span, _, step = part.partition("/")
        low, _, high = span.partition("-")
        if span == "*":
            low, high = map(str, limits)
        first, last = int(low), int(high or (limits[1] if step else low))
        if not limits[0] <= first <= last <= limits[1]:
            raise ValueError(f"beginning of range ({first}) beyond end of range ({last}): {field}")
        found |= set(range(first, last + 1, int(step or 1)))
    return found


def active(window: Window, begin: datetime, minutes: int, *, ahead: int) -> list[bool]:
    """Return for each of the *minutes* from *begin* on whether the trigger is active half a minute into it.

    It is where its next end is not after its next start; *ahead* is how many minutes are looked at for both.
    """
    starts, ends = fires(window.start), fires(window.end)
    start = end = minutes + ahead + 1
    found = []
    for minute in range(minutes + ahead, -1, -1):
        found.append(end <= start)
        when = begin + timedelta(minutes=minute)
        start = minute if starts(when) else start
        end = minute if ends(when) else end
    return found[::-1][:minutes]
