"""What one pool of Karpenter carries, and which nodes that takes at the least, as expected and at the most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..money import HOURS, Range
from ..packing.amounts import Amounts
from ..packing.clusters import cluster_of
from ..packing.daemons import overhead
from ..packing.demand import Bought, Class, Demand, Member, Packed
from ..packing.moments import ENDS
from ..packing.node_pools import CAPACITY, SPOT, NodePool
from ..packing.packing import Kind
from ..packing.placement import Place
from ..packing.rooms import room
from ..packing.sizes import Size
from ..packing.workloads import MOST, Workload
from ..quote import Quote
from ..values import Undecided
from . import machine_lines as lines
from .presence import presence_of

_NONE = Decimal(0)
_MIB = 2**20
Packing = tuple[Workload, Place]


@dataclass(frozen=True, kw_only=True)
class Load:
    """What a pool carries."""

    kinds: Mapping[Bought, Kind]
    """What its pods may run on, of what is sold in its Region."""

    prices: Mapping[str, Decimal]
    """Instance type -> USD an hour on demand."""

    ends: Sequence[Packed]
    """Its nodes at the least, as expected and at the most."""

    beside: Mapping[str, Amounts]
    """Instance type -> what daemon sets ask of each node."""

    not_counted: Sequence[tuple[str, str]] = ()
    """What is not packed, and why."""

    origins: Sequence[str] = ()
    """What is assumed of how long pods run."""

    def usual(self) -> Bought:
        """Return what most nodes are where it is busiest; the cheapest where no pod is. Needs a kind."""
        for packed in self.ends[1:]:
            if packed.peak.nodes:
                return max(packed.peak.nodes, key=lambda bought: (packed.peak.nodes[bought], bought))
        return min(self.kinds, key=lambda bought: (self.kinds[bought].usd, bought))


def load_of(pool: NodePool, quote: Quote) -> Load:
    """Return what *pool* carries. Raises Undecided."""
    cluster = quote.world.once(cluster_of)
    several = cluster.members(pool)
    prices = _prices(pool.sizes, quote)
    sold = [size for size in pool.sizes if size.name in prices]
    beside = {size.name: overhead(cluster.daemons, pool, size) for size in sold}
    spots = {place.spot for _, place in several} or {SPOT in (pool.values(CAPACITY) or ())}
    kinds = {bought: kind for spot in spots for bought, kind in _kinds(pool, sold, prices, beside, quote, spot)}
    refused = dict(_refused(several, kinds))
    packed = [(one, place) for one, place in several if one.item.urn not in refused]
    presences = [presence_of(one, quote) for one, _ in packed]
    members = [
        Member(pod=one.pod, zonal=one.spread.zonal, presence=presence, where=Class(place.sizes, place.spot))
        for (one, place), (presence, _) in zip(packed, presences, strict=True)
    ]
    demand = Demand(members=members, zones=pool.zones, kinds=kinds, limits=pool.limits, sizes=_counted(sold))
    vague = [(one.pod.name, "they ask for neither CPU nor memory") for one, _ in packed if one.vague]
    return Load(
        kinds=kinds,
        prices=prices,
        ends=_ends(demand),
        beside=beside,
        not_counted=[(f"pods of {name}", why) for name, why in (*refused.values(), *vague)],
        origins=list(dict.fromkeys(origin for _, origin in presences if origin)),
    )


def _prices(several: Iterable[Size], quote: Quote) -> Mapping[str, Decimal]:
    """Return what is sold in the Region, by its own prices; by those that stand in for them where it has none."""
    found = {size.name: quote.book.find(f"ec2.{size.name}") for size in several}
    known = {name: price for name, price in found.items() if price}
    own = {name: price.usd for name, price in known.items() if price.region == quote.book.region}
    return own or {name: price.usd for name, price in known.items()}


def _kinds(load) -> X:
    """Yield the nodes that a pool may start: each costs what the instance and its disks do."""
    discount = lines.discounted(quote, "ec2") if spot else None
    factor = discount.expected if discount else Decimal(1)
    disks = _disks(pool, quote)
    for size in pool.sizes:
        if size.name in prices:
            left = room(size, pool.node_class.kubelet).minus(beside[size.name])
            yield (size.name, spot), Kind(size.name, left, prices[size.name] * factor + disks)


def _disks(pool: NodePool, quote: Quote) -> Decimal:
    """Return what the storage of a node's disks costs an hour."""
    found = ((quote.book.find(f"ebs.{disk.kind}.storage"), disk.gb) for disk in pool.node_class.machine.disks())
    return sum((price.usd * gb / HOURS for price, gb in found if price), _NONE)


def _refused(several: Iterable[Packing], kinds: Mapping[Bought, Kind]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield URN -> name of the workloads whose pods no node of the pool has room for, and why."""
    for one, place in several:
        rooms = (kinds[name, place.spot].room for name in place.sizes if (name, place.spot) in kinds)
        if one.unknown:
            yield one.item.urn, (one.pod.name, f"which instance types have {', '.join(one.unknown)} is not known")
        elif not any(one.pod.asks.within(most) for most in rooms):
            yield one.item.urn, (one.pod.name, f"no node of the pool has room for one, which asks for {one.pod.asks}")


def _ends(demand: Demand) -> list[Packed]:
    """Return the nodes at each end, the ends in order: limits may leave out a large node that takes much."""
    most = sum(one.presence.scale.most for one in demand.members)
    if most > MOST:
        raise Undecided("the number of pods", f"above {MOST:,}, the most that are packed here")
    try:
        low, expected, high = (demand.packed(end) for end in ENDS)
    except ValueError as reason:
        raise Undecided("the number of pods", f"not known: {reason}") from reason
    return [
        min(low, expected, key=lambda packed: packed.usd),
        expected,
        max(expected, high, key=lambda packed: packed.usd),
    ]


def _counted(several: Iterable[Size]) -> dict[str, dict[str, int]]:
    """Return instance type -> what counts against a pool's limits: all that a node has."""
    return {
        size.name: {
            "cpu": size.vcpus,
            "memory": size.memory_mib * _MIB,
            "nvidia.com/gpu": size.gpus,
            "nodes": 1,
        }
        for size in several
    }
