"""The pricer of names and health checks..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import lines, made

ZONE = "aws:route53/zone:Zone"
RECORD = "aws:route53/record:Record"
CHECK = "aws:route53/healthCheck:HealthCheck"
NAMESPACE = "aws:servicediscovery/httpNamespace:HttpNamespace"
QUERIES = ("queries", "route53.queries.standard", "100000 - 1000000 - 10000000")


def zone_with(*records):
    zone = made(ZONE, "zone")
    made_records = [
        made(RECORD, f"record-{place}", {"zoneId": zone}, zoneId=UNKNOWN, **inputs)
        for place, inputs in enumerate(records)
    ]
    return zone, *made_records


def test_prices_a_zone_and_the_queries_for_it():
    assert lines(made(ZONE)) == [("zone", "route53.zone", "1"), QUERIES]


def test_takes_nothing_for_queries_within_the_networks_of_a_private_zone():
    assert lines(made(ZONE, vpcs=[{"vpcId": UNKNOWN}])) == [("zone", "route53.zone", "1")]


def test_takes_nothing_for_queries_that_an_alias_answers():
    assert lines(*zone_with({"aliases": [{"name": "lb.example.com"}]})) == [("zone", "route53.zone", "1")]


def test_prices_queries_where_any_record_is_no_alias():
    assert lines(*zone_with({"aliases": [{"name": "lb.example.com"}]}, {"records": ["192.0.2.1"]}))[1] == QUERIES


@pytest.mark.parametrize(
    ("policy", "label", "key"),
    [
        ("latencyRoutingPolicies", "queries, latency", "route53.queries.latency"),
        ("geolocationRoutingPolicies", "queries, geolocation", "route53.queries.geo"),
        ("geoproximityRoutingPolicy", "queries, geoproximity", "route53.queries.geo"),
        ("cidrRoutingPolicy", "queries, IP-based", "route53.queries.ip"),
    ],
)
def test_prices_the_routing_of_records(policy, label, key):
    assert lines(*zone_with({"records": ["192.0.2.1"], policy: [{"region": "eu-west-1"}]}))[1:] == [
        QUERIES,
        (label, key, QUERIES[2]),
    ]


def test_counts_queries_of_two_policies_with_one_meter_once():
    zone = zone_with({"geolocationRoutingPolicies": [{"country": "NL"}]}, {"geoproximityRoutingPolicy": {"bias": 1}})
    assert [key for _, key, _ in lines(*zone)] == ["route53.zone", "route53.queries.standard", "route53.queries.geo"]


def test_prices_queries_that_a_usage_file_tells():
    given = {"standardQueries": 1, "latencyQueries": 2, "geoQueries": 3, "ipQueries": 4}
    assert lines(*zone_with({"aliases": [{"name": "lb"}]}), usage=given) == [
        ("zone", "route53.zone", "1"),
        ("queries", "route53.queries.standard", "1"),
        ("queries, latency", "route53.queries.latency", "2"),
        ("queries, geolocation", "route53.queries.geo", "3"),
        ("queries, IP-based", "route53.queries.ip", "4"),
    ]


def test_takes_an_endpoint_for_one_in_aws():
    assert lines(made(CHECK, type="HTTP", fqdn="example.com")) == [("health check", "route53.health-check.aws", "1")]


def test_prices_an_endpoint_elsewhere_where_a_usage_file_says_so():
    assert lines(made(CHECK, type="HTTPS"), usage={"outsideAws": 1}) == [
        ("health check, outside AWS", "route53.health-check.other", "1"),
        ("1 optional feature", "route53.health-check.feature.other", "1"),
    ]
    assert lines(made(CHECK, type="HTTP"), usage={"outsideAws": 0})[0][1] == "route53.health-check.aws"


def test_counts_the_optional_features_of_a_health_check():
    check = made(CHECK, type="HTTPS_STR_MATCH", requestInterval=10, measureLatency=True)
    assert lines(check)[1] == ("4 optional features", "route53.health-check.feature.aws", "4")


def test_prices_an_endpoint_of_the_resolver_by_its_addresses():
    endpoint = made("aws:route53/resolverEndpoint:ResolverEndpoint", ipAddresses=[{"subnetId": UNKNOWN}, UNKNOWN])
    assert lines(endpoint) == [
        ("2 addresses", "route53.resolver.hour", "1460"),
        ("queries through it", "route53.resolver.queries", "100000 - 1000000 - 10000000"),
    ]


@pytest.mark.parametrize(
    ("type_", "inputs", "expected"),
    [
        (
            "resolverFirewallDomainList:ResolverFirewallDomainList",
            {"domains": ["a.example", "b.example"]},
            [("2 domains", "route53.dns-firewall.domains", "2")],
        ),
        ("resolverFirewallDomainList:ResolverFirewallDomainList", {}, []),
        (
            "resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation",
            {},
            [("queries inspected", "route53.dns-firewall.queries", "100000 - 1000000 - 10000000")],
        ),
        ("trafficPolicyInstance:TrafficPolicyInstance", {}, [("policy record", "route53.traffic-policy", "1")]),
        ("profilesProfile:ProfilesProfile", {}, [("profile", "route53.profile", "730")]),
    ],
)
def test_prices_what_else_there_is(type_, inputs, expected):
    assert lines(made(f"aws:route53/{type_}", **inputs)) == expected


def test_prices_the_zones_of_namespaces():
    assert lines(made("aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace")) == [
        ("zone", "route53.zone", "1")
    ]
    assert lines(made("aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace")) == [
        ("zone", "route53.zone", "1"),
        QUERIES,
    ]


def test_prices_calls_to_discover_and_what_is_registered():
    assert lines(made(NAMESPACE)) == [("calls to discover", "cloud-map.requests", "100000 - 1000000 - 10000000")]
    assert lines(made("aws:servicediscovery/instance:Instance")) == [("registered resource", "cloud-map.instance", "1")]


@pytest.mark.parametrize(
    ("type_", "path"),
    [("aws:ecs/cluster:Cluster", "serviceConnectDefaults"), ("aws:ecs/service:Service", "serviceConnectConfiguration")],
)
def test_takes_nothing_for_the_calls_of_service_connect(type_, path):
    namespace = made(NAMESPACE, "names")
    user = made(type_, "user", {path: namespace}, **{path: {"namespace": UNKNOWN}})
    assert lines(namespace, user) == []
