"""Prices Lambda: requests, duration by memory and architecture, storage, provisioned concurrency, and Lambda@Edge."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import Range
from ..quote import Quote
from ..usage import shown

_FUNCTION = "aws:lambda/function:Function"
_PROVISIONED = "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig"
_DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
_BEHAVIOURS = ("defaultCacheBehavior", "orderedCacheBehaviors")

# https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html: what AWS sets where nothing is said.
_DEFAULT_MB = 128
_DEFAULT_STORAGE_MB = 512
# Of an hour.
_SECONDS = 3600


def _requests(item: Item, quote: Quote) -> Iterator[Entry]:
    edge = _at_edge(item, quote)
    key = "cloudfront.lambda-edge.requests" if edge else "lambda.requests"
    yield quote.usage("requests at the edge" if edge else "requests", key, "requests")


def _duration(item: Item, quote: Quote) -> Iterator[Entry]:
    """Requests that provisioned concurrency answers are cheaper by the second; they are taken to be all.

    Source: https://aws.amazon.com/lambda/pricing/
    """
    if item.has("capacityProviderConfig"):
        yield quote.unpriced("it runs on instances that AWS chooses", "duration")
        return
    memory = _memory(item)
    requests, milliseconds = quote.meter("requests"), quote.meter("durationMs")
    gb_seconds = _seconds(requests.quantity, milliseconds.quantity) * memory
    architecture = _architecture(item)
    label, key = f"duration, {memory * 1024:.0f} MB {architecture}", f"lambda.duration.{architecture}"
    if _at_edge(item, quote):
        label, key = f"duration at the edge, {memory * 1024:.0f} MB", "cloudfront.lambda-edge.duration"
    elif quote.world.referrers(item, _PROVISIONED, "functionName"):
        label, key = f"{label}, provisioned", f"lambda.provisioned.{architecture}.duration"
    yield quote.used(label, key, gb_seconds, f"{requests.origin}; durationMs {shown(milliseconds.quantity)}")


def _storage(item: Item, quote: Quote) -> Iterator[Entry]:
    """512 MB of storage are part of every function."""
    above = item.number("ephemeralStorage.size", _DEFAULT_STORAGE_MB) - _DEFAULT_STORAGE_MB
    if above > 0:
        requests, milliseconds = quote.meter("requests"), quote.meter("durationMs")
        gb_seconds = _seconds(requests.quantity, milliseconds.quantity) * (above / 1024)
        label = f"storage above {_DEFAULT_STORAGE_MB} MB"
        yield quote.used(label, "lambda.storage", gb_seconds, requests.origin)


def _snap_start(item: Item, quote: Quote) -> Iterator[Entry]:
    """Snapshots of Java runtimes are free of charge."""
    if item.text("snapStart.applyOn") == "PublishedVersions" and not item.text("runtime").startswith("java"):
        yield quote.unpriced("snapshots are paid by how long they are kept and how often restored", "SnapStart")


def _durable_execution(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.has("durableConfig"):
        yield quote.unpriced("it is paid by operations, and by the data they write and keep", "durable execution")


def _provisioned(item: Item, quote: Quote) -> Iterator[Entry]:
    """Concurrency that is kept ready is paid by the second and its memory, whether or not it is used."""
    function = quote.world.target(item, "functionName", _FUNCTION)
    if function is None:
        yield quote.unpriced("its function is not in this stack")
        return
    gb = item.number("provisionedConcurrentExecutions") * _memory(function)
    key = f"lambda.provisioned.{_architecture(function)}.capacity"
    yield quote.hourly("provisioned concurrency", key, gb * _SECONDS)


def _pollers(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.has("provisionedPollerConfig"):
        yield quote.unpriced("pollers are paid by the hour, and AWS decides how many run", "provisioned pollers")


def _memory(function: Item) -> Decimal:
    """Return the GB of a function."""
    return function.number("memorySize", _DEFAULT_MB) / 1024


def _architecture(function: Item) -> str:
    return "arm64" if "arm64" in function.texts("architectures") else "x86"


def _seconds(requests: Range, milliseconds: Range) -> Range:
    return Range(*(end / 1000 for end in (requests * milliseconds).ends))


def _at_edge(function: Item, quote: Quote) -> bool:
    """Return whether a distribution of CloudFront calls it, which it does at its edge."""
    return any(quote.world.referrers(function, _DISTRIBUTION, path) for path in _BEHAVIOURS)


PRICERS: Pricers = {
    "aws:lambda/eventSourceMapping:EventSourceMapping": (_pollers,),
    _FUNCTION: (_requests, _duration, _storage, _snap_start, _durable_execution),
    _PROVISIONED: (_provisioned,),
}
