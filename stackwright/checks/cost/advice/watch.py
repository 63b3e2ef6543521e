"""Notes what is asked of the resources of a stack while one of them is priced: its price rests on that."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

from ..item import Item
from ..world import World

_Found = TypeVar("_Found")


class Watch(World):
    """A World that answers as another does, and notes of which types something was asked for."""

    def __init__(self, world: World) -> None:
        self.items = world.items
        self.secrets = world.secrets
        self.asked: set[str] = set()
        """Types that were asked for, or were among the answers."""

        self._world = world

    def find(self, urn: str) -> Item | None:  # noqa: D102, its base says it
        return self._noted(self._world.find(urn))

    def of(self, *types: str) -> list[Item]:  # noqa: D102, as above
        self.asked.update(types)
        return self._world.of(*types)

    def targets(self, item: Item, path: str, *types: str) -> list[Item]:  # noqa: D102, as above
        self.asked.update(types)
        return self._world.targets(item, path, *types)

    def referrers(self, item: Item, type_: str, path: str) -> list[Item]:  # noqa: D102, as above
        self.asked.add(type_)
        return self._world.referrers(item, type_, path)

    def component(self, item: Item) -> Item | None:  # noqa: D102, as above
        return self._noted(self._world.component(item))

    def once(self, find: Callable[[World], _Found]) -> _Found:  # noqa: D102, as above
        noting: Callable[[World], tuple[_Found, frozenset[str]]] = _noting(find)
        found, asked = self._world.once(noting)
        self.asked.update(asked)
        return found

    def _noted(self, found: Item | None) -> Item | None:
        if found:
            self.asked.add(found.type)
        return found


@functools.cache
def _noting(find: Callable[[World], _Found]) -> Callable[[World], tuple[_Found, frozenset[str]]]:
    """Return what finds the same, and the types that it asked for."""

    def noted(world: World) -> tuple[_Found, frozenset[str]]:
        watch = Watch(world)
        return find(watch), frozenset(watch.asked)

    return noted
