"""Prices caches of ElastiCache and MemoryDB: nodes by their engine, serverless caches by use, and snapshots."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import HOURS, Range
from ..quote import Quote
from ..schedules import Running, scaled
from . import past_support
from .optional import stated

GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"
_GLOBAL = "aws:elasticache/globalReplicationGroup:GlobalReplicationGroup"
_MEMORYDB = "aws:memorydb/cluster:Cluster"

_NAMES = {"redis": "Redis OSS", "valkey": "Valkey", "memcached": "Memcached"}

# The least GB that each engine is billed for. https://aws.amazon.com/elasticache/pricing/
_LEAST_STORED = {"valkey": Decimal("0.1"), "redis": Decimal(1), "memcached": Decimal(1)}

_SECONDS_AN_HOUR = 3600


def _group_nodes(item: Item, quote: Quote) -> Iterator[Entry]:
    """A group has its primaries and their replicas; a secondary of a global group is as the primary group."""
    teller = _teller(item, quote)
    size, engine = teller.text("nodeType"), teller.text("engine", "redis").lower()
    if not size:
        yield quote.unpriced("the global group's first one, which tells the node's type, is not in this stack", "nodes")
        return
    running = _nodes(item, quote)
    yield _hours(quote, size, engine, running)


def _cluster_nodes(item: Item, quote: Quote) -> Iterator[Entry]:
    """A cluster that joins a replication group is one more node of it."""
    group = quote.world.target(item, "replicationGroupId", GROUP)
    teller = _teller(group, quote) if group else item
    size, engine = teller.text("nodeType"), teller.text("engine", "redis").lower()
    if not size:
        yield quote.unpriced("its replication group, which tells the node's type, is not in this stack", "nodes")
        return
    yield _hours(quote, size, engine, Running(Range.of(item.number("numCacheNodes", 1))))


def _snapshots(item: Item, quote: Quote) -> Iterator[Entry]:
    """One snapshot of each cluster is free."""
    if item.number("snapshotRetentionLimit") > 1 or stated(quote, "gbBackup"):
        yield quote.usage("snapshots beyond the free one", "elasticache.backup", "gbBackup")


def _serverless_data(item: Item, quote: Quote) -> Iterator[Entry]:
    engine = item.text("engine").lower()
    least = max(_LEAST_STORED.get(engine, Decimal(1)), item.number("cacheUsageLimits.dataStorage.minimum"))
    stored = quote.meter("gbStored")
    gb = Range(*(max(end, least) for end in stored.quantity.ends))
    why = f"{stored.origin}; {least} GB are the least"
    yield quote.used("data stored", f"elasticache.serverless.{engine}.data", gb * HOURS, why)


def _serverless_units(item: Item, quote: Quote) -> Iterator[Entry]:
    engine = item.text("engine").lower()
    least = item.section("cacheUsageLimits").items("ecpuPerSeconds")
    minimum = sum((one.number("minimum") for one in least), Decimal(0)) * _SECONDS_AN_HOUR * HOURS
    reading = quote.meter("ecpus")
    units = Range(*(max(end, minimum) for end in reading.quantity.ends))
    yield quote.used("processing units", f"elasticache.serverless.{engine}.ecpu", units, reading.origin)


def _extended_support(item: Item, quote: Quote) -> Iterator[Entry]:
    """Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/extended-support.html."""
    if item.text("engine", "redis").lower() == "redis":
        yield from past_support.fee(quote, "elasticache", item.text("engineVersion"))


def _copied(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("data to the other Regions", "data-transfer.inter-region", "gbReplicated")


def _memorydb_nodes(item: Item, quote: Quote) -> Iterator[Entry]:
    engine, size = item.text("engine", "redis").lower(), item.text("nodeType")
    nodes = item.number("numShards", 1) * (1 + item.number("numReplicasPerShard", 1))
    yield quote.hourly(f"{nodes} x {size}, {_NAMES.get(engine, engine)}", f"memorydb.{engine}.{_bare(size)}", nodes)
    yield quote.usage("data written", f"memorydb.{engine}.data-written", "gbWritten")


def _memorydb_snapshots(item: Item, quote: Quote) -> Iterator[Entry]:
    """One day of automatic snapshots is free."""
    if item.number("snapshotRetentionLimit") > 1 or stated(quote, "gbBackup"):
        yield quote.usage("snapshots beyond the free one", "memorydb.snapshot", "gbBackup")


def _snapshot(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("snapshot", "memorydb.snapshot", "gbBackup")


def _teller(group: Item, quote: Quote) -> Item:
    """Return the group that tells the node's type and engine: of a secondary, the first group of its global one."""
    for joined in quote.world.targets(group, "globalReplicationGroupId", _GLOBAL):
        if not group.has("nodeType"):
            return quote.world.target(joined, "primaryReplicationGroupId", GROUP) or group
    return group


def _nodes(item: Item, quote: Quote) -> Running:
    """Return the nodes of all shards, as autoscaling varies them."""
    configured = item.items("nodeGroupConfigurations")
    if any(one.has("replicaCount") for one in configured):
        return Running(Range.of(sum(1 + one.number("replicaCount") for one in configured)))
    if not any(item.has(path) for path in ("numNodeGroups", "replicasPerNodeGroup", "nodeGroupConfigurations")):
        return Running(Range.of(item.number("numCacheClusters", 1)))
    groups = item.number("numNodeGroups", len(configured) or 1)
    shards = scaled(item, quote.world, "elasticache:replication-group:NodeGroups", groups)
    replicas = scaled(item, quote.world, "elasticache:replication-group:Replicas", item.number("replicasPerNodeGroup"))
    assumption = "; ".join(filter(None, (shards.assumption, replicas.assumption)))
    return Running(shards.count * (replicas.count + Range.of(1)), assumption)


def _hours(quote: Quote, size: str, engine: str, nodes: Running) -> Entry:
    label = f"{nodes.count.expected:f} x {size}, {_NAMES.get(engine, engine)}"
    return quote.hourly(label, f"elasticache.{engine}.{_bare(size)}", nodes.count, assumption=nodes.assumption)


def _bare(size: str) -> str:
    return size.removeprefix("cache.").removeprefix("db.")


PRICERS: Pricers = {
    GROUP: (_group_nodes, _snapshots, _extended_support),
    "aws:elasticache/cluster:Cluster": (_cluster_nodes, _snapshots, _extended_support),
    "aws:elasticache/serverlessCache:ServerlessCache": (_serverless_data, _serverless_units, _snapshots),
    _GLOBAL: (_copied,),
    _MEMORYDB: (_memorydb_nodes, _memorydb_snapshots),
    "aws:memorydb/snapshot:Snapshot": (_snapshot,),
}
