"""Prices what a VPC is joined with: NAT gateways, Elastic IPs, endpoints, and paid functions of the VPC itself."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote
from .addresses import KEY as ADDRESS
from .addresses import SUBNET, in_zones

_ASSOCIATION = "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation"
_VPC = "aws:ec2/vpc:Vpc"
_INTERFACE, _BALANCER = "Interface", "GatewayLoadBalancer"
_BOTH_WAYS = 2
_IPAM_POOL = "ipam-pool-"


def _elastic_ip(item: Item, quote: Quote) -> Iterator[Entry]:
    """An address costs the same in use or idle, and nothing where it is the customer's own.

    Source: https://aws.amazon.com/vpc/pricing/, "Public IPv4 Address".
    """
    if item.text("ipamPoolId").startswith(_IPAM_POOL):
        yield quote.unpriced("whether its IPAM pool holds AWS's addresses or your own is not known")
    elif item.text("publicIpv4Pool", "amazon") == "amazon" and not item.has("customerOwnedIpv4Pool"):
        yield quote.hourly("public IPv4 address", ADDRESS)


def _nat_hours(item: Item, quote: Quote) -> Iterator[Entry]:
    """A regional gateway is paid in each zone it is active in."""
    if not _is_regional(item):
        yield quote.hourly("gateway", "nat-gateway.hour")
        return
    zones, assumption = _zones(item, quote)
    if zones:
        yield quote.hourly(
            f"regional gateway {in_zones(zones)}", "nat-gateway.regional.hour", zones, assumption=assumption
        )
    else:
        yield quote.unpriced("the zones it expands to are not known", "hours")


def _nat_addresses(item: Item, quote: Quote) -> Iterator[Entry]:
    """A regional gateway gives itself an address in each zone where none is named; others are Elastic IPs."""
    zones, assumption = _zones(item, quote)
    # A deployed gateway has its zones in the same property, and another that says whose choice they were.
    own = item.has("availabilityZoneAddresses") and item.text("autoProvisionZones") != "enabled"
    if _is_regional(item) and not own and zones:
        yield quote.hourly("public IPv4 address in each zone", ADDRESS, zones, assumption=assumption)


def _nat_data(item: Item, quote: Quote) -> Iterator[Entry]:
    kind = "nat-gateway.regional" if _is_regional(item) else "nat-gateway"
    yield quote.usage("data processed", f"{kind}.data", "gbProcessed")


def _nat_transfer(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.text("connectivityType", "public") == "public":
        yield quote.usage("data out to the internet", "data-transfer.internet", "gbOut")
    between = quote.given("gbInterAz")
    if between:
        # Both the zone that sends and the one that receives are charged.
        yield quote.usage("data between zones, both directions", "data-transfer.inter-az", "gbInterAz", _BOTH_WAYS)


def _endpoint_hours(item: Item, quote: Quote) -> Iterator[Entry]:
    """An endpoint of interfaces has one in each of its subnets. One of routes, the default type, is free.

    Source: https://aws.amazon.com/privatelink/pricing/
    """
    kind = item.text("vpcEndpointType", "Gateway")
    if kind in (_INTERFACE, _BALANCER):
        count = _interfaces(item, quote)
        key = "vpc.endpoint.hour" if kind == _INTERFACE else "vpc.gateway-load-balancer-endpoint.hour"
        if count:
            yield quote.hourly(f"endpoint {in_zones(count)}", key, count)
        else:
            yield quote.unpriced("its subnets are not stated", "hours")
    elif kind != "Gateway":
        yield quote.unpriced(f"an endpoint of type {kind} is paid by what it reaches")


def _endpoint_data(item: Item, quote: Quote) -> Iterator[Entry]:
    kind = item.text("vpcEndpointType", "Gateway")
    if kind in (_INTERFACE, _BALANCER):
        key = "vpc.endpoint.data" if kind == _INTERFACE else "vpc.gateway-load-balancer-endpoint.data"
        yield quote.usage("data processed", key, "gbProcessed")


def _traffic_mirror(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.hourly("mirrored interface", "vpc.traffic-mirroring.hour")


def _path_analysis(_item: Item, quote: Quote) -> Iterator[Entry]:
    """An analysis is paid once, in the month it is made."""
    yield quote.monthly("analysis of a path", "vpc.reachability-analysis")


def _route_server(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.hourly("route server endpoint", "vpc.route-server.hour")


def _address_manager(item: Item, quote: Quote) -> Iterator[Entry]:
    """The advanced tier, the default, is paid by the address in use."""
    if item.text("tier", "advanced") == "advanced":
        reading = quote.meter("activeAddresses")
        yield quote.hourly("managed addresses", "vpc.ipam.address", reading.quantity, assumption=reading.origin)


def _is_regional(item: Item) -> bool:
    return item.text("availabilityMode", "zonal") == "regional"


def _zones(item: Item, quote: Quote) -> tuple[int, str]:
    """Return how many zones a regional NAT gateway is in: those it names, or else those of its VPC's subnets."""
    named = item.count("availabilityZoneAddresses")
    vpc = quote.world.target(item, "vpcId", _VPC)
    if named or vpc is None:
        return named, ""
    zones = {subnet.text("availabilityZone") for subnet in quote.world.referrers(vpc, SUBNET, "vpcId")}
    return len(zones), "every zone of its VPC's subnets"


def _interfaces(item: Item, quote: Quote) -> int:
    """Return in how many subnets an endpoint is: those it states, or those that are associated with it apart."""
    joined = quote.world.referrers(item, _ASSOCIATION, "vpcEndpointId")
    return max(item.count("subnetIds"), item.count("subnetConfigurations"), len(joined))


PRICERS: Pricers = {
    "aws:ec2/eip:Eip": (_elastic_ip,),
    "aws:ec2/natGateway:NatGateway": (_nat_hours, _nat_addresses, _nat_data, _nat_transfer),
    "aws:ec2/networkInsightsAnalysis:NetworkInsightsAnalysis": (_path_analysis,),
    "aws:ec2/trafficMirrorSession:TrafficMirrorSession": (_traffic_mirror,),
    "aws:ec2/vpcEndpoint:VpcEndpoint": (_endpoint_hours, _endpoint_data),
    "aws:ec2/vpcIpam:VpcIpam": (_address_manager,),
    "aws:vpc/routeServerEndpoint:RouteServerEndpoint": (_route_server,),
}
