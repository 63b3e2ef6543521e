"""Prices buckets of S3: storage by class, requests, old versions, replication, and what watches the objects."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote
from ..values import Section
from .optional import stated
from .s3_classes import CLASSES, classes

BUCKET = "aws:s3/bucket:Bucket"
_VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"
_REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig"
_WEBSITE = "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration"

# Request metrics of one filter. https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
_REQUEST_METRICS = 16


def _standard(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("storage, Standard", "s3.standard.storage", "gbStored")
    yield quote.usage("requests that write or list", "s3.requests.put", "putRequests")
    yield quote.usage("requests that read", "s3.requests.get", "getRequests")


def _other_classes(item: Item, quote: Quote) -> Iterator[Entry]:
    """Objects are in other classes where a lifecycle rule moves them there, or where a usage file says so."""
    moved = classes(item, quote.world)
    for name, one in CLASSES.items():
        if name not in moved and not stated(quote, one.meter):
            continue
        yield quote.usage(f"storage, {one.label}", f"s3.{one.key}.storage", one.meter)
        if name in moved:
            yield quote.usage(f"objects moved to {one.label}", f"s3.{one.key}.transition", "transitions")
        if one.retrieval:
            yield quote.usage(f"read from {one.label}", f"s3.{one.key}.retrieval", "gbRetrieved")


def _intelligent_tiering(item: Item, quote: Quote) -> Iterator[Entry]:
    if "INTELLIGENT_TIERING" in classes(item, quote.world) or stated(quote, "monitoredObjects"):
        key = "s3.intelligent-tiering"
        yield quote.usage("storage, tier of frequent access", f"{key}.frequent.storage", "gbTieredFrequent")
        yield quote.usage("storage, tier of infrequent access", f"{key}.infrequent.storage", "gbTieredInfrequent")
        yield quote.usage("objects monitored", f"{key}.monitoring", "monitoredObjects")


def _old_versions(item: Item, quote: Quote) -> Iterator[Entry]:
    settings = quote.world.referrers(item, _VERSIONING, "bucket")
    if item.flag("versioning.enabled") or any(
        one.text("versioningConfiguration.status") == "Enabled" for one in settings
    ):
        yield quote.usage("old versions, Standard", "s3.standard.storage", "gbNoncurrent")


def _served(item: Item, quote: Quote) -> Iterator[Entry]:
    """A website is read from the internet; what other buckets send there only a usage file can tell."""
    if item.has("website") or quote.world.referrers(item, _WEBSITE, "bucket") or stated(quote, "gbOut"):
        yield quote.usage("data to the internet", "data-transfer.internet", "gbOut")


def _replication_inside(item: Item, quote: Quote) -> Iterator[Entry]:
    # A deployed bucket shows what a resource of its own configures, which is counted there.
    apart = quote.world.referrers(item, _REPLICATION, "bucket")
    if item.has("replicationConfiguration") and not apart:
        yield from _copies(item, item.section("replicationConfiguration").items("rules"), quote)


def _replication(item: Item, quote: Quote) -> Iterator[Entry]:
    yield from _copies(item, item.items("rules"), quote)


def _copies(item: Item, rules: list[Section], quote: Quote) -> Iterator[Entry]:
    """Copies take requests, the way to the other Region, and a fee where their time is controlled."""
    active = [rule.section("destination") for rule in rules if rule.text("status", "Enabled") == "Enabled"]
    if not active:
        return
    yield quote.usage("objects copied, requests", "s3.requests.put", "replicatedObjects")
    own = quote.world.target(item, "bucket", BUCKET) if item.type != BUCKET else item
    targets = [one for path in _PATHS for one in quote.world.targets(item, path, BUCKET) if one is not own]
    if not targets or any(one.region != item.region for one in targets):
        yield quote.usage("objects copied to another Region, data", "data-transfer.inter-region", "gbReplicated")
    if any(destination.text("replicationTime.status") == "Enabled" for destination in active):
        yield quote.usage("replication in a set time", "s3.replication-time-control", "gbReplicated")


# Properties whose edges lead to the bucket that objects are copied to.
_PATHS = ("rules", "replicationConfiguration")


def _inventory(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.flag("enabled", default=True):
        yield quote.usage("objects listed", "s3.inventory", "objectsListed")


def _analytics(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("objects analysed", "s3.analytics", "objectsAnalysed")


def _request_metrics(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.monthly(f"{_REQUEST_METRICS} request metrics", "cloudwatch.metric", _REQUEST_METRICS)


def _acceleration(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.text("status") == "Enabled":
        yield quote.usage("transfer accelerated", "s3.acceleration", "gbAccelerated")


def _express(_item: Item, quote: Quote) -> Iterator[Entry]:
    for label, key, meter in (
        ("storage, Express One Zone", "s3.express-one-zone.storage", "gbStored"),
        ("requests that write or list", "s3.express-one-zone.requests.put", "putRequests"),
        ("requests that read", "s3.express-one-zone.requests.get", "getRequests"),
    ):
        yield quote.usage(label, key, meter)


def _routed(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("requests routed, data", "s3.multi-region-access-point", "gbRouted")


def _storage_lens(item: Item, quote: Quote) -> Iterator[Entry]:
    """The metrics that are on by themselves are free."""
    level = item.section("storageLensConfiguration").section("accountLevel")
    if any(level.flag(f"{name}.enabled") for name in _ADVANCED_METRICS):
        yield quote.usage("objects watched", "s3.storage-lens.advanced", "objectsWatched")


_ADVANCED_METRICS = (
    "activityMetrics",
    "advancedCostOptimizationMetrics",
    "advancedDataProtectionMetrics",
    "advancedPerformanceMetrics",
    "detailedStatusCodeMetrics",
)


def _tables(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("storage of tables", "s3.tables.storage", "gbStored")
    yield quote.usage("objects monitored", "s3.tables.monitoring", "monitoredObjects")


PRICERS: Pricers = {
    BUCKET: (_standard, _other_classes, _intelligent_tiering, _old_versions, _served, _replication_inside),
    _REPLICATION: (_replication,),
    "aws:s3/inventory:Inventory": (_inventory,),
    "aws:s3/analyticsConfiguration:AnalyticsConfiguration": (_analytics,),
    "aws:s3/bucketMetric:BucketMetric": (_request_metrics,),
    "aws:s3/bucketAccelerateConfiguration:BucketAccelerateConfiguration": (_acceleration,),
    "aws:s3/directoryBucket:DirectoryBucket": (_express,),
    "aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint": (_routed,),
    "aws:s3control/storageLensConfiguration:StorageLensConfiguration": (_storage_lens,),
    "aws:s3tables/tableBucket:TableBucket": (_tables,),
}
