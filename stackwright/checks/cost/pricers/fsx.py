"""Prices file systems of FSx: storage, throughput and IOPS that are set aside, and backups."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote
from .optional import stated

# Each GB of SSD storage includes 3 IOPS. https://aws.amazon.com/fsx/openzfs/pricing/
_IOPS_A_GB = 3


def _windows(item: Item, quote: Quote) -> Iterator[Entry]:
    zones = _zones(item.text("deploymentType", "SINGLE_AZ_1"))
    kind = item.text("storageType", "SSD").lower()
    yield from _storage(item, quote, f"fsx.windows.{kind}.{zones}.storage", kind.upper())
    throughput = item.number("throughputCapacity")
    yield quote.monthly(f"throughput, {throughput} MB/s", f"fsx.windows.throughput.{zones}", throughput)
    yield from _iops(item, quote, f"fsx.windows.iops.{zones}")


def _openzfs(item: Item, quote: Quote) -> Iterator[Entry]:
    zones = _zones(item.text("deploymentType"))
    yield from _storage(item, quote, f"fsx.openzfs.storage.{zones}", "SSD")
    throughput = item.number("throughputCapacity")
    yield quote.monthly(f"throughput, {throughput} MB/s", f"fsx.openzfs.throughput.{zones}", throughput)
    yield from _iops(item, quote, f"fsx.openzfs.iops.{zones}")


def _ontap(item: Item, quote: Quote) -> Iterator[Entry]:
    zones, pairs = _zones(item.text("deploymentType")), item.number("haPairs", 1)
    yield from _storage(item, quote, f"fsx.ontap.ssd.{zones}.storage", "SSD")
    throughput = item.number("throughputCapacity") or item.number("throughputCapacityPerHaPair") * pairs
    yield quote.monthly(f"throughput, {throughput} MB/s", f"fsx.ontap.throughput.{zones}", throughput)
    yield from _iops(item, quote, f"fsx.ontap.iops.{zones}")


def _capacity_pool(item: Item, quote: Quote) -> Iterator[Entry]:
    """Data that is seldom read moves to the capacity pool."""
    zones = _zones(item.text("deploymentType"))
    yield quote.usage("capacity pool", f"fsx.ontap.capacity-pool.{zones}.storage", "gbCapacityPool")


def _lustre(item: Item, quote: Quote) -> Iterator[Entry]:
    kind = item.text("deploymentType", "SCRATCH_1").lower().replace("_", "-")
    speed = item.number("perUnitStorageThroughput")
    if kind.startswith("scratch"):
        key = "fsx.lustre.scratch.storage"
    else:
        disks = ".hdd" if item.text("storageType") == "HDD" else ""
        key = f"fsx.lustre.{kind}{disks}.{speed.normalize():f}.storage"
    yield from _storage(item, quote, key, kind)


def _backups(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.number("automaticBackupRetentionDays") or stated(quote, "gbBackup"):
        yield quote.usage("backups", "fsx.backup", "gbBackup")


def _backup(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("backup", "fsx.backup", "gbBackup")


def _storage(item: Item, quote: Quote, key: str, kind: str) -> Iterator[Entry]:
    size = item.number("storageCapacity")
    if size:
        yield quote.monthly(f"storage {kind}, {size} GB", key, size)
    else:
        yield quote.unpriced("its size is that of a backup, which is not read", f"storage {kind}")


def _iops(item: Item, quote: Quote, key: str) -> Iterator[Entry]:
    included = item.number("storageCapacity") * _IOPS_A_GB
    asked = item.number("diskIopsConfiguration.iops")
    if item.text("diskIopsConfiguration.mode") == "USER_PROVISIONED" and asked > included:
        billed: Decimal = asked - included
        yield quote.monthly(f"{billed:f} IOPS above {included:f}", key, billed)


def _zones(deployment: str) -> str:
    """Return the part of a key: a pair of servers in one zone, which OpenZFS has, is sold apart from a single one."""
    if deployment.startswith("SINGLE_AZ_HA"):
        return "single-az-ha"
    return "multi-az" if deployment.startswith("MULTI_AZ") else "single-az"


PRICERS: Pricers = {
    "aws:fsx/windowsFileSystem:WindowsFileSystem": (_windows, _backups),
    "aws:fsx/openZfsFileSystem:OpenZfsFileSystem": (_openzfs, _backups),
    "aws:fsx/ontapFileSystem:OntapFileSystem": (_ontap, _capacity_pool, _backups),
    "aws:fsx/lustreFileSystem:LustreFileSystem": (_lustre, _backups),
    "aws:fsx/backup:Backup": (_backup,),
}
