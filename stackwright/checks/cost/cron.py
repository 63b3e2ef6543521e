"""On which days and at which minutes a cron expression fires: AWS's six fields, or the five of Unix. Pure."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

_MONTHS = {
    name: number
    for number, name in enumerate(
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], 1
    )
}
_WEEKDAYS = {name: number for number, name in enumerate(["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"])}
_PART = re.compile(r"(?P<first>\*|\w+)(-(?P<last>\w+))?(/(?P<step>\d+))?")
_LAST_DAY = re.compile(r"L(-(?P<before>\d+))?")
_NEAREST = re.compile(r"(?P<day>\d+)W")
_NTH = re.compile(r"(?P<weekday>\w+)#(?P<nth>[1-5])")
_LAST_WEEKDAY = re.compile(r"(?P<weekday>\w+?)L")

# Source: Amazon EventBridge User Guide, "Cron expressions reference".
YEARS = (1970, 2199)

DaysOf = Callable[[int, int], set[int]]
"""(Year, month) -> days of that month."""


@dataclass(frozen=True)
class Cron:
    """A cron expression, read."""

    minutes: tuple[int, ...]
    """Minutes of the day, ascending, for instance 420 for 07:00."""

    months: frozenset[int]
    """Months, 1 to 12."""

    years: frozenset[int] | None
    """Years; None is every year."""

    days_of: DaysOf
    """Which days of a month."""

    def days(self, year: int, month: int) -> list[int]:
        """Return the days of that month it fires on, as proleptic ordinals, ascending."""
        if month not in self.months or (self.years is not None and year not in self.years):
            return []
        zeroth = date(year, month, 1).toordinal() - 1
        return [zeroth + day for day in sorted(self.days_of(year, month))]


@cache
def read(expression: str) -> Cron:
    """Return `cron(minute hour day month weekday year)`, or the five fields of Unix, read.

    Raises ValueError, saying what it cannot read.
    """
    inner = re.fullmatch(r"cron\((.*)\)", expression)
    fields = (inner[1] if inner else expression).upper().split()
    if len(fields) != (6 if inner else 5):
        raise ValueError(f"{expression!r} must have {'six' if inner else 'five'} fields, and has {len(fields)}")
    try:
        return _cron(fields, unix=not inner)
    except ValueError as reason:
        raise ValueError(f"{expression!r} cannot be evaluated: {reason}") from reason


def _cron(fields: list[str], *, unix: bool) -> Cron:
    minute, hour, day, month, weekday, *year = fields
    hours, minutes = _numbers(hour, 0, 23), _numbers(minute, 0, 59)
    return Cron(
        minutes=tuple(sorted(60 * h + m for h in hours for m in minutes)),
        months=frozenset(_numbers(month, 1, 12, _MONTHS)),
        years=None if not year or year[0] == "*" else frozenset(_numbers(year[0], *YEARS)),
        days_of=_days(day, weekday, unix=unix),
    )


def _days(day: str, weekday: str, *, unix: bool) -> DaysOf:
    """Return the days that both fields allow; Unix takes those of either where both are given."""
    by_date = None if day in ("*", "?") else _by_date(day)
    by_weekday = None if weekday in ("*", "?") else _by_weekday(weekday, unix=unix)
    if by_date is None or by_weekday is None:
        return by_date or by_weekday or (lambda year, month: set(range(1, _length(year, month) + 1)))
    first, second = by_date, by_weekday
    if unix:
        return lambda year, month: first(year, month) | second(year, month)
    return lambda year, month: first(year, month) & second(year, month)


def _by_date(field: str) -> DaysOf:
    choices: list[DaysOf] = []
    for part in field.split(","):
        if match := _LAST_DAY.fullmatch(part):
            choices.append(_before_last(int(match["before"] or 0)))
        elif part == "LW":
            choices.append(lambda year, month: {_nearest(year, month, _length(year, month))})
        elif match := _NEAREST.fullmatch(part):
            choices.append(_nearest_to(int(match["day"])))
        else:
            choices.append(_among(_numbers(part, 1, 31)))
    return _either(choices)


def _by_weekday(field: str, *, unix: bool) -> DaysOf:
    choices: list[DaysOf] = []
    for part in field.split(","):
        if match := _NTH.fullmatch(part):
            choices.append(_nth(_weekdays(match["weekday"], unix=unix), int(match["nth"])))
        elif not unix and part == "L":
            choices.append(_on({6}))
        elif not unix and (match := _LAST_WEEKDAY.fullmatch(part)):
            choices.append(_last(_weekdays(match["weekday"], unix=unix)))
        else:
            choices.append(_on(_weekdays(part, unix=unix)))
    return _either(choices)


def _weekdays(part: str, *, unix: bool) -> set[int]:
    """Return weekdays with Sunday as 0: a number is 0 to 7 to Unix, and 1 to 7 from Sunday on to AWS."""
    if unix:
        return {number % 7 for number in _numbers(part, 0, 7, _WEEKDAYS, around=7)}
    names = {name: number + 1 for name, number in _WEEKDAYS.items()}
    return {number - 1 for number in _numbers(part, 1, 7, names, around=7)}


def _numbers(
    field: str, low: int, high: int, names: dict[str, int] | None = None, around: int | None = None
) -> set[int]:
    """Return what a list of numbers, ranges and steps names; a range of weekdays may go over the week's end."""
    found: set[int] = set()
    for part in field.split(","):
        match = _PART.fullmatch(part)
        if not match:
            raise ValueError(f"{part!r} is no number, range or step")
        step = int(match["step"] or 1)
        first = low if match["first"] == "*" else _number(match["first"], low, high, names)
        last = _number(match["last"], low, high, names) if match["last"] else first
        if match["first"] == "*" or (match["step"] and not match["last"]):
            last = high
        if last < first and around:
            last += around
        if step < 1 or last < first:
            raise ValueError(f"{part!r} names nothing")
        found |= {value - around if around and value > high else value for value in range(first, last + 1, step)}
    return found


