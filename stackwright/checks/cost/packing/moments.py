"""How many pods of each workload run together, and for how much of the month: by the clock, by demand, by runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

from ..hours import together
from ..money import Range
from .scaling import Counts, Scale, Window

End = Literal[0, 1, 2]
ENDS: tuple[End, ...] = (0, 1, 2)
"""Least, expected, most."""

_ONE = Decimal(1)

Numbers = tuple[int, ...]
"""How many pods of each workload, in their order."""


class Presence(NamedTuple):
    """When the pods of one workload are there."""

    scale: Scale
    share: Range
    """Part of the month in which pods run that need not: those of jobs, and of what is scaled to nothing."""

    runs: bool = False
    """Whether its pods run for a while only."""

    def at(self, open_: frozenset[Window], end: End) -> tuple[int, int]:
        """Return how many always run while these windows are open, and how many where there is something to do."""
        counts = self.scale.at(open_)
        number = (counts.low, counts.expected, counts.high)[end]
        if not self.runs and not counts.asleep:
            return number, number
        return 0, number if self.runs else _awake(counts, end)


def _awake(counts: Counts, end: End) -> int:
    """Return how many run of what is scaled to nothing at times, while it is not: one, or as many as may."""
    return counts.high if end == ENDS[-1] else 1


def moments(several: Sequence[Presence], end: End) -> dict[Numbers, Decimal]:
    """Return how many pods of each workload run together -> part of the month in which they do.

    What runs at times is taken to run at the same times as far as it can. Raises ValueError for a schedule or a formula
    that cannot be evaluated.
    """
    windows = sorted({window for one in several for window, _ in one.scale.windows.values()}, key=_order)
    stated = [(window.start, window.end, window.timezone) for window in windows]
    found: dict[Numbers, Decimal] = {}
    for places, part in together(stated).items() if stated else ((frozenset[int](), _ONE),):
        open_ = frozenset(windows[place] for place in places)
        for numbers, share in _parts([one.at(open_, end) for one in several], several, end).items():
            found[numbers] = found.get(numbers, Decimal(0)) + share * part
    return found


def _parts(counts: Sequence[tuple[int, int]], several: Sequence[Presence], end: End) -> Mapping[Numbers, Decimal]:
    """Return the numbers of pods -> part of a time in which nothing changes by the clock."""
    at_times = {
        place: min(_ONE, several[place].share.ends[end]) for place, (always, most) in enumerate(counts) if always < most
    }
    found: dict[Numbers, Decimal] = {}
    levels = sorted({Decimal(0), *at_times.values(), _ONE})
    for low, high in pairwise(levels):
        # What is there for at least the upper end of a part of the time is there in all of that part.
        numbers = tuple(
            most if at_times.get(place, Decimal(0)) >= high else always for place, (always, most) in enumerate(counts)
        )
        found[numbers] = found.get(numbers, Decimal(0)) + high - low
    return found


def _order(window: Window) -> tuple[str, str, str]:
    return window.start, window.end, window.timezone
