"""Packs pods, in their order, onto the nodes that cost least: more pods, or larger ones, never cost less.

Each node takes pods that follow one another in the order, and is of the cheapest kind with room for them. Of all ways
to cut the order into nodes the cheapest is taken. Each of those ways, without a pod or with a smaller one, is a way for
the pods that are left, and costs no more: so the least does not either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from operator import add, le
from typing import NamedTuple

from .amounts import NOTHING, Amounts

_NONE = Decimal(0)


class Pod(NamedTuple):
    """One pod."""

    name: str
    """Whose pod it is."""

    asks: Amounts

    together: int = 0
    """Most of its name on one node; 0 for any number."""


class Kind(NamedTuple):
    """One kind of node."""

    name: str
    room: Amounts
    usd: Decimal
    """What it costs an hour."""


class Node(NamedTuple):
    """One node, and the pods on it."""

    kind: Kind
    pods: tuple[Pod, ...]


class NoRoom(Exception):  # noqa: N818, no mistake of anybody: the estimate says it
    """No kind of node has room for a pod."""

    def __init__(self, pod: Pod) -> None:
        super().__init__(f"{pod.name}: no kind of node has room for {pod.asks}")
        self.pod = pod


def useful(kinds: Iterable[Kind]) -> list[Kind]:
    """Return the kinds by price, without those that a kind which costs no more has all the room of."""
    kept: list[Kind] = []
    for kind in sorted(kinds, key=lambda kind: (kind.usd, kind.name)):
        if not any(kind.room.within(other.room) for other in kept):
            kept.append(kind)
    return kept


def pack(pods: Sequence[Pod], kinds: Sequence[Kind]) -> tuple[Node, ...]:
    """Return the nodes that cost least, of those the fewest, of *kinds* as `useful` gives them. Raises NoRoom."""
    best: list[tuple[Decimal, int]] = [(_NONE, 0)]
    cuts: list[tuple[int, Kind]] = []
    for end in range(1, len(pods) + 1):
        choices = [
            ((best[start][0] + kind.usd, best[start][1] + 1), start, kind) for start, kind in _last(pods, end, kinds)
        ]
        if not choices:
            raise NoRoom(pods[end - 1])
        cost, start, kind = min(choices, key=lambda choice: choice[0])
        best.append(cost)
        cuts.append((start, kind))
    return tuple(reversed(list(_nodes(pods, cuts))))


def _last(pods: Sequence[Pod], end: int, kinds: Sequence[Kind]) -> Iterator[tuple[int, Kind]]:
    """Yield where the last node of the first *end* pods may begin, and the cheapest kind that it then is."""
    load: tuple[int, ...] = NOTHING
    names, place = Counter[str](), 0
    for start in range(end - 1, -1, -1):
        pod = pods[start]
        names[pod.name] += 1
        if pod.together and names[pod.name] > pod.together:
            return
        load = tuple(map(add, load, pod.asks))
        # What did not fit what came before does not fit with one pod more.
        while place < len(kinds) and not all(map(le, load, kinds[place].room)):
            place += 1
        if place == len(kinds):
            return
        yield start, kinds[place]


def _nodes(pods: Sequence[Pod], cuts: Sequence[tuple[int, Kind]]) -> Iterator[Node]:
    end = len(pods)
    while end:
        start, kind = cuts[end - 1]
        yield Node(kind, tuple(pods[start:end]))
        end = start
