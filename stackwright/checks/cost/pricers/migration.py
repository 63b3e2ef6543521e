"""Prices the replication instances of Database Migration Service."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import Range
from ..quote import Quote
from .addresses import accessible

# GB of log storage that an instance includes: 50, or 100 for the compute- and memory-optimized classes.
# https://aws.amazon.com/dms/pricing/
_INCLUDED = {"t": Decimal(50)}
_INCLUDED_ELSE = Decimal(100)


def _instance(item: Item, quote: Quote) -> Iterator[Entry]:
    size, zones = item.text("replicationInstanceClass"), _zones(item)
    label = f"instance {size}, {'Multi-AZ' if zones == 'multi-az' else 'Single-AZ'}"
    yield quote.hourly(label, f"dms.{size.removeprefix('dms.')}.{zones}")


def _storage(item: Item, quote: Quote) -> Iterator[Entry]:
    size = item.text("replicationInstanceClass").removeprefix("dms.")
    included = _INCLUDED.get(size[:1], _INCLUDED_ELSE)
    billed = item.number("allocatedStorage", included) - included
    if billed > 0:
        yield quote.monthly(f"storage gp2, {billed} GB above {included}", f"dms.storage.gp2.{_zones(item)}", billed)


def _serverless(item: Item, quote: Quote) -> Iterator[Entry]:
    compute = item.section("computeConfig")
    most = compute.number("maxCapacityUnits")
    least = compute.number("minCapacityUnits", 1)
    zones = "multi-az" if compute.flag("multiAz") else "single-az"
    why = f"{least} - {most} capacity units, the range of its scaling"
    yield quote.hourly("capacity", f"dms.serverless.dcu.{zones}", Range(least, least, most), assumption=why)


def _zones(item: Item) -> str:
    return "multi-az" if item.flag("multiAz") else "single-az"


PRICERS: Pricers = {
    "aws:dms/replicationInstance:ReplicationInstance": (_instance, _storage, accessible),
    "aws:dms/replicationConfig:ReplicationConfig": (_serverless,),
}
