"""The pricer of components of other packages..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import lines, made, unpriced

VPC = "awsx:ec2:Vpc"


@pytest.mark.parametrize(
    ("inputs", "label", "hours"),
    [
        ({}, "3 NAT gateways", "2190"),
        ({"natGateways": {"strategy": "OnePerAz"}, "numberOfAvailabilityZones": 2}, "2 NAT gateways", "1460"),
        ({"availabilityZoneNames": ["a", UNKNOWN]}, "2 NAT gateways", "1460"),
        ({"natGateways": {"strategy": "Single"}}, "1 NAT gateway", "730"),
    ],
)
def test_prices_the_gateways_of_a_network_and_their_addresses(inputs, label, hours):
    assert lines(made(VPC, **inputs)) == [
        (label, "nat-gateway.hour", hours),
        ("data processed", "nat-gateway.data", "10 - 100 - 1000"),
        ("public IPv4 address of each gateway", "vpc.public-ipv4", hours),
    ]


def test_takes_nothing_for_a_network_without_gateways():
    assert lines(made(VPC, natGateways={"strategy": "None"})) == []


def test_counts_addresses_of_the_program_where_they_are_made():
    network = made(VPC, natGateways={"strategy": "Single", "elasticIpAllocationIds": [UNKNOWN]})
    assert [key for _, key, _ in lines(network)] == ["nat-gateway.hour", "nat-gateway.data"]


def test_says_that_the_zones_of_endpoints_are_not_seen():
    assert unpriced(made(VPC, vpcEndpointSpecs=[{"serviceName": "com.amazonaws.eu-west-1.ecr.api"}])) == [
        ("endpoints", "the zones of its endpoints are not seen")
    ]


def test_says_that_an_unknown_strategy_decides():
    assert unpriced(made(VPC, natGateways={"strategy": UNKNOWN})) == [
        ("nat hours", "natGateways.strategy is known only after the deployment"),
        ("nat addresses", "natGateways.strategy is known only after the deployment"),
    ]


def test_prices_interfaces_and_repositories_by_their_use():
    assert lines(made("aws-apigateway:index:RestAPI")) == [
        ("requests", "api-gateway.rest", "100000 - 1000000 - 10000000")
    ]
    assert lines(made("awsx:ecr:Repository")) == [("images", "ecr.storage", "1 - 5 - 20")]


def test_prices_the_control_plane_of_a_cluster_and_says_that_its_nodes_are_not_seen():
    cluster = made("eks:index:Cluster")
    assert lines(cluster) == [("control plane", "eks.cluster.standard", "730")]
    assert unpriced(cluster) == [("nodes", "what its nodes are is not seen")]
