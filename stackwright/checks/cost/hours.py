"""How much of a year each value holds that scheduled actions set: the hours something is on, exact to the minute."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import cache
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .cron import Cron, read

T = TypeVar("T", bound=Hashable)

YEAR = 2027
"""The year that is looked at unless another is asked for: 8,760 hours, as a year's bill has."""

_DAY = 24 * 60
_UNITS = {"minute": 1, "hour": 60, "day": _DAY}
_AT = re.compile(r"at\((\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?\)")
_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
# The 29th of February may be eight years away, around a century that is no leap year.
_LOOK_BACK = 8

Minute = int
"""Minutes since the first day of the proleptic calendar, by the clock on the wall."""


@dataclass(frozen=True)
class Action(Generic[T]):
    """At the times of an expression, a value that holds until another action sets another."""

    expression: str
    """`cron(...)` or `at(...)` or `rate(...)` as AWS writes them, or the five fields of Unix."""

    value: T
    """What holds from then on."""

    timezone: str = "UTC"
    """Time zone of the expression. Default: UTC."""


def shares(actions: Sequence[Action[T]], *, start: T, year: int = YEAR) -> dict[T, Decimal]:
    """Return value -> share of the year it holds, 0 to 1."""
    minutes = held(actions, start=start, year=year)
    return {value: Decimal(length) / sum(minutes.values()) for value, length in minutes.items()}


def held(actions: Sequence[Action[T]], *, start: T, year: int = YEAR) -> dict[T, int]:
    """Return value -> minutes of *year* it holds; *start* holds until the first action. They add up to the year.

    Of two actions at one minute the later in the list wins: AWS does not say which does. Where all have one time zone,
    the clock on the wall is followed, and the hour it skips in spring comes back in autumn; the answer is then the same
    on a machine that knows no time zones. Raises ValueError where an expression cannot be evaluated, or where several
    time zones are given and this machine does not know one of them.
    """
    lengths = _lengths(tuple((action.expression, action.timezone) for action in actions), year)
    found: dict[T, int] = {}
    for value, length in zip((start, *(action.value for action in actions)), lengths, strict=True):
        if length:
            found[value] = found.get(value, 0) + length
    return found


def together(windows: Sequence[tuple[str, str, str]], *, year: int = YEAR) -> dict[frozenset[int], Decimal]:
    """Return places in *windows* (start, end, time zone) that are open at one time -> share of the year they are.

    A window is open from its start to its end; one whose last fire before the year was its start is open as it begins.
    The empty set is the time at which none is. Raises ValueError as `held` does.
    """
    schedules = tuple((expression, zone) for start, end, zone in windows for expression in (start, end))
    minutes = _states(schedules, year)
    whole = sum(minutes.values())
    return {
        frozenset(place for place, is_open in enumerate(state) if is_open): Decimal(length) / whole
        for state, length in minutes.items()
    }


def rate(expression: str) -> tuple[int, int] | None:
    """Return the number of units between two fires of `rate(...)`, and a unit's minutes; None for other expressions."""
    match = _RATE.fullmatch(expression)
    return (int(match[1]), _UNITS[match[2]]) if match else None


@cache
def _lengths(schedules: tuple[tuple[str, str], ...], year: int) -> tuple[int, ...]:
    """Return how many minutes the start, and then each of *schedules*, is what fired last."""
    begin, end = _bounds(year)
    lengths = [0] * (len(schedules) + 1)
    since, current = begin, 0
    for moment, index in sorted(_events(schedules, year)):
        if moment >= end:
            break
        if moment > since:
            lengths[current] += moment - since
            since = moment
        current = index
    lengths[current] += end - since
    return tuple(lengths)


@cache
def _states(schedules: tuple[tuple[str, str], ...], year: int) -> dict[tuple[bool, ...], int]:
    """Return which of the pairs of *schedules* are open -> minutes of the year they are."""
    begin, end = _bounds(year)
    state = [False] * (len(schedules) // 2)
    minutes: dict[tuple[bool, ...], int] = {}
    since = begin
    for moment, index in (*sorted(_events(schedules, year)), (end, 0)):
        if since < moment:
            length = min(moment, end) - since
            minutes[tuple(state)] = minutes.get(tuple(state), 0) + length
            since += length
        if moment >= end:
            break
        state[(index - 1) // 2] = index % 2 == 1
    return minutes


def _bounds(year: int) -> tuple[Minute, Minute]:
    first, last = (date(each, 1, 1).toordinal() * _DAY for each in (year, year + 1))
    return first, last


def _events(schedules: tuple[tuple[str, str], ...], year: int) -> Iterator[tuple[Minute, int]]:
    """Yield when which of *schedules* fires, counted from 1."""
    one_zone = len({zone for _, zone in schedules}) == 1
    for index, (expression, zone) in enumerate(schedules, 1):
        for minute in _fires(expression, year):
            moment = minute if one_zone else _universal(minute, zone)
            if moment is not None:
                yield moment, index


def _fires(expression: str, year: int) -> Iterator[Minute]:
    """Yield when *expression* fires in *year* and a day around it, and the last time before."""
    if match := _AT.fullmatch(expression):
        try:
            moment = datetime.fromisoformat(match[1])
        except ValueError as reason:
            raise ValueError(f"{expression!r} cannot be evaluated: {reason}") from reason
        yield moment.toordinal() * _DAY + moment.hour * 60 + moment.minute
    elif every := rate(expression):
        # When it was created is when it counts from: here the year's first minute.
        first = date(year, 1, 1).toordinal() * _DAY
        yield from range(first, date(year + 1, 1, 1).toordinal() * _DAY, max(1, every[0]) * every[1])
    else:
        yield from _cron_fires(read(expression), year)


def _cron_fires(cron: Cron, year: int) -> Iterator[Minute]:
    for month in range(1, 13):
        for day in cron.days(year, month):
            for minute in cron.minutes:
                yield day * _DAY + minute
    # A time zone may move the first day of the next year into this one.
    for day in cron.days(year + 1, 1)[:1]:
        for minute in cron.minutes:
            yield day * _DAY + minute
    yield from _last_before(cron, year)


def _last_before(cron: Cron, year: int) -> Iterator[Minute]:
    """Yield the last days' fires before *year*: two days of them, as a time zone may move the last into it."""
    for earlier in range(year - 1, year - 1 - _LOOK_BACK, -1):
        for month in range(12, 0, -1):
            days = cron.days(earlier, month)
            if days:
                for day in days[-2:]:
                    for minute in cron.minutes:
                        yield day * _DAY + minute
                return


def _universal(minute: Minute, zone: str) -> Minute | None:
    """Return *minute* by the clock of UTC, or None where that of *zone* skips it, as AWS then does."""
    moment = datetime.min + timedelta(minutes=minute - _DAY)
    universal = moment.replace(tzinfo=_zone(zone)).astimezone(UTC)
    if universal.astimezone(_zone(zone)).replace(tzinfo=None) != moment:
        return None
    return minute - (moment - universal.replace(tzinfo=None)) // timedelta(minutes=1)


@cache
def _zone(name: str) -> tzinfo:
    try:
        return UTC if name == "UTC" else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as reason:
        raise ValueError(f"{name!r} is no time zone that this machine knows") from reason
