"""Prices components of other packages, whose children a preview does not see, by what their documentation promises."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import Number
from ..quote import Quote

# Source: https://www.pulumi.com/registry/packages/awsx/api-docs/ec2/vpc/
_ZONES = 3
_PER_ZONE, _SINGLE, _NONE = "OnePerAz", "Single", "None"


def _nat_hours(item: Item, quote: Quote) -> Iterator[Entry]:
    count = _gateways(item)
    if count:
        yield quote.hourly(f"{count} NAT gateway{'' if count == 1 else 's'}", "nat-gateway.hour", count)
        yield quote.usage("data processed", "nat-gateway.data", "gbProcessed")


def _nat_addresses(item: Item, quote: Quote) -> Iterator[Entry]:
    """Elastic IPs that the program names are priced where they are made."""
    count = _gateways(item)
    if count and not item.count("natGateways.elasticIpAllocationIds"):
        yield quote.hourly("public IPv4 address of each gateway", "vpc.public-ipv4", count)


def _gateways(item: Item) -> Number:
    zones = item.count("availabilityZoneNames") or item.number("numberOfAvailabilityZones", _ZONES)
    counts = {_PER_ZONE: zones, _SINGLE: 1, _NONE: 0}
    return counts.get(item.text("natGateways.strategy", _PER_ZONE), zones)


def _endpoints(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.count("vpcEndpointSpecs"):
        yield quote.unpriced("the zones of its endpoints are not seen", "endpoints")


def _images(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("images", "ecr.storage", "gbStored")


def _rest(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("requests", "api-gateway.rest", "requests")


def _control_plane(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.hourly("control plane", "eks.cluster.standard")
    yield quote.unpriced("what its nodes are is not seen", "nodes")


PRICERS: Pricers = {
    "aws-apigateway:index:RestAPI": (_rest,),
    "awsx:ec2:Vpc": (_nat_hours, _nat_addresses, _endpoints),
    "awsx:ecr:Repository": (_images,),
    "eks:index:Cluster": (_control_plane,),
}
