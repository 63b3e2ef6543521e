"""Prices the disks that Kubernetes claims, and names what else its objects make AWS start that no program declares."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any

from ....data import tables
from ....model import Secret
from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..packing import workloads
from ..packing.clusters import cluster_of, has_group_for, selects_a_group
from ..packing.storage import CLAIM, STATEFUL_SET, claimed
from ..quote import Quote
from .disks import disk

_SELECTOR = "nodeSelector"
# What in the values of a chart says that it has a load balancer or disks of its own.
_LOAD_BALANCER = ("type", "LoadBalancer")
_DISKS = ("storageClass", "storageClassName", "volumeClaimTemplate", "volumeClaimTemplates")


def _service(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.text("spec.type") == "LoadBalancer":
        yield quote.unpriced("the cluster makes a load balancer for it, which is not declared here", "load balancer")


def _ingress(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.unpriced("its controller may make a load balancer for it, which is not declared here", "load balancer")


def _disks(item: Item, quote: Quote) -> Iterator[Entry]:
    """A claim has a disk by its storage class: one of EBS is priced here, one of EFS with its file system."""
    for one in claimed(item, quote.world):
        if one.disk:
            why = "" if one.count.certain else "of as many pods as its scaling has"
            yield from disk(quote, one.disk, one.count, what="volume", why=why)
        elif one.storage_class is None:
            size = one.size or "a size that is not stated"
            yield quote.unpriced(f"the cluster makes a disk of {size} for it, by a storage class elsewhere", "disk")


def _nowhere(item: Item, quote: Quote) -> Iterator[Entry]:
    """Pods that nodes of no pool may have are on nodes that the stack has besides, if they may be."""
    cluster = quote.world.once(cluster_of)
    if cluster.pools and cluster.places[item.urn] is None:
        wishes = next(one.wishes for one in cluster.workloads if one.item.urn == item.urn)
        if not has_group_for(quote.world, wishes):
            yield quote.unpriced("no node pool or node group of this stack may have them", "pods")


def _release(item: Item, quote: Quote) -> Iterator[Entry]:
    """A chart whose values put its pods on nodes of a node group of the stack costs nothing beside those."""
    if item.text("chart").rpartition("/")[2] in _without_pods():
        return
    values = list(_pairs(item.section("values").values))
    selectors = [value for key, value in values if key == _SELECTOR and isinstance(value, Mapping) and value]
    if not selectors or not all(selects_a_group(quote.world, one) for one in selectors):
        yield quote.unpriced("what its chart or manifest makes is not seen: it may have load balancers and disks")
    elif _LOAD_BALANCER in values:
        yield quote.unpriced("its values ask for a load balancer, which is not declared here", "load balancer")
    elif any(key in _DISKS and value for key, value in values):
        yield quote.unpriced("its values ask for disks, which are not declared here", "disks")


def _pairs(found: Any) -> Iterator[tuple[str, Any]]:
    """Yield every key and value of *found*, however deep."""
    if isinstance(found, Secret):
        found = found.value
    for one in found if isinstance(found, list | tuple) else ():
        yield from _pairs(one)
    for key, value in found.items() if isinstance(found, Mapping) else ():
        yield str(key), value
        yield from _pairs(value)


@functools.cache
def _without_pods() -> frozenset[str]:
    return frozenset(row["chart"] for row in tables.rows("helm_charts_without_pods"))


PRICERS: Pricers = {
    **dict.fromkeys(workloads.TYPES, (_nowhere,)),
    STATEFUL_SET: (_disks, _nowhere),
    CLAIM: (_disks,),
    "kubernetes:core/v1:Service": (_service,),
    "kubernetes:extensions/v1beta1:Ingress": (_ingress,),
    "kubernetes:helm.sh/v3:Release": (_release,),
    "kubernetes:networking.k8s.io/v1:Ingress": (_ingress,),
    "kubernetes:networking.k8s.io/v1beta1:Ingress": (_ingress,),
}
