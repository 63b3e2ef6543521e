"""What a stack says of its clusters: node pools, node groups, workloads, daemon sets, and which goes where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..item import Item
from ..world import World
from .constraints import Wishes, taints
from .daemons import Daemon, daemons
from .node_pools import NodePool, node_pools
from .placement import Place, place_of
from .sizes import LABELS
from .workloads import Workload, workloads

NODE_GROUP = "aws:eks/nodeGroup:NodeGroup"
_OWN_LABELS = ("kubernetes.io/", "topology.", "node.kubernetes.io/", "eks.amazonaws.com/")


class Cluster(NamedTuple):
    """The clusters of a stack, taken as one."""

    pools: tuple[NodePool, ...]
    workloads: tuple[Workload, ...]
    places: Mapping[str, Place | None]
    """URN of a workload -> where its pods go; None for nowhere that Karpenter starts."""

    daemons: tuple[Daemon, ...]

    def pool(self, item: Item) -> NodePool:
        """Return the pool that a resource is. Raises KeyError."""
        return {pool.item.urn: pool for pool in self.pools}[item.urn]

    def members(self, pool: NodePool) -> list[tuple[Workload, Place]]:
        """Return the workloads whose pods go to *pool*, and where there."""
        several = ((one, self.places[one.item.urn]) for one in self.workloads)
        return [(one, place) for one, place in several if place and place.pool is pool]


def cluster_of(world: World) -> Cluster:
    """Return what *world* says of its clusters. Raises Undecided."""
    pools, several = node_pools(world), workloads(world)
    return Cluster(
        pools=pools,
        workloads=several,
        places={one.item.urn: place_of(one.wishes, one.pod.asks.gpus, pools) for one in several},
        daemons=daemons(world),
    )


def has_group_for(world: World, wishes: Wishes) -> bool:
    """Return whether a node group of the stack may have pods, by its labels and taints. Raises Undecided."""
    return any(_admits(group, wishes) for group in world.of(NODE_GROUP))


def selects_a_group(world: World, selector: Mapping[str, object]) -> bool:
    """Return whether a node selector is met by the labels that a node group of the stack gives. Raises Undecided."""
    return any(
        all(str(group.mapping("labels").get(key)) == str(value) for key, value in selector.items() if not _own(key))
        and not all(map(_own, selector))
        for group in world.of(NODE_GROUP)
    )


def _admits(group: Item, wishes: Wishes) -> bool:
    if not wishes.tolerate(taints(group.items("taints"))):
        return False
    labels = {key: str(value) for key, value in group.mapping("labels").items()}
    return any(
        all(one.accepts(labels.get(one.key)) for one in wanted if one.key in labels or not _own(one.key))
        for wanted in wishes.terms
    )


def _own(key: str) -> bool:
    """Return whether nodes have a label whatever the group says."""
    return key in LABELS or key.startswith(_OWN_LABELS)
