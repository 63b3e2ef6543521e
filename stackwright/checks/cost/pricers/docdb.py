"""Prices clusters of DocumentDB and Neptune: instances, storage, requests to it, backups and serverless capacity."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote
from . import past_support
from .acus import kept
from .addresses import accessible
from .databases import SERVERLESS, hours, size_of
from .optional import stated, told

_CLUSTERS = ("aws:docdb/cluster:Cluster", "aws:neptune/cluster:Cluster")


def _storage(item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("storage", f"{_service(item)}.storage.{_kind(item)}", "gbStored")


def _requests(item: Item, quote: Quote) -> Iterator[Entry]:
    """I/O is part of the price of I/O-Optimized storage."""
    if _kind(item) == "standard":
        yield quote.usage("requests to the storage", f"{_service(item)}.io", "ioRequests")


def _backups(item: Item, quote: Quote) -> Iterator[Entry]:
    """A day of automated backups is free."""
    if item.number("backupRetentionPeriod", 1) > 1 or stated(quote, "gbBackup"):
        yield quote.usage("backups beyond the free ones", f"{_service(item)}.backup", "gbBackup")


def _instance_hours(item: Item, quote: Quote) -> Iterator[Entry]:
    size, cluster = item.text("instanceClass"), quote.world.target(item, "clusterIdentifier", *_CLUSTERS)
    kind = _kind(cluster) if cluster else "standard"
    shape = "I/O-Optimized" if kind == "io-optimized" else "Standard"
    if size != SERVERLESS:
        key = f"{_service(item)}.{size_of(size)}"
        yield hours(quote, f"instance {size}, {shape}", f"{key}.{kind}" if kind == "io-optimized" else key)
    elif cluster is None:
        yield quote.unpriced("the range of its capacity is not in this stack", "capacity")
    else:
        unit = "dcu" if _service(item) == "docdb" else "ncu"
        scaling = cluster.section("serverlessV2ScalingConfiguration")
        units = kept(item, quote, scaling, "averageUnits", f"{unit.upper()}s")
        yield hours(quote, f"capacity, {shape}", f"{_service(item)}.{unit}.{kind}", units.quantity, units.origin)


def _bursts(item: Item, quote: Quote) -> Iterator[Entry]:
    yield from told(quote, ("bursts beyond the CPU credits", f"{_service(item)}.cpu-credits", "cpuCreditHours"))


def _extended_support(item: Item, quote: Quote) -> Iterator[Entry]:
    """Each instance is charged. Source: https://docs.aws.amazon.com/documentdb/latest/developerguide/extended-support.html"""
    cluster = quote.world.target(item, "clusterIdentifier", "aws:docdb/cluster:Cluster")
    if cluster:
        yield from past_support.fee(quote, "docdb", cluster.text("engineVersion"))


def _snapshot(item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("snapshot", f"{_service(item)}.backup", "gbBackup")


def _global_writes(item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("writes copied to other Regions", f"{_service(item)}.global.write", "replicatedWrites")


def _elastic(item: Item, quote: Quote) -> Iterator[Entry]:
    """Each shard has its writer and its readers, all of the same capacity."""
    shards, each = item.number("shardCount"), item.number("shardInstanceCount", 2)
    count = shards * each * item.number("shardCapacity")
    yield quote.hourly(f"{shards} shards, {count} vCPUs", "docdb.elastic.vcpu", count)
    yield quote.usage("storage", "docdb.elastic.storage", "gbStored")


def _graph(item: Item, quote: Quote) -> Iterator[Entry]:
    """The memory is paid in each replica."""
    units = item.number("provisionedMemory") * (1 + item.number("replicaCount", 1))
    yield quote.hourly(f"memory, {units} units", "neptune-analytics.mncu", units)


def _service(item: Item) -> str:
    return "neptune" if item.type.startswith("aws:neptune") else "docdb"


def _kind(cluster: Item) -> str:
    return "io-optimized" if cluster.text("storageType") == "iopt1" else "standard"


_CLUSTER_PARTS = (_storage, _requests, _backups)
_INSTANCE_PARTS = (_instance_hours, _bursts)

PRICERS: Pricers = {
    **dict.fromkeys(_CLUSTERS, _CLUSTER_PARTS),
    "aws:docdb/clusterInstance:ClusterInstance": (*_INSTANCE_PARTS, _extended_support),
    "aws:neptune/clusterInstance:ClusterInstance": (*_INSTANCE_PARTS, accessible),
    "aws:docdb/clusterSnapshot:ClusterSnapshot": (_snapshot,),
    "aws:neptune/clusterSnapshot:ClusterSnapshot": (_snapshot,),
    "aws:docdb/globalCluster:GlobalCluster": (_global_writes,),
    "aws:neptune/globalCluster:GlobalCluster": (_global_writes,),
    "aws:docdb/elasticCluster:ElasticCluster": (_elastic,),
    "aws:neptunegraph/graph:Graph": (_graph,),
}
