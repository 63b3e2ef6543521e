"""Prices again what a change to a stack touches, and nothing else: all that is left out costs what it did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ..estimate import entries
from ..item import Item
from ..lines import Entry, Line
from ..money import ONE, Range
from ..prices import GLOBAL
from ..usage import Usage, UsageFile
from ..world import World
from .model import Commitment, Proposal
from .situation import Situation
from .watch import Watch


@dataclass(frozen=True)
class _Priced:
    """What one resource costs."""

    lines: tuple[Line, ...]
    unpriced: int
    """How many of its parts have no price."""


class Repricing:
    """Tells what changes to one stack save."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._asked: dict[str, frozenset[str]] = {}
        self._before: dict[tuple[str, date], _Priced] = {}
        for item in situation.items:
            watch = Watch(situation.world)
            self._before[item.urn, situation.today] = self._price(item, watch, situation.usage, situation.today)
            self._asked[item.urn] = frozenset(watch.asked)

    def saving(self, proposal: Proposal) -> Range | None:
        """Return what a stack costs less with *proposal*, a month in the estimate's currency.

        None where that cannot be told: something would have no price, or one of another Region than what it replaces.
        """
        day = proposal.day or self._situation.today
        touched = self._touched(proposal)
        before = [self._was(item, day) for item in touched]
        after = list(self._after(proposal, touched, day))
        if sum(one.unpriced for one in after) > sum(one.unpriced for one in before) or not _alike(before, after):
            return None
        return self._total(before) - self._total(after)

    def _touched(self, proposal: Proposal) -> list[Item]:
        """Return the resources that change, and those whose price was found by asking for any of a type that does."""
        changed = {*proposal.inputs, *proposal.usage, *proposal.committed, *proposal.removed}
        items = self._situation.items
        types = {item.type for item in (*proposal.added, *(item for item in items if item.urn in changed))}
        return [item for item in items if item.urn in changed or not self._asked[item.urn].isdisjoint(types)]

    def _was(self, item: Item, day: date) -> _Priced:
        if (item.urn, day) not in self._before:
            situation = self._situation
            self._before[item.urn, day] = self._price(item, situation.world, situation.usage, day)
        return self._before[item.urn, day]

    def _after(self, proposal: Proposal, touched: Iterable[Item], day: date) -> Iterator[_Priced]:
        situation = self._situation
        usage, world = situation.usage, situation.world
        if proposal.usage:
            usage = usage.after(UsageFile(name="the advice", types={}, resources=proposal.usage))
        if proposal.inputs or proposal.removed or proposal.added:
            kept = (item for item in situation.items if item.urn not in proposal.removed)
            world = World([*(changed(item, proposal) for item in kept), *proposal.added])
        again = (world.find(item.urn) for item in touched)
        for item in (*filter(None, again), *proposal.added):
            found = self._price(item, world, usage, day)
            made = proposal.committed.get(item.urn, {})
            yield replace(found, lines=tuple(_committed(found.lines, made))) if made else found

    def _price(self, item: Item, world: World, usage: Usage, day: date) -> _Priced:
        found: list[Entry] = list(entries(item, world, usage, self._situation.books, day))
        lines = tuple(entry for entry in found if isinstance(entry, Line))
        return _Priced(lines, len(found) - len(lines))

    def _total(self, priced: Iterable[_Priced]) -> Range:
        rate = self._situation.found.currency.usd_rate
        return Range.total((line.exact * rate).cents() for one in priced for line in one.lines)


def changed(item: Item, proposal: Proposal) -> Item:
    """Return a resource as it is with *proposal*."""
    changes = proposal.inputs.get(item.urn)
    return item.with_inputs(changes) if changes else item


def _alike(before: Iterable[_Priced], after: Iterable[_Priced]) -> bool:
    """Return whether every new price is of the same Region as those it replaces: another's would compare nothing."""
    old, new = ({line.price for one in priced for line in one.lines} for priced in (before, after))
    gone = old - new or old
    return {price.region for price in new - old} <= {GLOBAL, *(price.region for price in gone)}


def _committed(lines: Iterable[Line], commitments: Mapping[str, Commitment]) -> Iterator[Line]:
    """Yield *lines*, what is committed to at the price of that, what is above it at their own.

    Spot, whose price is a part of another, has no commitment.
    """
    for line in lines:
        made = commitments.get(line.price.key)
        if made is None or line.factor != ONE:
            yield line
            continue
        yield replace(line, price=made.price, quantity=Range.of(made.quantity))
        above = line.quantity.less(made.quantity)
        if above.high:
            yield replace(line, quantity=above)
