"""The pricer of load balancers..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

BALANCER = "aws:lb/loadBalancer:LoadBalancer"
CLASSIC = "aws:elb/loadBalancer:LoadBalancer"
LISTENER = "aws:lb/listener:Listener"
RULE = "aws:lb/listenerRule:ListenerRule"
GROUP = "aws:lb/targetGroup:TargetGroup"
THREE = ["subnet-a", "subnet-b", "subnet-c"]
QUIET = {"gbProcessed": 0, "newConnectionsPerSecond": 0, "activeConnections": 0, "requestsPerSecond": 0}


def behind(balancer, protocol="HTTPS", rules=0, kinds=()):
    """A listener with rules, each of which forwards to a target group of its own."""
    listener = made(LISTENER, "https", {"loadBalancerArn": balancer}, protocol=protocol)
    groups = [made(GROUP, f"group-{place}", targetType=kind) for place, kind in enumerate(kinds)]
    uses = {"listenerArn": listener, "actions": groups}
    return [listener, *groups, *(made(RULE, f"rule-{place}", uses) for place in range(rules))]


def test_prices_an_internet_facing_application_load_balancer_with_an_address_in_each_zone():
    assert lines(made(BALANCER, subnets=THREE)) == [
        ("application load balancer", "elb.application.hour", "730"),
        ("capacity units", "elb.application.lcu", "10 - 100 - 1000"),
        ("public IPv4 address in 3 zones", "vpc.public-ipv4", "2190"),
        ("data out to the internet", "data-transfer.internet", "5 - 50 - 500"),
    ]


def test_gives_an_internal_load_balancer_no_address_and_no_data_out():
    assert [key for _, key, _ in lines(made(BALANCER, internal=True, subnets=THREE))] == [
        "elb.application.hour",
        "elb.application.lcu",
    ]


def test_counts_zones_by_subnet_mappings_and_leaves_out_those_with_an_elastic_ip():
    mappings = [{"subnetId": "subnet-a", "allocationId": UNKNOWN}, {"subnetId": "subnet-b"}]
    balancer = made(BALANCER, loadBalancerType="network", subnetMappings=mappings)
    assert lines(balancer)[2] == ("public IPv4 address in 1 zone", "vpc.public-ipv4", "730")
    balancer = made(BALANCER, loadBalancerType="network", subnetMappings=mappings[:1])
    assert "vpc.public-ipv4" not in [key for _, key, _ in lines(balancer)]


def test_gives_no_address_to_a_load_balancer_that_has_ipv6_only_outside():
    balancer = made(BALANCER, subnets=THREE, ipAddressType="dualstack-without-public-ipv4")
    assert "vpc.public-ipv4" not in [key for _, key, _ in lines(balancer)]


def test_does_not_price_addresses_in_subnets_that_are_not_stated():
    assert unpriced(made(BALANCER)) == [("public IPv4 addresses", "its subnets are not stated")]
    assert unpriced(made(BALANCER, subnets=UNKNOWN)) == [("addresses", "subnets is known only after the deployment")]


@pytest.mark.parametrize(
    ("usage", "units"),
    [
        # 1 GB an hour: 1,460 GB are 1,460 unit-hours.
        ({"gbProcessed": 1460, "newConnectionsPerSecond": 25}, "1460"),
        # 100 a second by 25 are 4 units for 730 hours.
        ({"gbProcessed": 73, "newConnectionsPerSecond": 100}, "2920"),
        # 6,000 connections by 3,000.
        ({"activeConnections": 6000}, "1460"),
        ({"gbProcessed": 100, "hoursOn": 10, "newConnectionsPerSecond": 500}, "200"),
        ({"requestsPerSecond": 5000}, "0"),
    ],
)
def test_takes_the_scarcest_of_what_a_capacity_unit_holds(usage, units):
    found = lines(made(BALANCER, subnets=THREE), usage={**QUIET, **usage})
    assert ("capacity units", "elb.application.lcu", units) in found


def test_names_the_meter_that_decides_on_capacity_units():
    found = line(made(BALANCER, subnets=THREE), "elb.application.lcu", usage={**QUIET, "activeConnections": 6000})
    assert found.assumption == "activeConnections 6,000, usage.yaml"


def test_counts_evaluations_of_rules_beyond_the_ten_that_are_free():
    balancer = made(BALANCER, "web", subnets=THREE)
    # 2,000 requests a second by 2 rules are 4,000 evaluations, 4 units.
    usage = {**QUIET, "requestsPerSecond": 2000}
    assert line(balancer, "elb.application.lcu", *behind(balancer, rules=12), usage=usage).quantity.expected == 2920
    assert line(balancer, "elb.application.lcu", *behind(balancer, rules=10), usage=usage).quantity.expected == 0


def test_lets_a_unit_hold_less_before_nothing_but_functions():
    balancer = made(BALANCER, "web", subnets=THREE)
    usage = {**QUIET, "gbProcessed": 400}
    functions = behind(balancer, rules=1, kinds=["lambda", "lambda"])
    assert line(balancer, "elb.application.lcu", *functions, usage=usage).quantity.expected == 1000
    mixed = behind(balancer, rules=1, kinds=["lambda", "ip"])
    assert line(balancer, "elb.application.lcu", *mixed, usage=usage).quantity.expected == 400


@pytest.mark.parametrize(
    ("protocol", "units"), [("TCP", "7.3"), ("TLS", "116.8"), ("UDP", "14.6"), ("TCP_UDP", "14.6")]
)
def test_counts_connections_of_a_network_load_balancer_by_its_protocols(protocol, units):
    balancer = made(BALANCER, "tcp", loadBalancerType="network", subnets=THREE)
    found = lines(balancer, *behind(balancer, protocol), usage={**QUIET, "newConnectionsPerSecond": 8})
    assert ("capacity units", "elb.network.nlcu", units) in found


def test_prices_data_between_zones_of_a_network_load_balancer_that_sends_across_them():
    balancer = made(BALANCER, loadBalancerType="network", subnets=THREE, enableCrossZoneLoadBalancing=True)
    label, _, quantity = lines(balancer)[-1]
    assert (label, quantity) == ("data between zones, both directions", "10 - 100 - 1000")
    application = made(BALANCER, subnets=THREE, enableCrossZoneLoadBalancing=True)
    assert "data-transfer.inter-az" not in [key for _, key, _ in lines(application)]


def test_prices_a_gateway_load_balancer_in_each_zone():
    assert lines(made(BALANCER, loadBalancerType="gateway", subnets=THREE)) == [
        ("gateway load balancer", "elb.gateway.hour", "2190"),
        ("capacity units", "elb.gateway.glcu", "10 - 100 - 1000"),
    ]


def test_does_not_price_reserved_capacity():
    balancer = made(BALANCER, internal=True, subnets=THREE, minimumLoadBalancerCapacity={"capacityUnits": 100})
    assert unpriced(balancer) == [
        ("reserved capacity", "units that are reserved are paid where the load stays below them")
    ]
    deployed = made(BALANCER, internal=True, subnets=THREE, minimumLoadBalancerCapacity={"capacityUnits": 0})
    assert unpriced(deployed) == []


def test_prices_a_classic_load_balancer():
    assert lines(made(CLASSIC, subnets=THREE[:2])) == [
        ("classic load balancer", "elb.classic.hour", "730"),
        ("data processed", "elb.classic.data", "10 - 100 - 1000"),
        ("public IPv4 address in 2 zones", "vpc.public-ipv4", "1460"),
        ("data out to the internet", "data-transfer.internet", "5 - 50 - 500"),
    ]
    assert len(lines(made(CLASSIC, internal=True, subnets=THREE))) == 2
    assert lines(made(CLASSIC, availabilityZones=["eu-west-1a"]))[2][0] == "public IPv4 address in 1 zone"


def test_prices_a_trust_store():
    assert lines(made("aws:lb/trustStore:TrustStore")) == [("trust store", "elb.trust-store.hour", "730")]


def test_prices_the_old_name_of_the_type_alike():
    assert lines(made("aws:alb/loadBalancer:LoadBalancer", subnets=THREE)) == lines(made(BALANCER, subnets=THREE))


@pytest.mark.parametrize(
    ("mappings", "zones"),
    [
        ([{"subnetId": "subnet-a", "allocationId": "eipalloc-1"}, {"subnetId": "subnet-b", "allocationId": ""}], 1),
        ([{"subnetId": "subnet-elsewhere", "allocationId": "eipalloc-1"}], 2),
    ],
)
def test_takes_no_address_from_a_deployed_load_balancer_for_a_subnet_that_is_not_its_own(mappings, zones):
    deployed = made(BALANCER, subnets=["subnet-a", "subnet-b"], subnetMappings=mappings)
    assert line(deployed, "vpc.public-ipv4").quantity.expected == 730 * zones


def test_does_not_price_a_kind_of_load_balancer_that_there_is_not():
    assert ("capacity units", "no capacity units of a load balancer of type odd are known") in unpriced(
        made(BALANCER, loadBalancerType="odd", subnets=THREE)
    )
