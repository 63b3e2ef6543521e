"""Private subnets reach the internet as they were told: by gateways, by an instance, or not at all."""

from __future__ import annotations

import pytest


def of_type(made, ending):
    return {name for name, type_ in made.named().items() if type_.endswith(ending)}


def targets(made):
    return {
        zone: {key: value for key, value in made[f"main-private-route-{zone}"].inputs.items() if key.endswith("Id")}
        for zone in made.result.zones
    }


def to(made, prop, children):
    return {
        zone: {"routeTableId": made[f"main-private-table-{zone}"].id, prop: made[child].id}
        for zone, child in children.items()
    }


def test_a_gateway_per_zone_is_an_address_and_a_gateway_in_each(deploy_vpc, scope):
    made = deploy_vpc()
    assert of_type(made, ":NatGateway") == {"main-nat-a", "main-nat-b"}
    assert of_type(made, ":Eip") == {"main-nat-address-a", "main-nat-address-b"}
    assert made["main-nat-b"].inputs == {
        "subnetId": made["main-public-b"].id,
        "allocationId": made["main-nat-address-b"].id,
        "connectivityType": "public",
        "tags": scope.tags("acme-test-main-nat-b"),
    }
    assert made["main-nat-address-b"].inputs == {"domain": "vpc", "tags": scope.tags("acme-test-main-nat-address-b")}
    assert targets(made) == to(made, "natGatewayId", {"a": "main-nat-a", "b": "main-nat-b"})


def test_a_single_gateway_serves_every_zone(deploy_vpc):
    made = deploy_vpc(nat="single", zones=("b", "a", "c"))
    assert of_type(made, ":NatGateway") == {"main-nat-b"}
    assert of_type(made, ":Eip") == {"main-nat-address-b"}
    assert targets(made) == to(made, "natGatewayId", dict.fromkeys("abc", "main-nat-b"))


def test_a_single_gateway_goes_where_it_is_put(deploy_vpc):
    assert of_type(deploy_vpc(nat="single", nat_zone="b"), ":NatGateway") == {"main-nat-b"}


def test_an_instance_serves_every_zone_through_its_lasting_interface(deploy_vpc):
    made = deploy_vpc(nat="instance")
    assert of_type(made, ":NatGateway") == set()
    assert of_type(made, ":Eip") == {"main-nat-instance-address"}
    assert targets(made) == to(made, "networkInterfaceId", dict.fromkeys("ab", "main-nat-instance-interface"))


def test_none_is_no_address_no_machine_and_no_route(deploy_vpc):
    made = deploy_vpc(nat="none")
    assert of_type(made, ":NatGateway") | of_type(made, ":Eip") | of_type(made, ":Group") == set()
    assert of_type(made, ":Route") == {"main-public-route"}
    assert made.result.nat_public_ips == {}
    assert made.result.alarms == ()


@pytest.mark.parametrize(
    ("nat", "addresses"),
    [
        ("per_zone", {"a": "main-nat-address-a", "b": "main-nat-address-b"}),
        ("single", {"a": "main-nat-address-a"}),
        ("instance", {"a": "main-nat-instance-address"}),
    ],
)
def test_the_addresses_the_internet_sees_are_told_by_zone(deploy_vpc, nat, addresses):
    made = deploy_vpc(nat=nat)
    told = {zone: made.value(ip) for zone, ip in made.result.nat_public_ips.items()}
    assert told == {zone: made[child].outputs["publicIp"] for zone, child in addresses.items()}


@pytest.mark.parametrize("child", ["main-nat-a", "main-nat-address-a"])
def test_nothing_is_made_before_the_way_to_the_internet(deploy_vpc, child):
    made = deploy_vpc()
    assert made["main-public-route"].urn in made[child].dependencies
    assert made["main-internet-gateway"].urn in made["main-public-route"].dependencies


@pytest.mark.parametrize(
    ("nat", "keys"),
    [
        (
            "per_zone",
            ["nat-a-port-allocation", "nat-a-packets-dropped", "nat-b-port-allocation", "nat-b-packets-dropped"],
        ),
        ("single", ["nat-a-port-allocation", "nat-a-packets-dropped"]),
        ("instance", ["nat-instance-in-service", "nat-instance-status-check"]),
    ],
)
def test_the_alarms_are_those_of_what_was_made(deploy_vpc, nat, keys):
    assert [alarm.key for alarm in deploy_vpc(nat=nat).result.alarms] == keys


def test_each_gateways_alarms_watch_that_gateway(deploy_vpc):
    made = deploy_vpc()
    for alarm in made.result.alarms:
        zone = alarm.key.split("-")[1]
        for metric in alarm.metrics.values():
            assert {key: made.value(value) for key, value in metric.dimensions.items()} == {
                "NatGatewayId": made[f"main-nat-{zone}"].id
            }


def test_the_instances_alarms_watch_its_group(deploy_vpc):
    made = deploy_vpc(nat="instance")
    for alarm in made.result.alarms:
        (metric,) = alarm.metrics.values()
        assert {key: made.value(value) for key, value in metric.dimensions.items()} == {
            "AutoScalingGroupName": made["main-nat-instance"].outputs["name"]
        }
