"""Which node pool each workload's pods go to, and which instance types there have what they ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from . import sizes as table
from .constraints import Requirements
from .labels import Requirement
from .node_pools import CAPACITY, SPOT, NodePool, fits
from .workloads import Workload


@dataclass(frozen=True)
class Place:
    """Where a workload's pods go."""

    pool: NodePool
    sizes: frozenset[str]
    """Names of the instance types that they may run on."""

    spot: bool


def place_of(workload: Workload, pools: Iterable[NodePool], sold: Iterable[str]) -> Place | None:
    """Return where the pods of a workload go; None where no pool may have them, or none of *sold* instance types.

    What is preferred is taken as required, and given up from the most important on where no pool meets it; the pools
    are tried by their weight. Sources: https://karpenter.sh/docs/concepts/scheduling/#preferences and
    https://karpenter.sh/docs/concepts/scheduling/#weighted-nodepools
    """
    several, known = list(pools), frozenset(sold)
    for wanted in _attempts(workload):
        for pool in several:
            found = _within(workload, pool, wanted, known)
            if found:
                return found
    return None


def _attempts(workload: Workload) -> Iterator[Requirements]:
    wishes = workload.wishes
    for preferred in (*wishes.preferred, ()):
        for term in wishes.terms:
            yield (*term, *preferred)


def _within(workload: Workload, pool: NodePool, wanted: Requirements, sold: frozenset[str]) -> Place | None:
    if not workload.wishes.tolerate(pool.taints):
        return None
    of_types = [one for one in wanted if one.key in table.LABELS]
    if not all(_may_have(pool, one) for one in wanted if one.key not in table.LABELS):
        return None
    names = frozenset(size.name for size in pool.sizes if size.name in sold and fits(size, of_types))
    gpus = workload.pod.asks.gpus
    names = frozenset(name for name in names if table.sizes()[name].gpus >= gpus)
    return Place(pool, names, _on_spot(pool, wanted)) if names else None


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
