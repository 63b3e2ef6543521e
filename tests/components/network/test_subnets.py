"""Each subnet has a route table of its tier and, but for the isolated tier, a way to the internet."""

from __future__ import annotations

import pytest

TIERS = ("public", "private", "isolated")


def routes(made):
    return {name: made[name].inputs for name, type_ in made.named().items() if type_ == "aws:ec2/route:Route"}


def test_a_subnet_is_placed_by_its_letter(deploy_vpc, scope):
    made = deploy_vpc()
    assert made["main-private-b"].inputs == {
        "vpcId": made["main"].id,
        "availabilityZone": "eu-west-1b",
        "cidrBlock": "10.20.32.0/20",
        "mapPublicIpOnLaunch": False,
        "assignIpv6AddressOnCreation": False,
        "tags": scope.tags("acme-test-main-private-b"),
    }


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("zone", ["a", "b"])
def test_no_subnet_gives_out_public_ipv4_addresses(deploy_vpc, tier, zone):
    assert deploy_vpc(ipv6=True)[f"main-{tier}-{zone}"].inputs["mapPublicIpOnLaunch"] is False


def test_the_public_tier_shares_a_table_and_the_others_have_one_per_zone(deploy_vpc):
    made = deploy_vpc()
    tables = {"main-public-table", *(f"main-{tier}-table-{zone}" for tier in TIERS[1:] for zone in "ab")}
    assert {name for name, type_ in made.named().items() if type_ == "aws:ec2/routeTable:RouteTable"} == tables
    for tier in TIERS:
        for zone in "ab":
            table = "main-public-table" if tier == "public" else f"main-{tier}-table-{zone}"
            assert made[f"main-{tier}-association-{zone}"].inputs == {
                "subnetId": made[f"main-{tier}-{zone}"].id,
                "routeTableId": made[table].id,
            }


def test_the_public_tier_leads_to_the_internet_gateway(deploy_vpc):
    made = deploy_vpc(nat="none")
    assert routes(made) == {
        "main-public-route": {
            "routeTableId": made["main-public-table"].id,
            "destinationCidrBlock": "0.0.0.0/0",
            "gatewayId": made["main-internet-gateway"].id,
        }
    }


def test_ipv6_leads_out_of_the_private_tier_one_way_and_out_of_the_isolated_tier_not_at_all(deploy_vpc):
    made = deploy_vpc(nat="none", ipv6=True)
    one_way = {
        f"main-private-route-ipv6-{zone}": {
            "routeTableId": made[f"main-private-table-{zone}"].id,
            "destinationIpv6CidrBlock": "::/0",
            "egressOnlyGatewayId": made["main-ipv6-gateway"].id,
        }
        for zone in "ab"
    }
    both_ways = {
        "main-public-route-ipv6": {
            "routeTableId": made["main-public-table"].id,
            "destinationIpv6CidrBlock": "::/0",
            "gatewayId": made["main-internet-gateway"].id,
        }
    }
    ipv6_routes = {name: found for name, found in routes(made).items() if "ipv6" in name}
    assert ipv6_routes == {**one_way, **both_ways}


def test_ipv6_gives_each_subnet_its_own_64_of_the_vpcs_range(deploy_vpc):
    made = deploy_vpc(ipv6=True)
    assert made["main"].inputs["assignGeneratedIpv6CidrBlock"] is True
    blocks = [made[f"main-{tier}-{zone}"].inputs["ipv6CidrBlock"] for tier in TIERS for zone in "ab"]
    assert len(set(blocks)) == 6
    assert all(block.endswith("::/64") for block in blocks)
    assert made["main-private-a"].inputs["assignIpv6AddressOnCreation"] is True


def test_without_an_ipv6_range_of_the_vpc_a_subnet_has_none():
    from components.network.subnets import _ipv6_block

    assert _ipv6_block(None, 3) is None
    assert _ipv6_block("2001:db8::/56", 3) == "2001:db8:0:3::/64"


@pytest.mark.parametrize("nat", ["none", "instance", "single", "per_zone"])
def test_no_route_leaves_the_isolated_tier(deploy_vpc, nat):
    made = deploy_vpc(nat=nat, ipv6=True)
    isolated = {made[f"main-isolated-table-{zone}"].id for zone in "ab"}
    assert not isolated & {found["routeTableId"] for found in routes(made).values()}
