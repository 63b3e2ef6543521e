"""Prices Aurora, and the clusters of RDS with two readable standbys."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote
from ..schedules import scaled
from .acus import CLUSTER, acus, kept
from .addresses import accessible
from .databases import (
    BY_THE_MONTH,
    FREE_RETENTION,
    LONGEST_RETENTION,
    SERVERLESS,
    enhanced_monitoring,
    hours,
    insights,
    per_vcpu,
    size_of,
    support,
)
from .optional import stated, told
from .rds_storage import ENGINES, performance

INSTANCE = "aws:rds/clusterInstance:ClusterInstance"

_FAMILIES = {"aurora-postgresql": "postgresql", "aurora-mysql": "mysql", "aurora": "mysql"}
_OPTIMIZED = "aurora-iopt1"
_DISABLED = "open-source-rds-extended-support-disabled"
_READERS = "rds:cluster:ReadReplicaCount"
_ZONES = "multi-az-cluster"


def _cluster_hours(item: Item, quote: Quote) -> Iterator[Entry]:
    """A cluster of RDS has its instances inside: a writer and two standbys, paid as one."""
    if item.text("engineMode") == "serverless":
        units = kept(item, quote, item.section("scalingConfiguration"), "averageAcus", "ACUs")
        yield hours(quote, "capacity, Serverless v1", "aurora.acu.serverless-v1", units.quantity, units.origin)
    if _is_aurora(item):
        return
    size, engine = item.text("dbClusterInstanceClass"), item.text("engine")
    if not size:
        yield quote.unpriced(f"no class is stated, nor is {engine} an engine of Aurora", "instances")
    else:
        key = f"rds.{ENGINES.get(engine, engine)}.{size_of(size)}.{_ZONES}"
        yield hours(quote, f"cluster of three {size}", key)


def _cluster_support(item: Item, quote: Quote) -> Iterator[Entry]:
    """The standbys of a cluster of RDS are charged as its writer is; Aurora's instances are charged one by one."""
    engine, version = item.text("engine"), item.text("engineVersion")
    if _is_aurora(item) or item.text("engineLifecycleSupport") == _DISABLED:
        return
    years = support(engine, version, quote.today)
    if years and item.has("dbClusterInstanceClass"):
        label, key = f"extended support of {engine} {version}", f"rds.extended-support.{years}"
        yield per_vcpu(quote, label, key, item.text("dbClusterInstanceClass"), 3)


def _cluster_storage(item: Item, quote: Quote) -> Iterator[Entry]:
    if _is_aurora(item):
        yield quote.usage("storage", f"aurora.storage.{_kind(item)}", "gbStored")
        return
    if not item.has("allocatedStorage"):
        yield quote.unpriced("its size is that of what it is made from, which is not read", "storage")
        return
    size = item.number("allocatedStorage")
    # What AWS makes where no type is given.
    # https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html
    kind = item.text("storageType", "io1")
    yield quote.monthly(f"storage {kind}, {size} GB", f"rds.storage.{kind}.{_ZONES}", size)
    yield from performance(quote, kind, _ZONES, item.text("engine"), (size, item.number("iops"), Decimal(0)))


def _requests(item: Item, quote: Quote) -> Iterator[Entry]:
    """I/O is part of the price of I/O-Optimized storage."""
    if _is_aurora(item) and _kind(item) == "standard":
        yield quote.usage("requests to the storage", "aurora.io", "ioRequests")


def _backups(item: Item, quote: Quote) -> Iterator[Entry]:
    """A day of automated backups is free, as are backups of RDS as large as its storage."""
    key = "aurora.backup" if _is_aurora(item) else "rds.backup"
    if item.number("backupRetentionPeriod", 1) > 1 or stated(quote, "gbBackup"):
        yield quote.usage("backups beyond the free ones", key, "gbBackup")


