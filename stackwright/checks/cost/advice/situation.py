"""What advice is about: a stack with its estimate, and what advisers ask of them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ..estimate import Books, Charge, Estimate
from ..item import Item
from ..prices import Price, PriceBook
from ..usage import Profile, Usage
from ..values import Undecided
from ..world import World
from .metrics import Peaks
from .model import Proposal


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What advice is about."""

    items: tuple[Item, ...]
    found: Estimate
    usage: Usage
    prices: Path | None
    today: date
    peaks: Mapping[str, Peaks] = field(default_factory=dict)
    """Physical name of a service -> what was measured of it."""

    @property
    def profile(self) -> Profile:
        """The stack's profile."""
        return self.usage.profile

    @property
    def production(self) -> bool:
        """Whether it serves anybody outside the team."""
        return self.profile == "production"

    @functools.cached_property
    def world(self) -> World:
        """The resources and their relations."""
        return World(self.items)

    @functools.cached_property
    def books(self) -> Books:
        """The prices of every Region of the stack."""
        return Books(PriceBook.load(self.found.region, self.prices), {})

    def charges(self, item: Item) -> list[Charge]:
        """Return what a resource is charged for."""
        return self._charges.get(item.urn, [])

    def price(self, item: Item, key: str, like: Price | None = None) -> Price | None:
        """Return the price of *key* where a resource is; with *like* only one of the Region that this is of.

        None where there is none: a Region's own price compared with a neighbour's would tell nothing.
        """
        found = self.books.of(item.region).find(key)
        return found if found and (like is None or found.region == like.region) else None

    def made_of(self, item: Item) -> list[Item]:
        """Return the resources whose outputs the inputs of *item* are made of."""
        urns = dict.fromkeys(urn for urns in item.dependencies.values() for urn in urns)
        return [found for found in map(self.world.find, urns) if found]

    def dependents(self, item: Item) -> list[Item]:
        """Return the resources that have an input made of an output of *item*."""
        return self._dependents.get(item.urn, [])

    @functools.cached_property
    def _dependents(self) -> dict[str, list[Item]]:
        found: dict[str, list[Item]] = {}
        for item in self.items:
            for source in self.made_of(item):
                found.setdefault(source.urn, []).append(item)
        return found

    @functools.cached_property
    def _charges(self) -> dict[str, list[Charge]]:
        found: dict[str, list[Charge]] = {}
        for charge in self.found.charges:
            found.setdefault(charge.item.urn, []).append(charge)
        return found


Adviser = Callable[[Situation], Iterable[Proposal]]
Judge = Callable[[Item, Situation], Iterator[Proposal]]


def each(*types: str) -> Callable[[Judge], Adviser]:
    """Return what makes an adviser of a function that judges one resource of *types* at a time.

    One of which a fact is known only after the deployment is passed over, and so is one of which a fact is secret: what
    to do about it would tell.
    """

    def adviser_of(judge: Judge) -> Adviser:
        @functools.wraps(judge)
        def adviser(situation: Situation) -> Iterator[Proposal]:
            for item in situation.world.of(*types):
                start = len(situation.world.secrets)
                try:
                    found = list(judge(item, situation))
                except Undecided:
                    continue
                if len(situation.world.secrets) == start:
                    yield from found

        return adviser

    return adviser_of
