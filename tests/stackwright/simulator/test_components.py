"""A component of another language..."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pulumi
import pytest

from stackwright.model import UNKNOWN
from stackwright.simulator import Simulator, components
from stackwright.simulator.fields import Fields
from stackwright.simulator.template import is_reference

URN = "urn:pulumi:dev::shop::awsx:ec2:Vpc::main"
LISTS = ("eips", "natGateways", "routeTableAssociations", "routeTables", "routes", "subnets", "vpcEndpoints")
IDS = ("publicSubnetIds", "privateSubnetIds", "isolatedSubnetIds")


class Place(pulumi.ComponentResource):
    """A component that shows what is inside it."""

    pulumi_type = "acme:index:Place"

    @property
    @pulumi.getter
    def cluster(self) -> pulumi.Output["pulumi_aws.ecs.Cluster"]:  # noqa: F821, UP037 - loaded below
        raise NotImplementedError

    @property
    @pulumi.getter(name="clusterArn")
    def cluster_arn(self) -> pulumi.Output[str]:
        raise NotImplementedError

    @property
    @pulumi.getter(name="clusterId")
    def cluster_id(self) -> pulumi.Output[str]:
        raise NotImplementedError

    @property
    @pulumi.getter
    def inner(self) -> pulumi.Output["Place"]:  # noqa: UP037 - as the SDKs declare it
        raise NotImplementedError

    @property
    @pulumi.getter(name="innerId")
    def inner_id(self) -> pulumi.Output[str]:
        raise NotImplementedError

    @property
    @pulumi.getter
    def subnets(self) -> pulumi.Output[Sequence["pulumi_aws.ec2.Subnet"]]:  # noqa: F821, UP037 - loaded below
        raise NotImplementedError

    @property
    @pulumi.getter(name="subnetIds")
    def subnet_ids(self) -> pulumi.Output[Sequence[str]]:
        raise NotImplementedError


def network(**inputs: Any) -> dict[str, Any]:
    made: dict[str, Any] = {**{wire: [] for wire in LISTS + IDS}, "vpcId": "vpc-1"}
    return components.outputs("awsx:ec2:Vpc", inputs, Fields("0" * 64, inputs, urn=URN), made, Simulator())


def lengths(**inputs: Any) -> dict[str, int]:
    return {wire: len(value) for wire, value in network(**inputs).items()}


def test_names_the_resources_inside_it_as_they_are_named(monkeypatch):
    import pulumi_aws

    monkeypatch.setitem(globals(), "pulumi_aws", pulumi_aws)
    simulator = Simulator()
    made = simulator.create("acme:index:Place", "urn:pulumi:d::p::acme:index:Place::x", {})[1]
    inside = made["cluster"]["urn"]
    assert inside == "urn:pulumi:d::p::acme:index:Place$aws:ecs/cluster:Cluster::x-cluster"
    id_, cluster = simulator.create("aws:ecs/cluster:Cluster", inside, {})
    assert (made["clusterId"], made["clusterArn"]) == (id_, cluster["arn"])
    subnet = made["subnets"][0]["urn"]
    assert made["subnetIds"] == [simulator.create("aws:ec2/subnet:Subnet", subnet, {})[0]]


def test_may_contain_its_like(monkeypatch):
    made = Simulator().create("acme:index:Place", "urn:pulumi:d::p::acme:index:Place::x", {})[1]
    assert is_reference(made["inner"])
    assert isinstance(made["innerId"], str)


def test_that_is_a_network_has_a_public_and_a_private_subnet_in_each_of_three_zones():
    assert lengths() == {
        "eips": 3,
        "natGateways": 3,
        "routeTableAssociations": 6,
        "routeTables": 6,
        "routes": 6,
        "subnets": 6,
        "vpcEndpoints": 0,
        "publicSubnetIds": 3,
        "privateSubnetIds": 3,
        "isolatedSubnetIds": 0,
    }


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({"numberOfAvailabilityZones": 2}, {"publicSubnetIds": 2, "natGateways": 2}),
        ({"numberOfAvailabilityZones": 2.0}, {"publicSubnetIds": 2}),
        ({"availabilityZoneNames": ["a", "b", "c", "d"]}, {"privateSubnetIds": 4}),
        ({"natGateways": {"strategy": "Single"}}, {"natGateways": 1, "eips": 1, "routes": 6}),
        ({"natGateways": {"strategy": "None"}}, {"natGateways": 0, "eips": 0, "routes": 3}),
        ({"natGateways": {"elasticIpAllocationIds": ["eipalloc-1"]}}, {"natGateways": 3, "eips": 0}),
        (
            {"subnetSpecs": [{"type": "Isolated"}, {"type": "Isolated"}]},
            {"isolatedSubnetIds": 6, "publicSubnetIds": 0, "subnets": 6, "natGateways": 0, "routes": 0},
        ),
        ({"vpcEndpointSpecs": [{"serviceName": "s3"}]}, {"vpcEndpoints": 1}),
        (
            {"numberOfAvailabilityZones": UNKNOWN, "subnetSpecs": UNKNOWN, "natGateways": UNKNOWN},
            {"subnets": 6, "natGateways": 3},
        ),
    ],
)
def test_that_is_a_network_has_what_its_inputs_ask_for(inputs, expected):
    assert expected.items() <= lengths(**inputs).items()


def test_that_is_a_network_has_the_ids_of_its_subnets():
    found = network()
    made = [Simulator().create("aws:ec2/subnet:Subnet", each["urn"], {})[0] for each in found["subnets"]]
    assert found["publicSubnetIds"] + found["privateSubnetIds"] == made
    assert len(set(made)) == 6
