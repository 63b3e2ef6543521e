"""Prices Route 53: zones and the queries for them, health checks, endpoints of the Resolver, DNS Firewall."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote

_ZONE = "aws:route53/zone:Zone"
_RECORD = "aws:route53/record:Record"

# Routing policies that make a query dearer -> meter and key. https://aws.amazon.com/route53/pricing/
_POLICIES = {
    "latencyRoutingPolicies": ("latency", "latencyQueries", "route53.queries.latency"),
    "geolocationRoutingPolicies": ("geolocation", "geoQueries", "route53.queries.geo"),
    "geoproximityRoutingPolicy": ("geoproximity", "geoQueries", "route53.queries.geo"),
    "cidrRoutingPolicy": ("IP-based", "ipQueries", "route53.queries.ip"),
}
_FAST = 10
_SERVICE_CONNECT = (
    ("aws:ecs/cluster:Cluster", "serviceConnectDefaults"),
    ("aws:ecs/service:Service", "serviceConnectConfiguration"),
)


def _zone(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.monthly("zone", "route53.zone")


def _queries(item: Item, quote: Quote) -> Iterator[Entry]:
    """What is resolved within the VPCs of a private zone is free, and so is an alias of a resource of AWS."""
    if item.has("vpcs"):
        return
    records = quote.world.referrers(item, _RECORD, "zoneId")
    if quote.given("standardQueries") or not records or any(not record.has("aliases") for record in records):
        yield quote.usage("queries", "route53.queries.standard", "standardQueries")
    seen = set()
    for policy, (name, meter, key) in _POLICIES.items():
        used = any(record.has(policy) for record in records)
        if meter not in seen and (used or quote.given(meter)):
            seen.add(meter)
            yield quote.usage(f"queries, {name}", key, meter)


def _health_check(_item: Item, quote: Quote) -> Iterator[Entry]:
    """An endpoint in AWS is assumed, unless the usage file says `outsideAws: 1`."""
    where = _where(quote)
    yield quote.monthly(f"health check{'' if where == 'aws' else ', outside AWS'}", f"route53.health-check.{where}")


def _features(item: Item, quote: Quote) -> Iterator[Entry]:
    type_ = item.text("type")
    features = (
        type_.startswith("HTTPS"),
        type_.endswith("STR_MATCH"),
        item.number("requestInterval", 30) == _FAST,
        item.flag("measureLatency"),
    )
    count = sum(features)
    if count:
        label = f"{count} optional feature{'' if count == 1 else 's'}"
        yield quote.monthly(label, f"route53.health-check.feature.{_where(quote)}", count)


def _where(quote: Quote) -> str:
    outside = quote.given("outsideAws")
    return "other" if outside and outside.quantity.expected else "aws"


def _endpoint(item: Item, quote: Quote) -> Iterator[Entry]:
    addresses = item.count("ipAddresses")
    yield quote.hourly(f"{addresses} addresses", "route53.resolver.hour", addresses)


def _endpoint_queries(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("queries through it", "route53.resolver.queries", "queries")


def _domains(item: Item, quote: Quote) -> Iterator[Entry]:
    count = item.count("domains")
    if count:
        yield quote.monthly(f"{count} domains", "route53.dns-firewall.domains", count)


def _inspected(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("queries inspected", "route53.dns-firewall.queries", "queries")


def _policy_record(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.monthly("policy record", "route53.traffic-policy")


def _profile(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.hourly("profile", "route53.profile")


def _instance(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.monthly("registered resource", "cloud-map.instance")


def _discovery(item: Item, quote: Quote) -> Iterator[Entry]:
    """Calls by ECS Service Connect are free."""
    if not any(quote.world.referrers(item, type_, path) for type_, path in _SERVICE_CONNECT):
        yield quote.usage("calls to discover", "cloud-map.requests", "requests")


def _public_queries(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("queries", "route53.queries.standard", "standardQueries")


PRICERS: Pricers = {
    "aws:route53/healthCheck:HealthCheck": (_health_check, _features),
    "aws:route53/profilesProfile:ProfilesProfile": (_profile,),
    "aws:route53/resolverEndpoint:ResolverEndpoint": (_endpoint, _endpoint_queries),
    "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList": (_domains,),
    "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation": (_inspected,),
    "aws:route53/trafficPolicyInstance:TrafficPolicyInstance": (_policy_record,),
    _ZONE: (_zone, _queries),
    # A namespace with names in DNS is a hosted zone; the tasks that ECS registers in it cost nothing more.
    "aws:servicediscovery/httpNamespace:HttpNamespace": (_discovery,),
    "aws:servicediscovery/instance:Instance": (_instance,),
    "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": (_zone,),
    "aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace": (_zone, _public_queries),
}
