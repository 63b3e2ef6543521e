"""Finds what would make a stack cheaper, and prices the stack with each change to tell the saving."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from ..estimate import Estimate, estimate
from ..item import Item
from ..usage import HOURS_ON, Profile, Usage, UsageFile
from ..world import World
from .model import Advice, Proposal

LEAST = Decimal(1)
"""USD a month below which advice is not worth reading."""


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What advice is about."""

    items: tuple[Item, ...]
    found: Estimate
    usage: Usage
    prices: Path | None
    today: date

    @property
    def profile(self) -> Profile:
        """The stack's profile."""
        return self.usage.profile

    @property
    def world(self) -> World:
        """The resources and their relations."""
        return World(self.items)


Adviser = Callable[[Situation], Iterable[Proposal]]


def advise(situation: Situation, advisers: Iterable[Adviser]) -> list[Advice]:
    """Return what would save at least a dollar a month, the most first. Each stands by itself: they do not add up."""
    found = [_priced(proposal, situation) for adviser in advisers for proposal in adviser(situation)]
    worth = [one for one in found if one.saving.expected >= LEAST * situation.found.currency.usd_rate]
    return sorted(worth, key=lambda one: (-one.saving.expected, one.id, one.urn))


def _priced(proposal: Proposal, situation: Situation) -> Advice:
    before, now = situation.found.total(), _estimate(proposal, situation).total()
    lost = [was - is_ for was, is_ in zip(before.ends, now.ends, strict=True)]
    low, expected, high = sorted(lost)
    return Advice(
        id=proposal.id,
        urn=proposal.item.urn,
        resource=proposal.item.name,
        what=proposal.what,
        saving=type(before)(low, expected, high),
        risk=proposal.risk,
    )


def _estimate(proposal: Proposal, situation: Situation) -> Estimate:
    found = situation.found
    hours = {urn: {HOURS_ON: on} for urn, on in proposal.hours_on.items()}
    changed = UsageFile(name="the advice", types={}, resources=hours)
    return estimate(
        [*_items(proposal, situation.items), *proposal.added],
        project=found.project,
        stack=found.stack,
        region=found.region,
        usage=situation.usage.after(changed) if hours else situation.usage,
        prices=situation.prices,
        currency=found.currency,
        today=situation.today,
    )


def _items(proposal: Proposal, items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        if item.urn not in proposal.removed:
            changes = proposal.inputs.get(item.urn)
            yield item.with_inputs(changes) if changes else item
