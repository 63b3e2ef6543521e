"""In which order things are made that need each other, and the circles that make it impossible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from graphlib import CycleError, TopologicalSorter


def in_order(needs: Mapping[str, AbstractSet[str]]) -> Iterator[str]:
    """Yield each name after those it needs, else alphabetically. Raises CycleError where names need each other."""
    sorter = TopologicalSorter(needs)
    sorter.prepare()
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        yield from ready
        sorter.done(*ready)


def circles(needs: Mapping[str, AbstractSet[str]]) -> Iterator[tuple[str, ...]]:
    """Yield circles of names that need each other, each from its first name in the alphabet, until none is left."""
    left = {name: set(needs[name]) for name in sorted(needs)}
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            # The error lists each name before the one that needs it, and its first name at the end again.
            circle = list(reversed(error.args[1][1:]))
            start = circle.index(min(circle))
            circle = circle[start:] + circle[:start]
            yield tuple(circle)
            for name, needed in zip(circle, [*circle[1:], circle[0]], strict=True):
                left[name].discard(needed)
        else:
            return
