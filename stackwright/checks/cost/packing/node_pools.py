"""Karpenter's node pools: what nodes each may start, and which pods those may have."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from ..item import Item
from ..values import Section
from ..world import World
from . import sizes as table
from .amounts import quantity
from .constraints import Taint, taints
from .labels import Requirement, equal, requirements
from .node_classes import NodeClass, node_class
from .objects import name_of
from .sizes import Size
from .spreads import HOST, ZONE

CAPACITY, SPOT, ON_DEMAND = "karpenter.sh/capacity-type", "spot", "on-demand"
TYPES = tuple(f"kubernetes:karpenter.sh/{version}:NodePool" for version in ("v1", "v1beta1"))
_POOL, _AUTO_MODE = "karpenter.sh/nodepool", "eks.amazonaws.com"
# Labels that a node has whatever the pool says, with a value that is not known here.
_OPEN = frozenset({HOST, ZONE, "topology.kubernetes.io/region", "topology.k8s.aws/zone-id"})
_FIXED = {"kubernetes.io/os": ("linux",), CAPACITY: (SPOT, ON_DEMAND)}
_SUBNET = "aws:ec2/subnet:Subnet"
# Zones of most Regions that a program uses, where nothing says which.
_ZONES = 3


class NodePool(NamedTuple):
    """One node pool."""

    item: Item
    name: str
    weight: int
    taints: tuple[Taint, ...]
    labels: Mapping[str, str]
    requirements: tuple[Requirement, ...]
    sizes: tuple[Size, ...]
    """Instance types that its requirements allow, whether or not they are sold in its Region."""

    node_class: NodeClass
    zones: int
    """How many zones its nodes may be in."""

    limits: Mapping[str, Decimal]
    """Resource -> most of it that all its nodes have together."""

    unread: tuple[str, ...]
    """Labels that its requirements narrow instance types by, and that are not known of them here."""

    def values(self, key: str) -> tuple[str | None, ...] | None:
        """Return the values that a label of its nodes may have, apart from those that tell types apart.

        None for one that they have with any value; no label is the one value None.
        """
        if key in self.labels:
            return (self.labels[key],)
        if key == _POOL:
            return (self.name,)
        stated = [one for one in self.requirements if one.key == key]
        listed = {value for one in stated if one.operator == "In" for value in one.values}
        among = tuple(sorted(listed)) or _FIXED.get(key)
        if among is None:
            return None if stated or key in _OPEN or table.unknown(key) else (None,)
        return tuple(value for value in among if all(one.accepts(value) for one in stated))


def node_pools(world: World) -> tuple[NodePool, ...]:
    """Return the pools of a stack, the one that is tried first at first; those of Auto Mode are none. Raises Undecided.

    Source: https://karpenter.sh/docs/concepts/scheduling/#weighted-nodepools
    """
    found = [_pool(item, world) for item in world.of(*TYPES) if not is_auto_mode(item)]
    return tuple(sorted(found, key=lambda pool: (-pool.weight, pool.name)))


def is_auto_mode(item: Item) -> bool:
    """Return whether a node pool is EKS Auto Mode's."""
    return item.text("spec.template.spec.nodeClassRef.group") == _AUTO_MODE


def _pool(item: Item, world: World) -> NodePool:
    spec = item.section("spec.template.spec")
    wanted = requirements(spec.items("requirements"))
    labels = {key: str(value) for key, value in item.mapping("spec.template.metadata.labels").items()}
    of_types = tuple(one for one in (*wanted, *equal(labels)) if one.key in table.LABELS)
    found = node_class(world, spec.text("nodeClassRef.name"), spec.section("kubelet"))
    return NodePool(
        item=item,
        name=name_of(item),
        weight=int(item.number("spec.weight")),
        taints=taints(spec.items("taints")),
        labels=labels,
        requirements=wanted,
        sizes=_allowed(of_types),
        node_class=found,
        zones=_zones(wanted, found, world),
        limits={key: quantity(value) or Decimal(0) for key, value in item.mapping("spec.limits").items()},
        unread=tuple(dict.fromkeys(one.key for one in wanted if table.unknown(one.key))),
    )


@functools.cache
def _allowed(wanted: tuple[Requirement, ...]) -> tuple[Size, ...]:
    named = [one.values for one in wanted if one.key == table.FAMILY and one.operator == "In"]
    return tuple(size for size in table.sizes(*named[:1]).values() if fits(size, wanted))


def fits(size: Size, wanted: Iterable[Requirement]) -> bool:
    """Return whether an instance type has the labels that are wanted of it."""
    return all(one.accepts(size.labels.get(one.key)) for one in wanted)


def _zones(wanted: Iterable[Requirement], found: NodeClass, world: World) -> int:
    """Return how many zones a pool has: those it names, or those of its class's subnets."""
    stated = [len(set(one.values)) for one in wanted if one.key == ZONE and one.operator == "In"]
    if stated:
        return min(stated)
    subnets: list[Item] = world.targets(found.item, "spec", _SUBNET) if found.item else []
    zones = {Section(one.values).text("availabilityZone") for one in subnets if one.has("availabilityZone")}
    return len(zones) or _ZONES
