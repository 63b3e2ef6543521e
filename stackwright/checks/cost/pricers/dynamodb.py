"""Prices tables of DynamoDB: capacity or requests, storage, recovery, streams, and their replicas in other Regions."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import Range
from ..quote import Quote
from ..schedules import Running, scaled
from ..values import Section
from .optional import stated, told

TABLE = "aws:dynamodb/table:Table"
_TRIGGER = "aws:lambda/eventSourceMapping:EventSourceMapping"
_INDEX = "aws:dynamodb/globalSecondaryIndex:GlobalSecondaryIndex"

_UNITS = {"Read": "rcu", "Write": "wcu"}


def _requests(item: Item, quote: Quote) -> Iterator[Entry]:
    """A write to the table is one more to each of its indexes, unless a usage file counts these by themselves."""
    if not _on_demand(item):
        return
    key = f"dynamodb.on-demand{_class(item)}"
    yield quote.usage("reads", f"{key}.read", "readRequests")
    yield quote.usage("writes", f"{key}.write", "writeRequests")
    indexes = item.count("globalSecondaryIndexes")
    if quote.given("indexWriteRequests"):
        yield quote.usage("writes to indexes", f"{key}.write", "indexWriteRequests")
    elif indexes:
        yield quote.usage(f"writes to {indexes} indexes", f"{key}.write", "writeRequests", times=indexes)


def _capacity(item: Item, quote: Quote) -> Iterator[Entry]:
    """Autoscaling keeps the capacity within its range; indexes have their own."""
    if _on_demand(item):
        return
    for word in _UNITS:
        yield _units(quote, "", word, _class(item), _provisioned(item, quote, word))
    indexes = item.items("globalSecondaryIndexes")
    for index in indexes:
        for word in _UNITS:
            wanted = index.number(f"{word.lower()}Capacity", 1)
            # A scalable target names its index in an identifier that may not be known: one index leaves no doubt.
            running = (
                scaled(item, quote.world, f"dynamodb:index:{word}CapacityUnits", wanted)
                if len(indexes) == 1
                else Running(Range.of(wanted))
            )
            yield _units(quote, f"index {index.text('name')}: ", word, _class(item), running)


def _storage(item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("storage", f"dynamodb.storage.{_storage_class(item)}", "gbStored")


def _recovery(item: Item, quote: Quote) -> Iterator[Entry]:
    """Point-in-time recovery is paid by the size of the table."""
    if item.flag("pointInTimeRecovery.enabled"):
        size = quote.given("gbPointInTime") or quote.meter("gbStored")
        yield quote.used("point-in-time recovery", "dynamodb.pitr", size.quantity, size.origin)


def _backups(_item: Item, quote: Quote) -> Iterator[Entry]:
    """Backups and restores on demand are nothing that a program declares: a usage file may tell of them."""
    yield from told(
        quote, ("backups on demand", "dynamodb.backup", "gbBackup"), ("restored", "dynamodb.restore", "gbRestored")
    )


def _stream(item: Item, quote: Quote) -> Iterator[Entry]:
    """Reads by triggers of Lambda are free."""
    triggers = quote.world.referrers(item, _TRIGGER, "eventSourceArn")
    if item.flag("streamEnabled") and (not triggers or stated(quote, "streamReads")):
        yield quote.usage("reads of the stream", "dynamodb.streams", "streamReads")


def _replicas(item: Item, quote: Quote) -> Iterator[Entry]:
    """Each replica stores what the table does and takes every write again, at the prices of its own Region."""
    for replica in item.items("replicas"):
        region = replica.text("regionName")
        yield from _replica(item, quote.of(region), f"replica {region}: ")
        if replica.flag("pointInTimeRecovery"):
            size = quote.given("gbPointInTime") or quote.meter("gbStored")
            label = f"replica {region}: point-in-time recovery"
            yield quote.of(region).used(label, "dynamodb.pitr", size.quantity, size.origin)


def _table_replica(item: Item, quote: Quote) -> Iterator[Entry]:
    table = quote.world.target(item, "globalTableArn", TABLE)
    if table is None:
        yield quote.unpriced("its table, which tells how it is paid, is not in this stack", "replica")
        return
    yield from _replica(table, quote, "")
    if item.flag("pointInTimeRecovery"):
        yield quote.usage("point-in-time recovery", "dynamodb.pitr", "gbStored")


def _replica(table: Item, quote: Quote, label: str) -> Iterator[Entry]:
    if _on_demand(table):
        yield quote.usage(f"{label}writes", f"dynamodb.on-demand{_class(table)}.write", "writeRequests")
    else:
        for word in _UNITS:
            yield _units(quote, label, word, _class(table), _provisioned(table, quote, word))
    yield quote.usage(f"{label}storage", f"dynamodb.storage.{_storage_class(table)}", "gbStored")


def _index(item: Item, quote: Quote) -> Iterator[Entry]:
    """An index that is declared by itself is paid as its table is."""
    table = quote.world.target(item, "tableName", TABLE)
    if table is None:
        yield quote.unpriced("its table, which tells how it is paid, is not in this stack", "index")
    elif _on_demand(table):
        yield quote.usage("writes", f"dynamodb.on-demand{_class(table)}.write", "writeRequests")
    else:
        for word in _UNITS:
            wanted = item.number(f"provisionedThroughput.{word.lower()}CapacityUnits", 1)
            yield _units(quote, "", word, _class(table), Running(Range.of(wanted)))


def _insights(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("events watched", "dynamodb.contributor-insights.events", "events")


def _change_data(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("changes to the stream", "dynamodb.change-data", "changes")


def _export(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("exported", "dynamodb.export", "gbExported")


def _accelerator(item: Item, quote: Quote) -> Iterator[Entry]:
    nodes, size = item.number("replicationFactor", 1), item.text("nodeType")
    yield quote.hourly(f"{nodes} x {size}", f"dax.{size.removeprefix('dax.')}", nodes)


def _units(quote: Quote, label: str, word: str, suffix: str, running: Running) -> Entry:
    shown = f"{label}{word.lower()} capacity, {running.count.expected:f} units"
    key = f"dynamodb.provisioned{suffix}.{_UNITS[word]}"
    return quote.hourly(shown, key, running.count, assumption=running.assumption)


def _provisioned(table: Item, quote: Quote, word: str) -> Running:
    wanted: Decimal = table.number(f"{word.lower()}Capacity", 1)
    return scaled(table, quote.world, f"dynamodb:table:{word}CapacityUnits", max(wanted, Decimal(1)))


def _on_demand(table: Section) -> bool:
    # What AWS makes where no mode is given.
    # https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
    return table.text("billingMode", "PROVISIONED") == "PAY_PER_REQUEST"


def _storage_class(table: Section) -> str:
    return "standard-ia" if table.text("tableClass") == "STANDARD_INFREQUENT_ACCESS" else "standard"


def _class(table: Section) -> str:
    return ".standard-ia" if _storage_class(table) == "standard-ia" else ""


PRICERS: Pricers = {
    TABLE: (_requests, _capacity, _storage, _recovery, _backups, _stream, _replicas),
    "aws:dynamodb/tableReplica:TableReplica": (_table_replica,),
    _INDEX: (_index,),
    "aws:dynamodb/contributorInsights:ContributorInsights": (_insights,),
    "aws:dynamodb/kinesisStreamingDestination:KinesisStreamingDestination": (_change_data,),
    "aws:dynamodb/tableExport:TableExport": (_export,),
    "aws:dax/cluster:Cluster": (_accelerator,),
}
