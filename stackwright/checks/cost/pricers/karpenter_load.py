"""What one pool of Karpenter carries, and which nodes that takes at the least, as expected and at the most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..packing.clusters import cluster_of
from ..packing.demand import Bought, Class, Demand, Member, Packed
from ..packing.moments import ENDS
from ..packing.node_pools import CAPACITY, SPOT, NodePool
from ..packing.packing import Kind
from ..packing.placement import Place
from ..packing.workloads import MOST, Workload
from ..quote import Quote
from ..values import Undecided
from .node_kinds import NodeKinds, node_kinds
from .presence import presence_of

_Placed = tuple[Workload, Place]


class Load(NamedTuple):
    """What a pool carries."""

    nodes: NodeKinds
    """What its pods may run on, of what is sold in its Region."""

    ends: Sequence[Packed]
    """Its nodes at the least, as expected and at the most."""

    not_counted: Sequence[tuple[str, str]]
    """What is not packed, or only as well as can be, and why."""

    origins: Sequence[str]
    """What is assumed of how long pods run."""

    def usual(self) -> Bought:
        """Return what most nodes are where it is busiest; the cheapest where no pod is. Needs a kind of node."""
        for packed in self.ends[1:]:
            if packed.peak.nodes:
                return max(packed.peak.nodes, key=lambda bought: (packed.peak.nodes[bought], bought))
        return min(self.nodes.kinds, key=lambda bought: (self.nodes.kinds[bought].usd, bought))


def load_of(pool: NodePool, quote: Quote) -> Load:
    """Return what *pool* carries. Raises Undecided."""
    cluster = quote.world.once(cluster_of)
    placed = cluster.members(pool)
    found = node_kinds(pool, cluster.daemons, _wanted(pool, placed), quote)
    refused = dict(_refused(placed, found.kinds))
    packed = [(one, place) for one, place in placed if one.item.urn not in refused]
    presences = [presence_of(one, quote) for one, _ in packed]
    members = [
        Member(pod=one.pod, zonal=one.spread.zonal, presence=presence, where=Class(place.sizes, place.spot))
        for (one, place), (presence, _) in zip(packed, presences, strict=True)
    ]
    vague = [(one.pod.name, "they ask for neither CPU nor memory") for one, _ in packed if one.vague]
    return Load(
        nodes=found,
        ends=_ends(Demand(members, pool.zones, found.kinds, pool.limits, found.counted)),
        not_counted=[(f"pods of {name}", why) for name, why in (*refused.values(), *vague)],
        origins=list(dict.fromkeys(origin for _, origin in presences if origin)),
    )


def _wanted(pool: NodePool, placed: Iterable[_Placed]) -> Mapping[bool, Iterable[str]]:
    """Return whether Spot -> instance types that pods of the pool may run on; of a pool without pods all."""
    wanted: dict[bool, set[str]] = {}
    for _, place in placed:
        wanted.setdefault(place.spot, set()).update(place.sizes)
    return wanted or {SPOT in (pool.values(CAPACITY) or ()): [size.name for size in pool.sizes]}


def _refused(placed: Iterable[_Placed], kinds: Mapping[Bought, Kind]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield URN -> name of the workloads whose pods no node of the pool has room for, and why."""
    for one, place in placed:
        rooms = (kinds[name, place.spot].room for name in place.sizes if (name, place.spot) in kinds)
        if one.unknown:
            yield one.item.urn, (one.pod.name, f"which instance types have {', '.join(one.unknown)} is not known")
        elif not any(one.pod.asks.within(most) for most in rooms):
            yield one.item.urn, (one.pod.name, f"no node of the pool has room for one, which asks for {one.pod.asks}")


def _ends(demand: Demand) -> list[Packed]:
    """Return the nodes at each end, the ends in order: limits may leave out a large node that takes much."""
    if sum(one.presence.scale.most for one in demand.members) > MOST:
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
