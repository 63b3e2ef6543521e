"""Working hours as what AWS can be told: expressions that fire, and times to be silent. Pure: no Pulumi here."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from .hours import WEEKDAYS, WorkingHours

_HOUR, _DAY, _WEEK = 60, 24 * 60, 7
# The years that an expression may name; source: Amazon EventBridge User Guide, "Cron expressions reference".
_FIRST_YEAR, _LAST_YEAR = 1970, 2199
_MONTHS = range(1, 13)


@dataclass(frozen=True)
class Switch:
    """At every time an expression fires, something goes on or off."""

    key: str
    """Stable name: `stop`, `start`, and `start-{year}` or `start-{year}-{month}` where holidays are."""

    expression: str
    """`cron(...)` with the six fields that both Application Auto Scaling and EventBridge Scheduler read."""

    on: bool
    """Whether it goes on."""


@dataclass(frozen=True)
class Silence:
    """From a time that comes back every week on, for how long alarms call nobody."""

    key: str
    """Stable name: how many days the next working day is away, or `morning`."""

    expression: str
    """`cron(...)` with the five fields that CloudWatch reads."""

    duration: str
    """How long, as ISO 8601 writes it."""


def switches(hours: WorkingHours, *, early: int = 0, late: int = 0) -> tuple[Switch, ...]:
    """Return what turns something on *early* minutes before each working day, and off *late* minutes after it.

    It goes off every day, whether it is on or not: so it goes off again where AWS, or a person, has turned it on.
    A holiday is no exception to undo but a day on which nothing starts: a month with holidays names its days one by
    one, for its year alone, and other starts leave it out. Nothing then fires twice in a minute, and nothing wakes.
    """
    begin, end = hours.begin - early, hours.end + late
    return (Switch("stop", _cron(end, "*", "*", "?"), on=False), *_starts(hours, begin))


def silences(hours: WorkingHours, *, grace: int) -> tuple[Silence, ...]:
    """Return the times between working days, each with *grace* minutes of the next day's start.

    A duration does not know that the clock goes back in autumn and ends an hour early then: so each morning is silent
    by itself too.
    """
    days = sorted(hours.weekdays)
    gaps: dict[int, list[int]] = {}
    for day, following in pairwise((*days, days[0] + _WEEK)):
        gaps.setdefault(following - day, []).append(day)
    between = (
        Silence(str(gap), _weekly(hours.end, after), _duration(gap * _DAY - hours.length + grace))
        for gap, after in sorted(gaps.items())
    )
    return (*between, Silence("morning", _weekly(hours.begin - _HOUR, days), _duration(_HOUR + grace)))


def _weekly(minute: int, days: list[int]) -> str:
    return f"cron({minute % 60} {minute // 60} * * {','.join(WEEKDAYS[day] for day in days)})"


def _starts(hours: WorkingHours, minute: int) -> Iterator[Switch]:
    weekdays = compact(hours.weekdays, names=WEEKDAYS)
    # A holiday at the weekend changes nothing.
    off = [day for day in hours.holidays if day.isoweekday() % 7 in hours.weekdays]
    years = sorted({day.year for day in off})
    others = compact(set(range(_FIRST_YEAR, _LAST_YEAR + 1)) - set(years)) if years else "*"
    yield Switch("start", _cron(minute, "?", "*", weekdays, others), on=True)
    for year in years:
        with_holidays = {day.month for day in off if day.year == year}
        if months := set(_MONTHS) - with_holidays:
            expression = _cron(minute, "?", compact(months), weekdays, _never_over(year))
            yield Switch(f"start-{year}", expression, on=True)
        for month in sorted(with_holidays):
            if days := _working_days(hours, year, month):
                expression = _cron(minute, compact(days), str(month), "?", _never_over(year))
                yield Switch(f"start-{year}-{month:02}", expression, on=True)


def _never_over(year: int) -> str:
    """Return *year* and the last that an expression may name.

    AWS refuses what will never fire again, and a program reads no clock: so a year that is past does no harm.
    """
    return f"{year},{_LAST_YEAR}"


def _working_days(hours: WorkingHours, year: int, month: int) -> set[int]:
    days = range(1, calendar.monthrange(year, month)[1] + 1)
    return {day for day in days if hours.is_working_day(date(year, month, day))}


def _cron(minute: int, day: str, month: str, weekday: str, year: str = "*") -> str:
    return f"cron({minute % 60} {minute // 60} {day} {month} {weekday} {year})"


def _duration(minutes: int) -> str:
    days, rest = divmod(minutes, _DAY)
    time = f"T{rest // 60}H{rest % 60}M"
    return f"P{days}D{time}" if days else f"P{time}"


def compact(numbers: Collection[int], names: tuple[str, ...] | None = None) -> str:
    """Return *numbers* as a list of ranges, for instance `1-4,7`; as their *names* where given."""
    ordered = sorted(numbers)
    starts = [number for number in ordered if number - 1 not in numbers]
    ends = [number for number in ordered if number + 1 not in numbers]

    def name(number: int) -> str:
        return names[number] if names else str(number)

    return ",".join(
        name(first) if first == last else f"{name(first)}-{name(last)}"
        for first, last in zip(starts, ends, strict=True)
    )
