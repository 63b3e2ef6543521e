"""The pricer of networks..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

EIP = "aws:ec2/eip:Eip"
NAT = "aws:ec2/natGateway:NatGateway"
ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
SUBNET = "aws:ec2/subnet:Subnet"
ASSOCIATION = "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation"
ADDRESS = ("public IPv4 address", "vpc.public-ipv4", "730")


@pytest.mark.parametrize("inputs", [{}, {"domain": "vpc"}, {"instance": "i-1"}, {"publicIpv4Pool": "amazon"}])
def test_prices_an_elastic_ip_in_use_and_idle(inputs):
    assert lines(made(EIP, **inputs)) == [ADDRESS]


@pytest.mark.parametrize("inputs", [{"publicIpv4Pool": "ipv4pool-ec2-1"}, {"customerOwnedIpv4Pool": "ipv4pool-coip-1"}])
def test_takes_nothing_for_addresses_of_ones_own(inputs):
    assert lines(made(EIP, **inputs)) == unpriced(made(EIP, **inputs)) == []


def test_does_not_know_whose_the_addresses_of_a_pool_are():
    assert unpriced(made(EIP, ipamPoolId="ipam-pool-1")) == [
        ("", "whether its IPAM pool holds AWS's addresses or your own is not known")
    ]


def test_counts_the_address_of_a_nat_gateway_once():
    address = made(EIP, "address", domain="vpc")
    gateway = made(NAT, "nat", {"allocationId": address}, allocationId=UNKNOWN, subnetId="subnet-1")
    assert lines(address, gateway) == [ADDRESS]
    assert lines(gateway, address) == [
        ("gateway", "nat-gateway.hour", "730"),
        ("data processed", "nat-gateway.data", "10 - 100 - 1000"),
        ("data out to the internet", "data-transfer.internet", "1 - 10 - 100"),
    ]


def test_sends_nothing_out_through_a_private_nat_gateway():
    gateway = made(NAT, connectivityType="private", subnetId="subnet-1")
    assert [key for _, key, _ in lines(gateway)] == ["nat-gateway.hour", "nat-gateway.data"]


def test_prices_data_between_zones_in_both_directions_where_a_usage_file_tells_it():
    gateway = made(NAT, subnetId="subnet-1")
    between = line(gateway, "data-transfer.inter-az", usage={"gbInterAz": 30})
    assert (between.quantity.expected, between.assumption) == (60, "gbInterAz 30, usage.yaml")


def test_prices_a_regional_nat_gateway_in_each_zone_that_it_names():
    places = [{"availabilityZone": f"eu-west-1{zone}", "allocationIds": ["eipalloc-1"]} for zone in "ab"]
    gateway = made(NAT, availabilityMode="regional", vpcId="vpc-1", availabilityZoneAddresses=places)
    assert lines(gateway)[:2] == [
        ("regional gateway in 2 zones", "nat-gateway.regional.hour", "1460"),
        ("data processed", "nat-gateway.regional.data", "10 - 100 - 1000"),
    ]


def test_prices_a_regional_nat_gateway_and_its_addresses_in_the_zones_of_its_vpc():
    vpc = made("aws:ec2/vpc:Vpc", "main")
    subnets = [
        made(SUBNET, f"{tier}-{zone}", {"vpcId": vpc}, availabilityZone=f"eu-west-1{zone}", vpcId=UNKNOWN)
        for tier in ("private", "data")
        for zone in "abc"
    ]
    gateway = made(NAT, "nat", {"vpcId": vpc}, availabilityMode="regional", vpcId=UNKNOWN)
    assert lines(gateway, vpc, *subnets)[:2] == [
        ("regional gateway in 3 zones", "nat-gateway.regional.hour", "2190"),
        ("public IPv4 address in each zone", "vpc.public-ipv4", "2190"),
    ]
    assert line(gateway, "vpc.public-ipv4", vpc, *subnets).assumption == "every zone of its VPC's subnets"


def test_prices_the_addresses_of_a_deployed_regional_nat_gateway_that_chose_its_zones():
    places = [{"availabilityZone": f"eu-west-1{zone}"} for zone in "ab"]
    gateway = made(NAT, availabilityMode="regional", availabilityZoneAddresses=places, autoProvisionZones="enabled")
    assert lines(gateway)[1] == ("public IPv4 address in each zone", "vpc.public-ipv4", "1460")


def test_counts_a_subnet_once_that_a_deployed_endpoint_states_and_is_associated_with():
    endpoint = made(ENDPOINT, "logs", vpcEndpointType="Interface", subnetIds=["subnet-a"])
    joined = made(ASSOCIATION, "a", {"vpcEndpointId": endpoint}, vpcEndpointId=UNKNOWN)
    assert lines(endpoint, joined)[0] == ("endpoint in 1 zone", "vpc.endpoint.hour", "730")


def test_does_not_know_where_a_regional_nat_gateway_of_another_stacks_vpc_expands_to():
    gateway = made(NAT, availabilityMode="regional", vpcId="vpc-1")
    assert unpriced(gateway) == [("hours", "the zones it expands to are not known")]
    assert [key for _, key, _ in lines(gateway)] == ["nat-gateway.regional.data", "data-transfer.internet"]


def test_prices_an_interface_endpoint_in_each_zone():
    endpoint = made(ENDPOINT, vpcEndpointType="Interface", subnetIds=["subnet-1", UNKNOWN])
    assert lines(endpoint) == [
        ("endpoint in 2 zones", "vpc.endpoint.hour", "1460"),
        ("data processed", "vpc.endpoint.data", "1 - 10 - 100"),
    ]


def test_counts_the_subnets_that_are_associated_with_an_endpoint():
    endpoint = made(ENDPOINT, "logs", vpcEndpointType="Interface")
    joined = [made(ASSOCIATION, zone, {"vpcEndpointId": endpoint}, vpcEndpointId=UNKNOWN) for zone in "a"]
    assert lines(endpoint, *joined)[0] == ("endpoint in 1 zone", "vpc.endpoint.hour", "730")


def test_prices_the_endpoint_of_a_gateway_load_balancer_apart():
    endpoint = made(ENDPOINT, vpcEndpointType="GatewayLoadBalancer", subnetIds=["subnet-1"])
    assert [key for _, key, _ in lines(endpoint)] == [
        "vpc.gateway-load-balancer-endpoint.hour",
        "vpc.gateway-load-balancer-endpoint.data",
    ]


@pytest.mark.parametrize("inputs", [{}, {"vpcEndpointType": "Gateway", "routeTableIds": ["rtb-1"]}])
def test_takes_nothing_for_a_gateway_endpoint(inputs):
    assert lines(made(ENDPOINT, **inputs)) == unpriced(made(ENDPOINT, **inputs)) == []


def test_does_not_price_an_endpoint_without_subnets_or_of_another_type():
    assert unpriced(made(ENDPOINT, vpcEndpointType="Interface")) == [("hours", "its subnets are not stated")]
    assert unpriced(made(ENDPOINT, vpcEndpointType="Resource")) == [
        ("", "an endpoint of type Resource is paid by what it reaches")
    ]


def test_says_which_subnets_only_the_deployment_tells():
    endpoint = made(ENDPOINT, vpcEndpointType="Interface", subnetIds=UNKNOWN)
    assert unpriced(endpoint) == [("endpoint hours", "subnetIds is known only after the deployment")]
    assert [key for _, key, _ in lines(endpoint)] == ["vpc.endpoint.data"]


@pytest.mark.parametrize(
    ("type_", "found"),
    [
        (
            "aws:ec2/trafficMirrorSession:TrafficMirrorSession",
            ("mirrored interface", "vpc.traffic-mirroring.hour", "730"),
        ),
        (
            "aws:ec2/networkInsightsAnalysis:NetworkInsightsAnalysis",
            ("analysis of a path", "vpc.reachability-analysis", "1"),
        ),
        ("aws:vpc/routeServerEndpoint:RouteServerEndpoint", ("route server endpoint", "vpc.route-server.hour", "730")),
        ("aws:ec2/vpcIpam:VpcIpam", ("managed addresses", "vpc.ipam.address", "7300 - 73000 - 730000")),
    ],
)
def test_prices_paid_functions_of_a_vpc(type_, found):
    assert lines(made(type_)) == [found]


def test_takes_nothing_for_the_free_tier_of_address_management():
    assert lines(made("aws:ec2/vpcIpam:VpcIpam", tier="free")) == []
