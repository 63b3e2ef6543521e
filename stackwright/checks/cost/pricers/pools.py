"""Makes the lines of a group of EC2 machines: how many there are, on demand and Spot apart, and all that each has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..lines import Entry
from ..money import ZERO, Range
from ..quote import Quote
from ..schedules import Running
from ..values import Section
from . import machine_lines as lines
from .machine import Machine


@dataclass(frozen=True, kw_only=True)
class Pool:
    """Machines of a group: what they are, how many, and how many of them are Spot."""

    machine: Machine
    running: Running
    base: Decimal = ZERO
    """How many are on demand before the rest is divided."""

    share: Decimal = Decimal(1)
    """What part of the rest is on demand."""

    def part(self, *, spot: bool) -> Running:
        """Return those on demand, or those that are Spot."""
        awake = self._split(self.running.awake, spot=spot) if self.running.awake else None
        return replace(self.running, count=self._split(self.running.count, spot=spot), awake=awake)

    def _split(self, count: Range, *, spot: bool) -> Range:
        above = count.less(self.base)
        if spot:
            return above * (1 - self.share)
        return Range(*(min(end, self.base) for end in count.ends)) + above * self.share


def instances(quote: Quote, pool: Pool) -> Iterator[Entry]:
    """Yield the hours of a pool: of a machine that is Spot by itself all, or else each part that is not empty."""
    if pool.machine.spot():
        yield from lines.hours(quote, pool.machine, pool.running)
        return
    spot = pool.part(spot=True)
    if not spot.count.high:
        yield from lines.hours(quote, pool.machine, pool.running, spot=False)
        return
    on_demand = pool.part(spot=False)
    if on_demand.count.high:
        yield from lines.hours(quote, pool.machine, on_demand, spot=False)
    yield from lines.hours(quote, pool.machine, spot, spot=True)


def disks(quote: Quote, pool: Pool) -> Iterator[Entry]:
    """Yield the disks of a pool, which come and go with its machines."""
    yield from lines.disks(quote, pool.machine, lines.present(quote, pool.running), pool.running.assumption)


def mixed(pool: Pool, overrides: Sequence[Section]) -> Pool:
    """Return *pool* with the instance types that *overrides* name: its sizes count units where those are weighed.

    Raises Undecided.
    """
    if any(one.has("instanceRequirements") for one in overrides):
        return replace(pool, machine=replace(pool.machine, free_choice=True))
    named = [one for one in overrides if one.text("instanceType")]
    if not named:
        return pool
    weights = tuple(one.number("weightedCapacity", 1) for one in named)
    kinds = tuple(one.text("instanceType") for one in named)
    machine = replace(pool.machine, chosen=kinds, weights=weights)
    return replace(pool, machine=machine, running=pool.running.times(1 / weights[0]), base=pool.base / weights[0])
