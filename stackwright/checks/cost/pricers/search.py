"""Prices domains of OpenSearch and Elasticsearch, their disks, and serverless collections."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import HOURS, Number, Range
from ..quote import Quote
from . import past_support
from .optional import stated

DOMAIN = "aws:opensearch/domain:Domain"
LEGACY = "aws:elasticsearch/domain:Domain"
_COLLECTION = "aws:opensearch/serverlessCollection:ServerlessCollection"

# What AWS makes where no type is given; a dedicated master is as the data nodes are.
# https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_ClusterConfig.html
_DEFAULT_TYPE = "m4.large"
_MASTERS = 3
_LEGACY_VERSION = "1.5"

# What gp3 includes: 125 MiB/s up to 170 GB, then 250 MiB/s for each 3 TB begun; 3,000 IOPS, or 3 for each GB.
# https://docs.aws.amazon.com/opensearch-service/latest/developerguide/opensearch-ebs-metrics.html
_SMALL_GB, _SMALL_THROUGHPUT = 170, Decimal(125)
_STEP_GB, _STEP_THROUGHPUT, _MOST_THROUGHPUT = 3000, Decimal(250), Decimal(1000)
_IOPS, _IOPS_A_GB = Decimal(3000), 3


def _data_nodes(item: Item, quote: Quote) -> Iterator[Entry]:
    size, count = item.text("clusterConfig.instanceType", _DEFAULT_TYPE), item.number("clusterConfig.instanceCount", 1)
    yield _nodes(quote, "data", size, count)


def _masters(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.flag("clusterConfig.dedicatedMasterEnabled"):
        size = item.text("clusterConfig.dedicatedMasterType", item.text("clusterConfig.instanceType", _DEFAULT_TYPE))
        yield _nodes(quote, "master", size, item.number("clusterConfig.dedicatedMasterCount", _MASTERS))


def _warm_nodes(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.flag("clusterConfig.warmEnabled"):
        yield _nodes(quote, "warm", item.text("clusterConfig.warmType"), item.number("clusterConfig.warmCount"))
        yield quote.usage("warm storage", "opensearch.managed-storage", "gbWarm")
    if item.flag("clusterConfig.coldStorageOptions.enabled"):
        yield quote.usage("cold storage", "opensearch.managed-storage", "gbCold")


def _disks(item: Item, quote: Quote) -> Iterator[Entry]:
    """The size is that of each data node's disk."""
    if not item.flag("ebsOptions.ebsEnabled"):
        return
    nodes, size = item.number("clusterConfig.instanceCount", 1), item.number("ebsOptions.volumeSize")
    kind = item.text("ebsOptions.volumeType", "gp2")
    if not size:
        yield quote.unpriced("the size of its disks is not stated", f"storage {kind}")
        return
    yield quote.monthly(f"storage {kind}, {nodes} x {size} GB", f"opensearch.storage.{kind}", nodes * size)
    iops, throughput = item.number("ebsOptions.iops"), item.number("ebsOptions.throughput")
    if kind == "io1":
        yield quote.monthly(f"{nodes} x {iops} provisioned IOPS", "opensearch.iops.io1", nodes * iops)
    elif kind == "gp3":
        for label, key, asked, free in (
            ("IOPS", "iops", iops, max(_IOPS, size * _IOPS_A_GB)),
            ("MiB/s", "throughput", throughput, _included_throughput(size)),
        ):
            if asked > free:
                quantity = nodes * (asked - free)
                yield quote.monthly(
                    f"{nodes} x {asked - free:f} {label} above {free:f}", f"opensearch.{key}.gp3", quantity
                )


def _extended_support(item: Item, quote: Quote) -> Iterator[Entry]:
    """Each node is charged by its size. A legacy domain has Elasticsearch 1.5 where it states no version.

    Source: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/what-is.html#choosing-version
    """
    if item.type == LEGACY:
        version = f"Elasticsearch_{item.text('elasticsearchVersion', _LEGACY_VERSION)}"
    else:
        version = item.text("engineVersion")
    yield from past_support.fee(quote, "opensearch", version)


def _collection_capacity(item: Item, quote: Quote) -> Iterator[Entry]:
    """Collections of an account share their capacity: the first of a stack carries the least there is to pay."""
    if quote.world.of(_COLLECTION)[0] is not item and not stated(quote, "searchUnits"):
        return
    # Half a unit each for indexing and for search, twice with standby replicas.
    # https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-overview.html
    least = Decimal(1) if item.text("standbyReplicas", "ENABLED") == "ENABLED" else Decimal("0.5")
    for label, meter in (("indexing", "indexingUnits"), ("search", "searchUnits")):
        reading = quote.meter(meter)
        units = Range(*(max(end, least) for end in reading.quantity.ends)) * HOURS
        yield quote.used(f"capacity for {label}", f"opensearch.serverless.{label}", units, reading.origin)


def _collection_storage(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("storage", "opensearch.serverless.storage", "gbStored")


def _nodes(quote: Quote, role: str, size: str, count: Number) -> Entry:
    bare = size.removesuffix(".search").removesuffix(".elasticsearch")
    return quote.hourly(f"{count} x {bare}, {role}", f"opensearch.{bare}", count)


def _included_throughput(size: Decimal) -> Decimal:
    if size <= _SMALL_GB:
        return _SMALL_THROUGHPUT
    steps = (size / _STEP_GB).quantize(Decimal(1), ROUND_CEILING)
    return min(_MOST_THROUGHPUT, steps * _STEP_THROUGHPUT)


_DOMAIN_PARTS = (_data_nodes, _masters, _warm_nodes, _disks, _extended_support)

PRICERS: Pricers = {
    DOMAIN: _DOMAIN_PARTS,
    LEGACY: _DOMAIN_PARTS,
    _COLLECTION: (_collection_capacity, _collection_storage),
}
