"""Prices RDS Proxy by the capacity of the databases behind it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..item import Item
from ..lines import Entry
from ..money import Range
from ..quote import Quote
from ..world import World
from .acus import CLUSTER, acus
from .databases import SERVERLESS, vcpus
from .rds_storage import INSTANCE

_TARGET = "aws:rds/proxyTarget:ProxyTarget"
_CLUSTER_INSTANCE = "aws:rds/clusterInstance:ClusterInstance"

# https://aws.amazon.com/rds/proxy/pricing/
_LEAST_VCPUS = 2
_LEAST_ACUS = Decimal(8)


def proxy(item: Item, quote: Quote) -> Iterator[Entry]:
    """Yield a proxy: by the virtual CPUs of every instance behind it, or by the capacity of serverless ones."""
    behind = _behind(item, quote.world)
    if not behind:
        why = "the least there is to pay: what it stands before is not in this stack"
        yield quote.hourly(f"proxy, {_LEAST_VCPUS} vCPUs", "rds.proxy.vcpu", _LEAST_VCPUS, assumption=why)
        return
    total = 0
    for instance in behind:
        size = instance.text("instanceClass")
        if size == SERVERLESS:
            yield _serverless(instance, quote)
            continue
        count = vcpus(size)
        if count is None:
            yield quote.unpriced(f"the virtual CPUs of {size} are not known", f"proxy of {instance.name}")
            continue
        total += max(count, _LEAST_VCPUS)
    if total:
        yield quote.hourly(f"proxy, {total} vCPUs", "rds.proxy.vcpu", total)


def _serverless(instance: Item, quote: Quote) -> Entry:
    label, units = f"proxy of {instance.name}", acus(instance, quote)
    if units is None:
        return quote.unpriced("the range of its capacity is not in this stack", label)
    count = Range(*(max(end, _LEAST_ACUS) for end in units.quantity.ends))
    return quote.hourly(f"{label}, by its ACUs", "rds.proxy.acu", count, assumption=units.origin)


def endpoint(item: Item, quote: Quote) -> Iterator[Entry]:
    """Yield a further endpoint of a proxy: an interface endpoint in each of its subnets."""
    yield quote.hourly("endpoint", "vpc.endpoint.hour", item.count("vpcSubnetIds"))


def _behind(item: Item, world: World) -> list[Item]:
    """Return the instances that a proxy passes connections to."""
    found: dict[str, Item] = {}
    for target in world.referrers(item, _TARGET, "dbProxyName"):
        members = [
            member
            for cluster in world.targets(target, "dbClusterIdentifier", CLUSTER)
            for member in world.referrers(cluster, _CLUSTER_INSTANCE, "clusterIdentifier")
        ]
        for instance in [*world.targets(target, "dbInstanceIdentifier", INSTANCE), *members]:
            found[instance.urn] = instance
    return list(found.values())