def _number(text: str, low: int, high: int, names: dict[str, int] | None) -> int:
    value = (names or {}).get(text, int(text) if text.isdigit() else -1)
    if not low <= value <= high:
        raise ValueError(f"{text!r} is not within {low} to {high}")
    return value


@cache
def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _weekday(year: int, month: int, day: int) -> int:
    return date(year, month, day).toordinal() % 7


def _either(choices: list[DaysOf]) -> DaysOf:
    return lambda year, month: set().union(*(choice(year, month) for choice in choices))


def _among(days: set[int]) -> DaysOf:
    return lambda year, month: {day for day in days if day <= _length(year, month)}


def _on(weekdays: set[int]) -> DaysOf:
    def days(year: int, month: int) -> set[int]:
        zeroth = _weekday(year, month, 1) - 1
        return {day for day in range(1, _length(year, month) + 1) if (zeroth + day) % 7 in weekdays}

    return days


def _nth(weekdays: set[int], nth: int) -> DaysOf:
    return lambda year, month: {day for day in _on(weekdays)(year, month) if (day - 1) // 7 == nth - 1}


def _last(weekdays: set[int]) -> DaysOf:
    return lambda year, month: {day for day in _on(weekdays)(year, month) if day > _length(year, month) - 7}


def _before_last(days: int) -> DaysOf:
    return lambda year, month: {day for day in (_length(year, month) - days,) if day > 0}


def _nearest_to(day: int) -> DaysOf:
    return lambda year, month: {_nearest(year, month, day)} if day <= _length(year, month) else set()


def _nearest(year: int, month: int, day: int) -> int:
    """Return the working day nearest to *day*, in the same month."""
    weekday = _weekday(year, month, day)
    if weekday == 6:
        return day - 1 if day > 1 else day + 2
    if weekday == 0:
        return day + 1 if day < _length(year, month) else day - 2
    return day
