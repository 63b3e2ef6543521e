"""Prices analyses: Glue's jobs, crawlers and catalogue, Athena, and warehouses of Redshift."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import Range
from ..quote import Quote
from .addresses import accessible

# DPUs of a worker. https://docs.aws.amazon.com/glue/latest/dg/add-job.html
_WORKERS = {
    "G.025X": Decimal("0.25"),
    "Standard": Decimal(1),
    "G.1X": Decimal(1),
    "G.2X": Decimal(2),
    "G.4X": Decimal(4),
    "G.8X": Decimal(8),
    "G.12X": Decimal(12),
    "G.16X": Decimal(16),
}
_PYTHON_SHELL = "pythonshell"
# https://docs.aws.amazon.com/glue/latest/webapi/API_Job.html: what AWS takes where nothing is said.
_DPUS = {_PYTHON_SHELL: Decimal("0.0625")}
_DEFAULT_DPUS = Decimal(10)
_BASE_RPUS = 128


def _job(item: Item, quote: Quote) -> Iterator[Entry]:
    worker = item.text("workerType")
    if worker and worker not in _WORKERS:
        yield quote.unpriced(f"the DPUs of a worker {worker} are not known", "runs")
        return
    hours = quote.meter("jobHours")
    dpus = item.number("numberOfWorkers", 2) * _WORKERS[worker] if worker else _capacity(item)
    class_ = "flex" if item.text("executionClass") == "FLEX" else "standard"
    origin = f"{hours.origin}, {dpus.normalize():f} DPUs"
    yield quote.used("runs", f"glue.job.{class_}", hours.quantity * dpus, origin)


def _capacity(item: Item) -> Decimal:
    return item.number("maxCapacity", _DPUS.get(item.text("command.name"), _DEFAULT_DPUS))


def _crawler(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("runs", "glue.crawler", "dpuHours")


def _catalogue(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("tables and partitions kept", "glue.catalog.objects", "objects")
    yield quote.usage("requests", "glue.catalog.requests", "requests")


def _queries(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("data scanned", "athena.scanned", "tbScanned")


def _reserved(item: Item, quote: Quote) -> Iterator[Entry]:
    dpus = item.number("targetDpus", None)
    yield quote.hourly(f"{dpus} DPUs set aside", "athena.capacity", dpus)


def _cluster(item: Item, quote: Quote) -> Iterator[Entry]:
    """In two zones there are the nodes that are stated in each.

    Source: https://docs.aws.amazon.com/redshift/latest/mgmt/overview-multi-az.html
    """
    type_, nodes = item.text("nodeType"), item.number("numberOfNodes", 1) * (2 if item.flag("multiAz") else 1)
    label = f"{nodes} node{'' if nodes == 1 else 's'} {type_}"
    yield quote.hourly(label, f"redshift.node.{type_}", nodes)


def _managed_storage(item: Item, quote: Quote) -> Iterator[Entry]:
    """Nodes of the family ra3 keep their data apart from themselves."""
    if item.text("nodeType").startswith(("ra3", "rg")):
        yield quote.usage("data kept", "redshift.managed-storage", "gbStored")


def _snapshots(_item: Item, quote: Quote) -> Iterator[Entry]:
    """What automated snapshots keep is in the price of a cluster; manual ones, and copies, are not."""
    if quote.meter("gbBackup").quantity.high:
        yield quote.usage("snapshots beyond the automated", "redshift.backup", "gbBackup")


def _spectrum(_item: Item, quote: Quote) -> Iterator[Entry]:
    if quote.meter("tbScanned").quantity.high:
        yield quote.usage("data scanned in S3", "redshift.spectrum", "tbScanned")


def _workgroup(item: Item, quote: Quote) -> Iterator[Entry]:
    """Capacity is billed while queries run."""
    busy = quote.meter("hoursBusy")
    rpus = item.number("baseCapacity", _BASE_RPUS)
    high = max(rpus, item.number("maxCapacity", rpus))
    quantity = busy.quantity * Range(rpus, rpus, high)
    yield quote.used(f"{rpus} RPUs", "redshift.serverless.rpu", quantity, busy.origin)


def _warehouse(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("data kept", "redshift.managed-storage", "gbStored")


PRICERS: Pricers = {
    "aws:athena/capacityReservation:CapacityReservation": (_reserved,),
    "aws:athena/workgroup:Workgroup": (_queries,),
    "aws:glue/catalogDatabase:CatalogDatabase": (_catalogue,),
    "aws:glue/crawler:Crawler": (_crawler,),
    "aws:glue/job:Job": (_job,),
    "aws:redshift/cluster:Cluster": (_cluster, _managed_storage, _snapshots, _spectrum, accessible),
    "aws:redshiftserverless/namespace:Namespace": (_warehouse,),
    "aws:redshiftserverless/workgroup:Workgroup": (_workgroup,),
}
