"""The moments at which a cron fires: laid on a week, or followed through the years. Pure."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ...schedule.hours import WEEKDAYS, weekdays_of
from ...schedule.plan import compact

DAY = 24 * 60
"""Minutes of a day."""

WEEK = 7 * DAY
"""Minutes of a week, which starts on Sunday at midnight."""

_ALL_MONTHS = frozenset(range(1, 13))
_ALL_DAYS = frozenset(range(1, 32))
# After 28 years without a skipped leap year, every date is on the same weekday again.
_FIRST, _CYCLE = date(2001, 1, 1), 28 * 365 + 7


@dataclass(frozen=True, kw_only=True)
class Moments:
    """A cron, field by field."""

    minutes: frozenset[int]
    """Minutes of the hour."""

    hours: frozenset[int]
    """Hours of the day."""

    days: frozenset[int]
    """Days of the month."""

    months: frozenset[int]
    """Months of the year."""

    weekdays: frozenset[int]
    """Days of the week, Sunday being 0."""

    @property
    def weekly(self) -> bool:
        """Whether every week is like the other."""
        return self.days == _ALL_DAYS and self.months == _ALL_MONTHS

    @property
    def of_the_day(self) -> list[int]:
        """Minutes of the day, in order."""
        return sorted(hour * 60 + minute for hour in self.hours for minute in self.minutes)

    @property
    def of_the_week(self) -> list[int]:
        """Minutes of the week, in order, where it is weekly."""
        return [day * DAY + minute for day in sorted(self.weekdays) for minute in self.of_the_day]

    def __str__(self) -> str:
        """Return five fields as KEDA reads them, which knows no range that goes over the end of the week."""
        fields = (self.minutes, self.hours, self.days, self.months)
        every = (None, None, _ALL_DAYS, _ALL_MONTHS)
        numbers = ["*" if field == whole else compact(field) for field, whole in zip(fields, every, strict=True)]
        return " ".join([*numbers, "*" if len(self.weekdays) == len(WEEKDAYS) else compact(self.weekdays, WEEKDAYS)])


def read(cron: str) -> Moments:
    """Return when *cron*, which `check_cron` has let pass, fires.

    Raises ValueError where a range of numbers goes backwards, which schedulers do not agree on.
    """
    minute, hour, day, month, weekday = cron.split()
    return Moments(
        minutes=_numbers(minute, 0, 59),
        hours=_numbers(hour, 0, 23),
        days=_numbers(day, 1, 31),
        months=_numbers(month, 1, 12),
        weekdays=frozenset(range(7)) if weekday == "*" else weekdays_of(weekday),
    )


def take_turns(one: str, other: str) -> bool:
    """Tell whether of two crons first one fires and then the other, for ever, and never both at once."""
    fired = heapq.merge(_firings(read(one), 1), _firings(read(other), 2))
    seen = 0
    for (day, minute, which), (next_day, next_minute, next_which) in pairwise(fired):
        if which == next_which or (day, minute) == (next_day, next_minute):
            return False
        seen |= which | next_which
    return seen == 1 | 2


def _numbers(field: str, low: int, high: int) -> frozenset[int]:
    found: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, _, last = (f"{low}-{high}" if span == "*" else span).partition("-")
        # A single number with a step goes on to the end.
        end = int(last) if last else high if step else int(first)
        if end < int(first):
            raise ValueError(f"cron has a range that goes backwards, {span!r} in {field!r}: write it as two")
        found |= set(range(int(first), end + 1, int(step or 1)))
    return frozenset(found)


def _firings(moments: Moments, which: int) -> Iterator[tuple[int, int, int]]:
    """Yield (day, minute, *which*) in order."""
    for number in range(_CYCLE):
        day = _FIRST + timedelta(days=number)
        if day.month in moments.months and day.day in moments.days and day.isoweekday() % 7 in moments.weekdays:
            yield from ((number, minute, which) for minute in moments.of_the_day)
