"""Names what Kubernetes objects make AWS start that no program declares: load balancers and disks."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote


def _service(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.text("spec.type") == "LoadBalancer":
        yield quote.unpriced("the cluster makes a load balancer for it, which is not declared here", "load balancer")


def _ingress(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.unpriced("its controller may make a load balancer for it, which is not declared here", "load balancer")


def _claim(item: Item, quote: Quote) -> Iterator[Entry]:
    size = item.text("spec.resources.requests.storage", "a size that is not stated")
    yield quote.unpriced(f"the cluster makes a disk of {size} for it, by its storage class", "disk")


def _stateful_set(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.has("spec.volumeClaimTemplates"):
        yield quote.unpriced("the cluster makes disks for each of its pods, by their storage class", "disks")


def _opaque(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.unpriced("what its chart or manifest makes is not seen: it may have load balancers and disks")


PRICERS: Pricers = {
    "kubernetes:apps/v1:StatefulSet": (_stateful_set,),
    "kubernetes:core/v1:PersistentVolumeClaim": (_claim,),
    "kubernetes:core/v1:Service": (_service,),
    "kubernetes:extensions/v1beta1:Ingress": (_ingress,),
    "kubernetes:helm.sh/v3:Release": (_opaque,),
    "kubernetes:networking.k8s.io/v1:Ingress": (_ingress,),
    "kubernetes:networking.k8s.io/v1beta1:Ingress": (_ingress,),
}
