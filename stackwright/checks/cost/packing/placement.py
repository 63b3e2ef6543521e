"""Which node pool each workload's pods go to, and which instance types there have what they ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from . import sizes as table
from .constraints import Requirements, Wishes
from .labels import Requirement
from .node_pools import CAPACITY, SPOT, NodePool, fits
from .sizes import Size


class Place(NamedTuple):
    """Where a workload's pods go."""

    pool: NodePool
    sizes: frozenset[str]
    """Names of the instance types that they may run on."""

    spot: bool


def place_of(wishes: Wishes, gpus: int, pools: Iterable[NodePool]) -> Place | None:
    """Return where pods go that ask for so many GPUs; None where no pool may have them.

    What is preferred is taken as required, and given up from the most important on where no pool meets it; the pools
    are tried by their weight. Sources: https://karpenter.sh/docs/concepts/scheduling/#preferences and
    https://karpenter.sh/docs/concepts/scheduling/#weighted-nodepools
    """
    several = [pool for pool in pools if wishes.tolerate(pool.taints)]
    for wanted in _attempts(wishes):
        for pool in several:
            names = frozenset(size.name for size in pool.sizes if size.gpus >= gpus and _has(pool, size, wanted))
            if names:
                return Place(pool, names, _on_spot(pool, wanted))
    return None


def admits(pool: NodePool, size: Size, wishes: Wishes) -> bool:
    """Return whether nodes of an instance type in a pool may have pods."""
    return wishes.tolerate(pool.taints) and any(_has(pool, size, wanted) for wanted in wishes.terms)


def _attempts(wishes: Wishes) -> Iterator[Requirements]:
    for preferred in (*wishes.preferred, ()):
        for term in wishes.terms:
            yield (*term, *preferred)


def _has(pool: NodePool, size: Size, wanted: Requirements) -> bool:
    """Return whether nodes of an instance type in a pool may have what is wanted of their labels."""
    if not all(_may_have(pool, one) for one in wanted if one.key not in table.LABELS):
        return False
    return fits(size, (one for one in wanted if one.key in table.LABELS))


def _may_have(pool: NodePool, one: Requirement) -> bool:
    values = pool.values(one.key)
    if values is None:
        return one.operator != "DoesNotExist"
    return any(one.accepts(value) for value in values)


def _on_spot(pool: NodePool, wanted: Requirements) -> bool:
    """Return whether nodes are Spot: of several capacities that are allowed Karpenter takes it first.

    Source: https://karpenter.sh/docs/concepts/nodepools/#capacity-type
    """
    allowed = pool.values(CAPACITY) or ()
    return SPOT in allowed and all(one.accepts(SPOT) for one in wanted if one.key == CAPACITY)