def _backtrack(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.number("backtrackWindow"):
        yield quote.usage("changes kept to go back to", "aurora.backtrack", "changeRecords")


def _exports(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield from told(quote, ("snapshots exported", "aurora.snapshot-export", "gbExported"))


def _scaled_readers(item: Item, quote: Quote) -> Iterator[Entry]:
    """Readers that autoscaling adds to those declared, of the class of the first instance."""
    declared = quote.world.referrers(item, INSTANCE, "clusterIdentifier")
    readers = Decimal(max(0, len(declared) - 1))
    running = scaled(item, quote.world, _READERS, readers)
    added = running.count.less(readers)
    if declared and added.high:
        size = declared[0].text("instanceClass")
        yield hours(quote, f"further readers {size}", _key(item, size), added, running.assumption)


def _instance_hours(item: Item, quote: Quote) -> Iterator[Entry]:
    size, cluster = item.text("instanceClass"), _cluster_of(item, quote)
    if size == SERVERLESS:
        units = acus(item, quote)
        if units is None:
            yield quote.unpriced("the range of its capacity is not in this stack", "capacity")
        else:
            yield hours(
                quote, f"capacity, {_shape(cluster)}", f"aurora.acu.{_kind(cluster)}", units.quantity, units.origin
            )
        return
    yield hours(quote, f"instance {size}, {_shape(cluster)}", _key(cluster, size))


def _extended_support(item: Item, quote: Quote) -> Iterator[Entry]:
    cluster = _cluster_of(item, quote)
    engine = item.text("engine", cluster.text("engine"))
    version = item.text("engineVersion", cluster.text("engineVersion"))
    years = "" if cluster.text("engineLifecycleSupport") == _DISABLED else support(engine, version, quote.today)
    if not years:
        return
    size, label = item.text("instanceClass"), f"extended support of {engine} {version}"
    units = acus(item, quote) if size == SERVERLESS else None
    if units:
        yield hours(quote, label, f"aurora.extended-support.acu.{years}", units.quantity, units.origin)
    else:
        yield per_vcpu(quote, label, f"rds.extended-support.{years}", size)


def _performance_data(item: Item, quote: Quote) -> Iterator[Entry]:
    mode = _cluster_of(item, quote).text("databaseInsightsMode")
    units = acus(item, quote) if item.text("instanceClass") == SERVERLESS else None
    if units is None:
        yield from insights(item, mode, item.text("instanceClass"), quote)
    elif mode == "advanced":
        label = "Database Insights, advanced"
        yield hours(quote, label, "rds.database-insights.acu", units.quantity, units.origin)
    elif item.flag("performanceInsightsEnabled"):
        days = item.number("performanceInsightsRetentionPeriod", FREE_RETENTION)
        if days == LONGEST_RETENTION:
            key = "rds.performance-insights.acu"
            yield quote.monthly("performance data", key, units.quantity, assumption=units.origin)
        elif days > FREE_RETENTION:
            yield quote.unpriced(BY_THE_MONTH, f"performance data, {days} days")


def _bursts(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield from told(quote, ("bursts beyond the CPU credits", "aurora.cpu-credits", "cpuCreditHours"))


def _monitoring(item: Item, quote: Quote) -> Iterator[Entry]:
    yield from enhanced_monitoring(item, quote)


def _global_writes(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("writes copied to other Regions", "aurora.global.write", "replicatedWrites")


def _snapshot(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("snapshot", "aurora.backup", "gbBackup")


def _is_aurora(cluster: Item) -> bool:
    return cluster.text("engine") in _FAMILIES


def _cluster_of(item: Item, quote: Quote) -> Item:
    """Return the cluster of an instance, or the instance itself where its cluster is not in this stack."""
    return quote.world.target(item, "clusterIdentifier", CLUSTER) or item


def _kind(cluster: Item) -> str:
    return "io-optimized" if cluster.text("storageType") == _OPTIMIZED else "standard"


def _shape(cluster: Item) -> str:
    return "I/O-Optimized" if _kind(cluster) == "io-optimized" else "Standard"


def _key(cluster: Item, size: str) -> str:
    engine = cluster.text("engine")
    key = f"aurora.{_FAMILIES.get(engine, engine)}.{size_of(size)}"
    return f"{key}.io-optimized" if _kind(cluster) == "io-optimized" else key


PRICERS: Pricers = {
    CLUSTER: (
        _cluster_hours,
        _cluster_storage,
        _requests,
        _backups,
        _backtrack,
        _exports,
        _scaled_readers,
        _cluster_support,
    ),
    INSTANCE: (_instance_hours, _performance_data, _monitoring, _bursts, _extended_support, accessible),
    "aws:rds/clusterSnapshot:ClusterSnapshot": (_snapshot,),
    "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy": (_snapshot,),
    "aws:rds/globalCluster:GlobalCluster": (_global_writes,),
}
