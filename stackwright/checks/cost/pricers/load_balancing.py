"""Prices load balancers: hours, capacity units, addresses in each zone, and the data they send out."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from decimal import Decimal

from ....data import tables
from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import HOURS, Range
from ..quote import Quote
from ..world import World
from .addresses import KEY as ADDRESS
from .addresses import in_zones

_LISTENER = "aws:lb/listener:Listener"
_RULE = "aws:lb/listenerRule:ListenerRule"
_TARGET_GROUP = "aws:lb/targetGroup:TargetGroup"
_UNITS = {"application": "lcu", "network": "nlcu", "gateway": "glcu"}
# The first ten rules of a listener are evaluated free of charge. https://aws.amazon.com/elasticloadbalancing/pricing/
_FREE_RULES = 10
_BOTH_WAYS = 2
# Meter -> what it uses up of a capacity unit at any time.
_RATES = {
    "newConnectionsPerSecond": "new_connections",
    "activeConnections": "active_connections",
    "requestsPerSecond": "rule_evaluations",
}


def _hours(item: Item, quote: Quote) -> Iterator[Entry]:
    """A Gateway Load Balancer is paid in each zone, the others as a whole."""
    kind = _kind(item)
    zones = _zones(item) if kind == "gateway" else 1
    yield quote.hourly(f"{kind} load balancer", f"elb.{kind}.hour", zones)


def _capacity_units(item: Item, quote: Quote) -> Iterator[Entry]:
    """Of what a unit holds of bytes, connections and rules, only the scarcest is paid.

    It is so for each hour by itself: an uneven load costs more than its average does, which is what is asked for.
    """
    kind = _kind(item)
    unit = _units().get((kind, _protocol(item, quote.world) if kind == "network" else ""))
    if unit is None:
        yield quote.unpriced(f"no capacity units of a load balancer of type {kind} are known", "capacity units")
        return
    hours = quote.given("hoursOn")
    month = hours.quantity if hours else Range.of(HOURS)
    gb = unit["lambda_gb"] if unit["lambda_gb"] and _only_functions(item, quote.world) else unit["gb"]
    meters = {"gbProcessed": _per(quote.meter("gbProcessed").quantity, gb)}
    for meter, column in _RATES.items():
        if unit[column]:
            times = _paid_rules(item, quote.world) if column == "rule_evaluations" else 1
            meters[meter] = _per(quote.meter(meter).quantity * times, unit[column]) * month
    scarcest = max(meters, key=lambda name: meters[name].expected)
    quantity = Range(*(max(ends) for ends in zip(*(one.ends for one in meters.values()), strict=True)))
    yield quote.used("capacity units", f"elb.{kind}.{_UNITS[kind]}", quantity, quote.meter(scarcest).origin)


def _addresses(item: Item, quote: Quote) -> Iterator[Entry]:
    """A node in each zone has a public address where it faces the internet, unless an Elastic IP is named for it.

    A busy load balancer has more nodes, and addresses, than one in each zone. A gateway has none.
    """
    if not _faces_internet(item) or item.text("ipAddressType") == "dualstack-without-public-ipv4":
        return
    zones = _zones(item) - _own_addresses(item)
    if zones:
        yield quote.hourly(f"public IPv4 address {in_zones(zones)}", ADDRESS, zones)
    elif not _zones(item):
        yield quote.unpriced("its subnets are not stated", "public IPv4 addresses")


def _transfer(item: Item, quote: Quote) -> Iterator[Entry]:
    if _faces_internet(item):
        yield quote.usage("data out to the internet", "data-transfer.internet", "gbOut")
    # Traffic between the zones of an application load balancer is not charged.
    if _kind(item) != "application" and item.flag("enableCrossZoneLoadBalancing"):
        yield quote.usage("data between zones, both directions", "data-transfer.inter-az", "gbInterAz", _BOTH_WAYS)


def _reserved_capacity(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.number("minimumLoadBalancerCapacity.capacityUnits"):
        yield quote.unpriced("units that are reserved are paid where the load stays below them", "reserved capacity")


def _classic_hours(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.hourly("classic load balancer", "elb.classic.hour")


def _classic_data(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("data processed", "elb.classic.data", "gbProcessed")


def _classic_addresses(item: Item, quote: Quote) -> Iterator[Entry]:
    zones = item.count("subnets") or item.count("availabilityZones")
    if not item.flag("internal") and zones:
        yield quote.hourly(f"public IPv4 address {in_zones(zones)}", ADDRESS, zones)


def _classic_transfer(item: Item, quote: Quote) -> Iterator[Entry]:
    if not item.flag("internal"):
        yield quote.usage("data out to the internet", "data-transfer.internet", "gbOut")


def _trust_store(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.hourly("trust store", "elb.trust-store.hour")


def _kind(item: Item) -> str:
    return item.text("loadBalancerType", "application")


def _faces_internet(item: Item) -> bool:
    return _kind(item) != "gateway" and not item.flag("internal")


def _zones(item: Item) -> int:
    return item.count("subnets") or item.count("subnetMappings")


def _own_addresses(item: Item) -> int:
    """Return in how many of its subnets an Elastic IP is named for it, which is priced where it is declared."""
    own = [one for one in item.items("subnetMappings") if one.has("allocationId")]
    # One that is deployed states its subnets in both ways.
    both = own and item.has("subnets")
    return sum(one.text("subnetId") in item.texts("subnets") for one in own) if both else len(own)


def _protocol(item: Item, world: World) -> str:
    """Return the protocol of a network load balancer's listeners whose units hold the fewest connections."""
    found = {one.text("protocol") for one in world.referrers(item, _LISTENER, "loadBalancerArn")}
    if "TLS" in found:
        return "TLS"
    return "UDP" if any("UDP" in protocol for protocol in found) else "TCP"


def _paid_rules(item: Item, world: World) -> int:
    """Return how many rules are evaluated, at most, beyond those that are free: of the listener that has the most."""
    listeners = world.referrers(item, _LISTENER, "loadBalancerArn")
    rules = max((len(world.referrers(one, _RULE, "listenerArn")) for one in listeners), default=0)
    return max(0, rules - _FREE_RULES)


def _only_functions(item: Item, world: World) -> bool:
    """Return whether all that is behind it are Lambda functions, which makes a unit hold less."""
    listeners = world.referrers(item, _LISTENER, "loadBalancerArn")
    rules = [rule for one in listeners for rule in world.referrers(one, _RULE, "listenerArn")]
    groups = [
        group
        for owners, path in ((listeners, "defaultActions"), (rules, "actions"))
        for owner in owners
        for group in world.targets(owner, path, _TARGET_GROUP)
    ]
    return bool(groups) and all(group.text("targetType", "instance") == "lambda" for group in groups)


def _per(quantity: Range, unit: str) -> Range:
    return Range(*(end / Decimal(unit) for end in quantity.ends))


@functools.cache
def _units() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Return (type, protocol) -> what one capacity unit holds."""
    return {(row["type"], row["protocol"]): row for row in tables.rows("load_balancer_units")}


PRICERS: Pricers = {
    "aws:elb/loadBalancer:LoadBalancer": (_classic_hours, _classic_data, _classic_addresses, _classic_transfer),
    "aws:lb/loadBalancer:LoadBalancer": (_hours, _capacity_units, _addresses, _transfer, _reserved_capacity),
    "aws:lb/trustStore:TrustStore": (_trust_store,),
}
