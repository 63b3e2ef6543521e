"""Advice on NAT gateways"""

from __future__ import annotations

from decimal import Decimal

import pytest

from stackwright.checks.cost.advice.nat import ADVISERS, VPC, gateways
from stackwright.checks.cost.money import Range
from stackwright.checks.cost.values import UNKNOWN
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.advice.advising import a_month, advised, given, make, proposed

SUBNET = "aws:ec2/subnet:Subnet"
GATEWAY = "aws:ec2/natGateway:NatGateway"
ADDRESS = "aws:ec2/eip:Eip"


def network(zones="abc", **more):
    """A VPC with a gateway in each zone, which has an address of its own."""
    vpc = make(VPC, "main")
    items = [vpc]
    for zone in zones:
        subnet = make(SUBNET, f"public-{zone}", {"availabilityZone": f"us-east-1{zone}"}, refs={"vpcId": vpc})
        address = make(ADDRESS, f"address-{zone}")
        gateway = make(GATEWAY, f"nat-{zone}", more, refs={"subnetId": subnet, "allocationId": address})
        items += [subnet, address, gateway]
    return items


def use(zones="abc", **more):
    return given(**{f"nat_{zone}": {"gbProcessed": 100, "gbOut": 10, **more} for zone in zones})


def named(kind, found):
    return [one for one in found if one.id == kind]


def test_is_one_gateway_for_a_vpc_outside_production():
    (found,) = named("single-nat", advised(ADVISERS, *network(), files=[use()]))
    # Two gateways and two addresses less; 200 GB cross zones, 0.01 USD each way; all data goes through one
    assert found.saving.expected == 2 * a_month("0.045") + 2 * a_month("0.005") - Decimal(4)
    assert found.resource == "nat-a"
    assert found.what == "let the routes of all private subnets lead to it (natGatewayId), and remove nat-b and nat-c"
    assert "lose the internet with its zone" in found.risk


def test_counts_what_crossed_zones_before():
    (found,) = named("single-nat", proposed(ADVISERS, *network("ab"), files=[use("ab", gbInterAz=7)]))
    meters = found.usage[found.item.urn]
    assert meters == {"gbProcessed": Range.of(200), "gbOut": Range.of(20), "gbInterAz": Range.of(107)}


def test_keeps_an_address_that_something_else_has():
    items = network("ab")
    record = make("aws:route53/record:Record", "r", refs={"records": items[5]})
    (found,) = named("single-nat", advised(ADVISERS, *items, record, files=[use("ab")]))
    assert found.saving.expected == a_month("0.045") - Decimal(2)


def test_is_an_instance_in_place_of_all_outside_production():
    (found,) = named("nat-instance", advised(ADVISERS, *network("ab"), files=[use("ab")]))
    gateways_, data = 2 * a_month("0.045"), 2 * Decimal("4.50")
    # t4g.nano with 8 GB of gp3; one address stays; 100 GB cross zones
    assert found.saving.expected == gateways_ + data + a_month("0.005") - a_month("0.0042") - Decimal("0.64") - 2
    assert found.what == (
        "run a NAT instance (t4g.nano, sourceDestCheck off, routes by networkInterfaceId) in place of nat-a and nat-b"
    )
    (single,) = named("nat-instance", advised(ADVISERS, *network("a"), files=[use("a")]))
    assert single.what.endswith("in place of nat-a")


@pytest.mark.parametrize("zones", ["a", "abc"])
def test_is_never_given_in_production(zones):
    assert proposed(ADVISERS, *network(zones), profile="production") == []


def test_leaves_one_gateway_alone():
    assert named("single-nat", proposed(ADVISERS, *network("a"))) == []


@pytest.mark.parametrize("more", [{"connectivityType": "private"}, {"connectivityType": UNKNOWN}])
def test_is_on_public_gateways_alone(more):
    assert proposed(ADVISERS, *network(**more)) == []


def test_tells_the_gateways_of_vpcs_apart():
    other = make(VPC, "other")
    items = [*network("ab"), other]
    assert [one.name for one in gateways(items[0], World(items)).items] == ["nat-a", "nat-b"]
    assert gateways(other, World(items)).items == ()
