"""Prices instances of RDS that are no part of a cluster, their snapshots, and the copies of their backups."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote
from .addresses import accessible
from .databases import enhanced_monitoring, hours, insights, origins, per_vcpu, size_of, support, teller
from .optional import stated, told
from .rds_proxy import endpoint, proxy
from .rds_storage import ENGINES, INSTANCE, SOURCES, storage_of_instance

_LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
_OWN_LICENCE = "bring-your-own-license"
_DISABLED = "open-source-rds-extended-support-disabled"


def _instance_hours(item: Item, quote: Quote) -> Iterator[Entry]:
    found = origins(item, quote.world, SOURCES)
    engine, size = teller(found[::-1], "engine").text("engine"), teller(found, "instanceClass").text("instanceClass")
    if not engine or not size:
        yield quote.unpriced(
            "what it is made from, which tells its engine and its class, is not in this stack", "instance"
        )
        return
    several = item.flag("multiAz")
    # Oracle Enterprise comes without a licence only, and all editions without one are sold as the same.
    # https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Oracle.Concepts.Licensing.html
    own = teller(found, "licenseModel").text("licenseModel") == _OWN_LICENCE or engine.startswith("oracle-ee")
    sold = f"{engine.partition('-')[0]}-byol" if own else ENGINES.get(engine, engine)
    label = f"instance {size}, {'Multi-AZ' if several else 'Single-AZ'}{', own licence' if own else ''}"
    yield hours(quote, label, f"rds.{sold}.{size_of(size)}.{'multi-az' if several else 'single-az'}")


def _extended_support(item: Item, quote: Quote) -> Iterator[Entry]:
    """A standby is charged as well. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support-charges.html"""
    found = origins(item, quote.world, SOURCES)
    if item.text("engineLifecycleSupport") == _DISABLED:
        return
    engine, version = teller(found[::-1], "engine").text("engine"), teller(found, "engineVersion").text("engineVersion")
    years = support(engine, version, quote.today)
    if years:
        size = teller(found, "instanceClass").text("instanceClass")
        label, key = f"extended support of {engine} {version}", f"rds.extended-support.{years}"
        yield per_vcpu(quote, label, key, size, 2 if item.flag("multiAz") else 1)


def _backups(item: Item, quote: Quote) -> Iterator[Entry]:
    """Backups as large as the storage are free; those made by hand only a usage file can tell."""
    if item.number("backupRetentionPeriod") or stated(quote, "gbBackup"):
        yield quote.usage("backups beyond the free ones", "rds.backup", "gbBackup")


def _performance_data(item: Item, quote: Quote) -> Iterator[Entry]:
    size = teller(origins(item, quote.world, SOURCES), "instanceClass").text("instanceClass")
    yield from insights(item, item.text("databaseInsightsMode"), size, quote)


def _monitoring(item: Item, quote: Quote) -> Iterator[Entry]:
    yield from enhanced_monitoring(item, quote)


def _exported_logs(item: Item, quote: Quote) -> Iterator[Entry]:
    """Logs of the engine are counted with their log groups where the stack declares these."""
    declared = any("/aws/rds/" in name for group in quote.world.of(_LOG_GROUP) for name in group.identities())
    if item.count("enabledCloudwatchLogsExports") and not declared:
        yield quote.usage("exported logs, ingested", "logs.ingestion.standard", "gbLogs")


def _bursts(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield from told(quote, ("bursts beyond the CPU credits", "rds.cpu-credits", "cpuCreditHours"))


def _snapshot(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("snapshot", "rds.backup", "gbBackup")


def _export(_item: Item, quote: Quote) -> Iterator[Entry]:
    """Snapshots of RDS and of Aurora are exported at one price."""
    yield quote.usage("snapshot exported", "aurora.snapshot-export", "gbExported")


def _replicated_backups(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("backups in this Region", "rds.backup", "gbBackup")
    yield quote.usage("backups from the other Region, data", "data-transfer.inter-region", "gbTransferred")


PRICERS: Pricers = {
    INSTANCE: (
        _instance_hours,
        storage_of_instance,
        _backups,
        _performance_data,
        _monitoring,
        _exported_logs,
        _bursts,
        _extended_support,
        accessible,
    ),
    "aws:rds/snapshot:Snapshot": (_snapshot,),
    "aws:rds/snapshotCopy:SnapshotCopy": (_snapshot,),
    "aws:rds/exportTask:ExportTask": (_export,),
    "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication": (_replicated_backups,),
    "aws:rds/proxy:Proxy": (proxy,),
    "aws:rds/proxyEndpoint:ProxyEndpoint": (endpoint,),
}
