"""Prices CloudFront: what leaves its edges by the place it leaves to, requests, and what runs and is kept there."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote

# Part of a price key -> part of a meter, what a label calls it, and the price classes that have edges there.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html
_ALL, _200, _100 = "PriceClass_All", "PriceClass_200", "PriceClass_100"
_PLACES = {
    "us": ("Us", "North America", (_ALL, _200, _100)),
    "europe": ("Europe", "Europe and Israel", (_ALL, _200, _100)),
    "middle-east": ("MiddleEast", "Middle East and Africa", (_ALL, _200)),
    "japan": ("Japan", "Japan", (_ALL, _200)),
    "asia": ("Asia", "Asia", (_ALL, _200)),
    "india": ("India", "India", (_ALL, _200)),
    "south-america": ("SouthAmerica", "South America", (_ALL,)),
    "australia": ("Australia", "Australia and New Zealand", (_ALL,)),
}
# Whom a price class leaves out is served from a place that it has.
_NEAREST = "us"
_SHIELDED = "cloudfront.origin-shield.us"


def _transfer(item: Item, quote: Quote) -> Iterator[Entry]:
    yield from _by_place(item, quote, "gb", "data out to {}", "cloudfront.data.{}")


def _requests(item: Item, quote: Quote) -> Iterator[Entry]:
    """HTTPS is what is expected: a viewer protocol policy that allows HTTP does not make it likely."""
    yield from _by_place(item, quote, "requests", "HTTPS requests of {}", "cloudfront.requests.https.{}")
    yield from _by_place(item, quote, "httpRequests", "HTTP requests of {}", "cloudfront.requests.http.{}")


def _by_place(item: Item, quote: Quote, meter: str, label: str, key: str) -> Iterator[Entry]:
    if not item.flag("enabled", True):
        return
    class_ = item.text("priceClass", _ALL)
    for place, (suffix, name, classes) in _PLACES.items():
        if quote.meter(meter + suffix).quantity.high:
            served = place if class_ in classes else _NEAREST
            yield quote.usage(label.format(name), key.format(served), meter + suffix)


def _origins(item: Item, quote: Quote) -> Iterator[Entry]:
    if quote.meter("gbToOrigin").quantity.high:
        yield quote.usage("data to the origins", "cloudfront.data.origin.us", "gbToOrigin")
    if any(origin.flag("originShield.enabled") for origin in item.items("origins")):
        yield quote.usage("requests to Origin Shield", _SHIELDED, "originShieldRequests")


def _extras(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.text("viewerCertificate.sslSupportMethod") == "vip":
        yield quote.monthly("addresses of its own", "cloudfront.dedicated-ip")
    behaviours = [item.section("defaultCacheBehavior"), *item.items("orderedCacheBehaviors")]
    if any(behaviour.has("fieldLevelEncryptionId") for behaviour in behaviours):
        yield quote.usage("field-level encryption", "cloudfront.field-level-encryption", "fieldLevelEncryptionRequests")
    if any(behaviour.has("realtimeLogConfigArn") for behaviour in behaviours):
        yield quote.usage("real-time log lines", "cloudfront.real-time-logs", "realTimeLogLines")


def _invalidations(_item: Item, quote: Quote) -> Iterator[Entry]:
    if quote.meter("invalidationPaths").quantity.high:
        yield quote.usage("invalidated paths", "cloudfront.invalidation", "invalidationPaths")


def _function(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("invocations", "cloudfront.functions", "invocations")


def _store(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("reads", "cloudfront.key-value-store.reads", "reads")
    yield quote.usage("writes", "cloudfront.key-value-store.writes", "writes")


def _addresses(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.monthly("Anycast addresses", "cloudfront.anycast-ip")


def _metrics(item: Item, quote: Quote) -> Iterator[Entry]:
    """The eight additional metrics of a distribution are billed as custom metrics."""
    path = "monitoringSubscription.realtimeMetricsSubscriptionConfig.realtimeMetricsSubscriptionStatus"
    if item.text(path) == "Enabled":
        yield quote.monthly("8 additional metrics", "cloudwatch.metric", 8)


_DISTRIBUTION = (_transfer, _requests, _origins, _extras, _invalidations)

PRICERS: Pricers = {
    "aws:cloudfront/anycastIpList:AnycastIpList": (_addresses,),
    "aws:cloudfront/distribution:Distribution": _DISTRIBUTION,
    "aws:cloudfront/function:Function": (_function,),
    "aws:cloudfront/keyValueStore:KeyValueStore": (_store,),
    "aws:cloudfront/monitoringSubscription:MonitoringSubscription": (_metrics,),
    "aws:cloudfront/multitenantDistribution:MultitenantDistribution": _DISTRIBUTION,
}
