"""The nodes of one pool: its workloads' pods packed at every moment of the month, and what that comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

from .amounts import NOTHING, Amounts, total
from .moments import End, Numbers, Presence, moments
from .packing import Kind, Node, Pod, pack, useful
from .spreading import Replicas, orders

_NONE = Decimal(0)
# With more, the ways to put pods together that may run on more kinds of nodes than others are too many to try.
_MOST_CLASSES = 4

Bought = tuple[str, bool]
"""Instance type, and whether it is Spot."""


class Class(NamedTuple):
    """Pods that may run on the same nodes."""

    sizes: frozenset[str]
    """Names of their instance types."""

    spot: bool


class Member(NamedTuple):
    """One workload of a pool."""

    pod: Pod
    zonal: bool
    presence: Presence
    where: Class


class Peak(NamedTuple):
    """The moment at which nodes cost most."""

    nodes: Mapping[Bought, int] = MappingProxyType({})
    pods: int = 0
    asks: Amounts = NOTHING
    waiting: int = 0
    """Pods for which the pool's limits leave no room."""


class Packed(NamedTuple):
    """The nodes of a month."""

    nodes: Mapping[Bought, Decimal]
    """How many there are, on the average."""

    usd: Decimal
    """What they cost an hour, on the average."""

    peak: Peak


@dataclass(frozen=True)
class Demand:
    """What runs in one pool. Every pod has a kind with room for it."""

    members: Sequence[Member]
    zones: int
    kinds: Mapping[Bought, Kind]
    limits: Mapping[str, Decimal]
    """Resource -> most of it that all nodes have together."""

    sizes: Mapping[str, Mapping[str, int]]
    """Instance type -> resource -> how much of it a node has, as limits count it."""

    _useful: dict[Class, list[Kind]] = field(default_factory=dict, repr=False)
    _known: dict[tuple[Class, tuple[Pod, ...]], tuple[Node, ...]] = field(default_factory=dict, repr=False)

    def packed(self, end: End) -> Packed:
        """Return the nodes of a month: the least, the expected or the most. Raises ValueError as `moments` does."""
        averages: dict[Bought, Decimal] = {}
        usd, peak, most = _NONE, Peak(), (_NONE, -1)
        for numbers, part in moments([one.presence for one in self.members], end).items():
            kept = list(self._within_limits(self._nodes(numbers)))
            found = Counter(bought for bought, _ in kept)
            for bought, count in found.items():
                averages[bought] = averages.get(bought, _NONE) + count * part
            cost = _cost(kept)
            usd += cost * part
            # Where limits leave nothing, an hour with pods that wait costs what one without pods does.
            if (cost, sum(numbers)) > most:
                most, peak = (cost, sum(numbers)), self._peak(numbers, found, kept)
        return Packed(nodes=averages, usd=usd, peak=peak)

    def _peak(self, numbers: Numbers, found: Mapping[Bought, int], kept: Iterable[tuple[Bought, Node]]) -> Peak:
        asked = total(one.pod.asks.times(count) for one, count in zip(self.members, numbers, strict=True))
        placed = sum(len(node.pods) for _, node in kept)
        return Peak(nodes=dict(found), pods=sum(numbers), asks=asked, waiting=sum(numbers) - placed)

    def _nodes(self, numbers: Numbers) -> list[tuple[Bought, Node]]:
        """Return the cheapest of the ways to put classes together."""
        ways = ([found for where in way for found in self._of(where, way[where])] for way in self._ways(numbers))
        return min(ways, key=_cost)

    def _ways(self, numbers: Numbers) -> Iterator[Mapping[Class, Sequence[Replicas]]]:
        """Yield where each class goes: to nodes of its own, or to those of one that may run on fewer instance types."""
        several: dict[Class, list[Replicas]] = {}
        for one, count in zip(self.members, numbers, strict=True):
            if count:
                several.setdefault(one.where, []).append(Replicas(one.pod, count, one.zonal))
        choices = [[one, *self._narrower(one, several)] for one in several]
        for chosen in product(*choices):
            way: dict[Class, list[Replicas]] = {}
            for target, replicas in zip(chosen, several.values(), strict=True):
                way.setdefault(target, []).extend(replicas)
            yield way

    def _narrower(self, one: Class, several: Mapping[Class, Sequence[Replicas]]) -> Iterator[Class]:
        for other in several if len(several) <= _MOST_CLASSES else ():
            if other.sizes < one.sizes and other.spot == one.spot and self._has_room(several[one], other):
                yield other

    def _has_room(self, several: Iterable[Replicas], where: Class) -> bool:
        rooms = [kind.room for kind in self._kinds(where)]
        return all(any(one.pod.asks.within(room) for room in rooms) for one in several)

    def _of(self, where: Class, several: Iterable[Replicas]) -> Iterator[tuple[Bought, Node]]:
        for pods in orders(several, self.zones):
            if (where, pods) not in self._known:
                self._known[where, pods] = pack(pods, self._kinds(where))
            for node in self._known[where, pods]:
                yield (node.kind.name, where.spot), node

    def _kinds(self, where: Class) -> list[Kind]:
        if where not in self._useful:
            bought = ((name, where.spot) for name in where.sizes)
            self._useful[where] = useful(self.kinds[one] for one in bought if one in self.kinds)
        return self._useful[where]

    def _within_limits(self, nodes: Iterable[tuple[Bought, Node]]) -> Iterator[tuple[Bought, Node]]:
        """Yield the nodes that the pool's limits let Karpenter start."""
        used: Counter[str] = Counter()
        for bought, node in nodes:
            more = self.sizes.get(bought[0], {})
            if all(used[key] + more.get(key, 0) <= most for key, most in self.limits.items()):
                used.update(more)
                yield bought, node


def _cost(nodes: Iterable[tuple[Bought, Node]]) -> Decimal:
    return sum((node.kind.usd for _, node in nodes), _NONE)
