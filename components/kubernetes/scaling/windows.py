"""Limits that change with the clock, as an autoscaler can be told them: windows in which more pods run. Pure.

A schedule says "from this moment on"; a cron trigger of KEDA has a start and an end, and looks ahead only: it is active
while its next moment is an end. So starts and ends must take turns. Source: KEDA documentation, "Cron", and its scaler.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from ...compute.spec import Scale, ScheduledScale
from ...schedule.hours import WEEKDAYS
from ...schedule.plan import compact
from .moments import DAY, WEEK, read, take_turns

_Schedules = Mapping[str, ScheduledScale]
_Pods = Callable[[ScheduledScale], int]


@dataclass(frozen=True, kw_only=True)
class Window:
    """A time that comes back."""

    start: str
    """When it starts, as a cron of five fields."""

    end: str
    """When it ends."""

    timezone: str
    """Time zone of both."""

    pods: int = 1
    """Fewest pods within it. Default: one."""


@dataclass(frozen=True, kw_only=True)
class Holidays:
    """The holidays that are on one day of the week."""

    weekday: str
    """The day, for instance `MON`."""

    week: Window
    """That day of every week."""

    dates: Mapping[int, Window]
    """Month -> their dates, of every year."""


@dataclass(frozen=True, kw_only=True)
class Timetable:
    """How many pods may run when."""

    least: int
    """Fewest pods at any time."""

    most: int
    """Most pods at any time."""

    floors: tuple[Window, ...] = ()
    """When more than `least` run in any case. Default: never."""

    opens: tuple[Window, ...] = ()
    """When pods of a service that is off at other times may run, but none has to. Default: never."""

    off: bool = False
    """Whether none may run outside `floors` and `opens`, whatever waits for it. Default: they may at any time."""

    holidays: tuple[Holidays, ...] = ()
    """When none may run in spite of both. Default: never."""

    lowered: tuple[int, ...] = ()
    """Lower limits to the most pods, at some times, that an autoscaler cannot keep. Default: none."""

    @property
    def idle(self) -> bool:
        """Whether there is a time at which no pod has to run, but one may."""
        return bool(self.opens) or (self.least == 0 and not self.off)


def timetable(scale: Scale) -> Timetable:
    """Return how many pods *scale* lets run when, once each of its schedules has come.

    The weeks of weekly schedules are laid out; two of any other kind must take turns. Raises ValueError, with what to
    write instead, where nobody could say which schedule was last, no window says the same, or nothing would ever run.
    """
    schedules = scale.schedules
    limits = {(schedule.min, schedule.max) for schedule in schedules.values()} or {(scale.min, scale.max)}
    most = max(high for _, high in limits)
    if most == 0:
        raise ValueError(f"schedules {_names(schedules)} switch the service off and none switches it on: add one")
    off = any(high == 0 for _, high in limits)
    least = 0 if off else min(low for low, _ in limits)
    if len(limits) == 1:
        return Timetable(least=least, most=most)
    _check_timezones(schedules)
    within = _by_week if all(read(schedule.cron).weekly for schedule in schedules.values()) else _in_turns
    return Timetable(
        least=least,
        most=most,
        floors=tuple(within(schedules, lambda schedule: schedule.min if schedule.min > least else 0)),
        opens=tuple(within(schedules, lambda schedule: int(schedule.min == 0 < schedule.max))) if off else (),
        off=off,
        lowered=tuple(sorted({high for _, high in limits} - {0, most})),
    )


def _by_week(schedules: _Schedules, pods: _Pods) -> Iterator[Window]:
    """Yield the windows with pods; those of different days that start and end at the same times are one."""
    changes = _changes(schedules)
    (timezone,) = {schedule.timezone for schedule in schedules.values()}
    asked = [(moment, pods(schedule)) for moment, schedule in changes]
    # Where the number stays the same, nothing starts and nothing ends.
    marks = [mark for mark, before in zip(asked, (asked[-1], *asked), strict=False) if mark[1] != before[1]]
    starts: dict[tuple[int, int, int, int], set[int]] = {}
    for (moment, number), (following, _) in pairwise((*marks, *marks[:1])):
        if number:
            day, minute = divmod(moment, DAY)
            days_later, last_minute = divmod((following - moment) % WEEK + minute, DAY)
            starts.setdefault((minute, days_later, last_minute, number), set()).add(day)
    for (minute, days_later, last_minute, number), days in sorted(starts.items()):
        ends = {(day + days_later) % len(WEEKDAYS) for day in days}
        yield Window(start=weekly(minute, days), end=weekly(last_minute, ends), timezone=timezone, pods=number)


def _in_turns(schedules: _Schedules, pods: _Pods) -> Iterator[Window]:
    """Yield the windows with pods of two schedules of which one always follows the other."""
    one, other, *more = schedules.values()
    if more or not take_turns(one.cron, other.cron):
        raise ValueError(
            f"schedules {_names(schedules)} do not say which of them holds when, as far as an autoscaler in a cluster "
            "can tell: write days of the week only, or two schedules that take turns"
        )
    for first, last in ((one, other), (other, one)):
        if number := pods(first):
            start, end = str(read(first.cron)), str(read(last.cron))
            yield Window(start=start, end=end, timezone=first.timezone, pods=number)


def _changes(schedules: _Schedules) -> list[tuple[int, ScheduledScale]]:
    """Return (minute of the week, schedule that begins to hold) in order."""
    changes: dict[int, tuple[str, ScheduledScale]] = {}
    for name, schedule in schedules.items():
        for moment in read(schedule.cron).of_the_week:
            other, taken = changes.setdefault(moment, (name, schedule))
            if (taken.min, taken.max) != (schedule.min, schedule.max):
                raise ValueError(
                    f"schedules {other!r} and {name!r} both begin on {WEEKDAYS[moment // DAY]} at "
                    f"{moment % DAY // 60:02}:{moment % 60:02}, and nobody can say which holds: move one"
                )
    return [(moment, schedule) for moment, (_, schedule) in sorted(changes.items())]


def weekly(minute: int, days: set[int] | frozenset[int]) -> str:
    """Return the cron of a *minute* of the day on *days* of the week, Sunday being 0."""
    named = "*" if len(days) == len(WEEKDAYS) else compact(days, WEEKDAYS)
    return f"{minute % 60} {minute // 60} * * {named}"


def _check_timezones(schedules: _Schedules) -> None:
    timezones = sorted({schedule.timezone for schedule in schedules.values()})
    if len(timezones) > 1:
        raise ValueError(
            f"schedules {_names(schedules)} are in different time zones ({', '.join(timezones)}), and a window has "
            "one: write all in the same"
        )


def _names(schedules: _Schedules) -> str:
    return ", ".join(map(repr, sorted(schedules)))
