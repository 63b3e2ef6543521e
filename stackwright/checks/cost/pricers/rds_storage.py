"""Prices the storage of RDS: what is allocated, and the IOPS and throughput above what the storage includes."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from decimal import Decimal

from ....data import tables
from ..item import Item
from ..lines import Entry
from ..money import Range
from ..quote import Quote
from ..values import Section
from .databases import origins, teller

INSTANCE = "aws:rds/instance:Instance"

ENGINES = {"postgres": "postgresql", "mysql": "mysql", "mariadb": "mariadb"}
"""Engine -> its name in price keys; other engines have their own."""

SOURCES = {
    "replicateSourceDb": (INSTANCE,),
    "restoreToPointInTime": (INSTANCE,),
    "restoreToPointInTime.sourceDbInstanceIdentifier": (INSTANCE,),
    "snapshotIdentifier": ("aws:rds/snapshot:Snapshot",),
    "dbInstanceIdentifier": (INSTANCE,),
}
"""Properties that name what an instance is made from."""

# RDS makes no volume of provisioned IOPS with fewer. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html
_LEAST_IOPS = Decimal(1000)

# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.dlv.html
_LOG_VOLUME_GB, _LOG_VOLUME_IOPS = 1000, 3000


def storage_of_instance(item: Item, quote: Quote) -> Iterator[Entry]:
    """Yield the storage of an instance; a replica has its source's where it states none of its own."""
    found = origins(item, quote.world, SOURCES)
    holder = teller(found, "allocatedStorage")
    if not holder.has("allocatedStorage"):
        yield quote.unpriced("what it is made from, which tells its size, is not in this stack", "storage")
        return
    size = _allocated(holder)
    most = max(size, teller(found, "maxAllocatedStorage").number("maxAllocatedStorage"))
    provisioned = teller(found, "iops")
    # What AWS makes where no type is given.
    # https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
    kind = teller(found, "storageType").text("storageType", "io1" if provisioned.number("iops") else "gp2")
    zones = "multi-az" if item.flag("multiAz") else "single-az"
    why = f"grows by itself from {size} to at most {most} GB" if most > size else ""
    label = f"storage {kind}, {size} GB"
    yield quote.monthly(label, f"rds.storage.{kind}.{zones}", Range(size, size, most), assumption=why)
    if kind == "standard":
        yield quote.usage("requests to the storage", "rds.io.standard", "ioRequests")
    engine = teller(found[::-1], "engine").text("engine")
    throughput = teller(found, "storageThroughput").number("storageThroughput")
    yield from performance(quote, kind, zones, engine, (size, provisioned.number("iops"), throughput))
    if item.flag("dedicatedLogVolume"):
        yield quote.monthly(f"log volume {kind}", f"rds.storage.{kind}.{zones}", _LOG_VOLUME_GB)
        yield quote.monthly("IOPS of the log volume", f"rds.iops.{kind}.{zones}", _LOG_VOLUME_IOPS)


def performance(
    quote: Quote, kind: str, zones: str, engine: str, asked: tuple[Decimal, Decimal, Decimal]
) -> Iterator[Entry]:
    """Yield the IOPS and the throughput that are billed of storage with *asked* GB, IOPS and MiB/s."""
    size, iops, throughput = asked
    free_iops, free_throughput = _included(engine, size)
    if kind in ("io1", "io2"):
        billed = max(iops, _LEAST_IOPS)
        yield quote.monthly(f"{billed:,f} provisioned IOPS", f"rds.iops.{kind}.{zones}", billed)
    elif kind == "gp3":
        if iops > free_iops:
            label = f"{iops - free_iops:,f} IOPS above {free_iops:,f}"
            yield quote.monthly(label, f"rds.iops.{kind}.{zones}", iops - free_iops)
        if throughput > free_throughput:
            label = f"{throughput - free_throughput:,f} MiB/s above {free_throughput:,f}"
            yield quote.monthly(label, f"rds.throughput.{kind}.{zones}", throughput - free_throughput)


def _included(engine: str, size: Decimal) -> tuple[Decimal, Decimal]:
    """Return the IOPS and MiB/s that gp3 of this size includes: RDS stripes larger storage, at an engine's own size."""
    steps = [
        (Decimal(row["iops"]), Decimal(row["throughput"]))
        for row in _steps()
        if engine.removeprefix("custom-").partition("-")[0] == row["engine"] and size >= Decimal(row["from_gb"])
    ]
    # What the smallest volume of every engine includes.
    return steps[-1] if steps else (Decimal(3000), Decimal(125))


def _allocated(holder: Section) -> Decimal:
    """Return the GB allocated: of a deployed instance whose storage has grown, what it has now."""
    size = holder.number("allocatedStorage")
    now = holder.outputs.get("allocatedStorage") if isinstance(holder, Item) else None
    return max(size, Decimal(now)) if isinstance(now, int | float) and not isinstance(now, bool) else size


@functools.cache
def _steps() -> tuple[Mapping[str, str], ...]:
    return tuple(tables.rows("rds_included"))
