"""Prices Kafka of MSK, its connectors and replicators, and applications of Managed Service for Apache Flink."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import Range
from ..quote import Quote
from ..schedules import scaled
from ..usage import Reading

_STORAGE_SCALING = "kafka:broker-storage:VolumeSize"

# Throughput that a broker's storage includes. https://docs.aws.amazon.com/msk/latest/developerguide/msk-provision-throughput.html
_INCLUDED_THROUGHPUT = 250

# https://aws.amazon.com/managed-service-apache-flink/pricing/
_GB_A_UNIT = 50


def _brokers(item: Item, quote: Quote) -> Iterator[Entry]:
    brokers, size = item.number("numberOfBrokerNodes"), item.text("brokerNodeGroupInfo.instanceType")
    key = f"msk.broker.{size.removeprefix('kafka.')}"
    yield quote.hourly(f"{brokers} x {size}", key, brokers)
    if size.startswith("express."):
        yield quote.usage("data in", "msk.express.data-in", "gbIn")


def _broker_storage(item: Item, quote: Quote) -> Iterator[Entry]:
    """Autoscaling lets the disks of all brokers grow; express brokers are paid by what they store."""
    brokers = item.number("numberOfBrokerNodes")
    if item.text("brokerNodeGroupInfo.instanceType").startswith("express."):
        yield quote.usage("storage", "msk.express.storage", "gbStored")
        return
    disk = item.section("brokerNodeGroupInfo.storageInfo").section("ebsStorageInfo")
    running = scaled(item, quote.world, _STORAGE_SCALING, disk.number("volumeSize", 1000))
    label = f"storage, {brokers} x {running.count.expected:f} GB"
    yield quote.monthly(label, "msk.storage", running.count * brokers, assumption=running.assumption)
    if disk.flag("provisionedThroughput.enabled"):
        billed = disk.number("provisionedThroughput.volumeThroughput") - _INCLUDED_THROUGHPUT
        yield quote.monthly(f"throughput, {brokers} x {billed} MiB/s", "msk.throughput", billed * brokers)


def _serverless(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.hourly("cluster", "msk.serverless.cluster")
    partitions = quote.meter("partitions")
    yield quote.hourly("partitions", "msk.serverless.partition", partitions.quantity, assumption=partitions.origin)
    yield quote.usage("data in", "msk.serverless.data-in", "gbIn")
    yield quote.usage("data out", "msk.serverless.data-out", "gbOut")
    yield quote.usage("storage", "msk.serverless.storage", "gbStored")


def _connector(item: Item, quote: Quote) -> Iterator[Entry]:
    fixed, range_ = item.section("capacity.provisionedCapacity"), item.section("capacity.autoscaling")
    if fixed.has("workerCount"):
        units = Range.of(fixed.number("workerCount") * fixed.number("mcuCount", 1))
        yield quote.hourly(f"{units.expected} units", "msk.connect.mcu", units)
        return
    least, most = range_.number("minWorkerCount"), range_.number("maxWorkerCount")
    units = Range(least, least, most) * range_.number("mcuCount", 1)
    why = f"{least} - {most} workers, the range of its scaling"
    yield quote.hourly("units", "msk.connect.mcu", units, assumption=why)


def _replicator(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.hourly("replicator", "msk.replicator.hour")
    yield quote.usage("data", "msk.replicator.data", "gbReplicated")


def _private_connection(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.hourly("connection", "msk.vpc-connection.hour")
    yield quote.usage("data", "msk.vpc-connection.data", "gbProcessed")


def _flink(item: Item, quote: Quote) -> Iterator[Entry]:
    """One unit more orchestrates an application of Flink, and each of its units has 50 GB of running storage."""
    units = quote.meter("processingUnits")
    yield quote.hourly("processing", "kinesis.analytics.kpu", units.quantity, assumption=units.origin)
    if item.text("runtimeEnvironment").startswith("FLINK"):
        yield quote.hourly("orchestration", "kinesis.analytics.kpu")
        storage = quote.given("gbRunning") or Reading(units.quantity * _GB_A_UNIT, units.origin)
        yield quote.used("running storage", "kinesis.analytics.storage", storage.quantity, storage.origin)
        yield quote.usage("backups", "kinesis.analytics.backup", "gbBackup")


def _flink_snapshot(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("backup", "kinesis.analytics.backup", "gbBackup")


PRICERS: Pricers = {
    "aws:msk/cluster:Cluster": (_brokers, _broker_storage),
    "aws:msk/serverlessCluster:ServerlessCluster": (_serverless,),
    "aws:msk/replicator:Replicator": (_replicator,),
    "aws:msk/vpcConnection:VpcConnection": (_private_connection,),
    "aws:mskconnect/connector:Connector": (_connector,),
    "aws:kinesisanalyticsv2/application:Application": (_flink,),
    "aws:kinesisanalyticsv2/applicationSnapshot:ApplicationSnapshot": (_flink_snapshot,),
}
