"""All resources of a stack, and which of them a property refers to."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from .item import Item
from .values import Undecided

_Found = TypeVar("_Found")


class World:
    """The resources of a stack, in order of registration.

    A reference is read from the edges that the program made, whether or not its value is known; a literal id, ARN or
    name is the fall-back.
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = tuple(items)
        self.secrets: list[str] = []
        """Every secret text that was read out of these resources, in order."""
        for item in self.items:
            item.secrets = self.secrets
        self._once: dict[Callable[[World], Any], tuple[Any, list[str]]] = {}
        self._by_urn = {item.urn: item for item in self.items}
        self._by_type: dict[str, list[Item]] = {}
        for item in self.items:
            self._by_type.setdefault(item.type, []).append(item)

    def find(self, urn: str) -> Item | None:
        """Return the resource with this URN, None where the stack has none."""
        return self._by_urn.get(urn)

    def of(self, *types: str) -> list[Item]:
        """Return the resources of these canonical types."""
        return [item for type_ in types for item in self._by_type.get(type_, ())]

    def targets(self, item: Item, path: str, *types: str) -> list[Item]:
        """Return the resources of *types* that the input at *path* refers to, in order of registration."""
        found = {urn for urn in item.dependencies.get(path.partition(".")[0], ()) if self._is(urn, types)}
        for text in () if found else _texts(item, path):
            found.update(one.urn for one in self._named.get(text, ()) if one.type in types)
        return [one for type_ in types for one in self._by_type.get(type_, ()) if one.urn in found]

    def target(self, item: Item, path: str, *types: str) -> Item | None:
        """Return the one resource of *types* that the input at *path* refers to; None where it is not in this stack."""
        return next(iter(self.targets(item, path, *types)), None)

    def referrers(self, item: Item, type_: str, path: str) -> list[Item]:
        """Return the resources of a type whose input at *path* refers to *item*."""
        return self._referrers(type_, path).get(item.urn, [])

    @functools.cache  # noqa: B019, a World lives for one estimate
    def _referrers(self, type_: str, path: str) -> dict[str, list[Item]]:
        kinds = tuple(self._by_type)
        found: dict[str, list[Item]] = {}
        for referrer in self._by_type.get(type_, ()):
            for target in self.targets(referrer, path, *kinds):
                found.setdefault(target.urn, []).append(referrer)
        return found

    def component(self, item: Item) -> Item | None:
        """Return the outermost component that *item* is inside, None for one that is in none."""
        outermost, parent = None, self._by_urn.get(item.parent)
        while parent is not None:
            if not parent.custom:
                outermost = parent
            parent = self._by_urn.get(parent.parent)
        return outermost

    def once(self, find: Callable[[World], _Found]) -> _Found:
        """Return what *find* finds in this world, worked out once; the secrets it reads count as read every time.

        Raises what *find* raises.
        """
        if find not in self._once:
            start = len(self.secrets)
            found = find(self)
            self._once[find] = found, self.secrets[start:]
            return found
        known, secrets = self._once[find]
        self.secrets.extend(secrets)
        return known  # type: ignore[no-any-return]  # each function's own answer

    def _is(self, urn: str, types: tuple[str, ...]) -> bool:
        item = self._by_urn.get(urn)
        return item is not None and item.type in types

    @functools.cached_property
    def _named(self) -> dict[str, list[Item]]:
        found: dict[str, list[Item]] = {}
        for item in self.items:
            for name in dict.fromkeys(item.identities()):
                found.setdefault(name, []).append(item)
        return found


def _texts(item: Item, path: str) -> list[str]:
    """Return the texts at *path* that may name something; none where they are not known."""
    try:
        found: Any = item.value(path)
    except Undecided:
        return []
    several = found if isinstance(found, list | tuple) else [found]
    return [text for text in several if isinstance(text, str) and text]
