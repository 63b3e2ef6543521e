"""A VPC's zones can be added and removed without moving anything that is there."""

from __future__ import annotations

from itertools import product

import pytest

from components.network.plan import TIERS

MODES = ("none", "instance", "single", "per_zone")
UNTAGGABLE = {
    "aws:ec2/route:Route",
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    "aws:iam/rolePolicy:RolePolicy",
}
# The only inputs that a new zone may change, each a list that it joins: in place, with no interruption.
MEMBERSHIP = {
    ("main-endpoint-s3", "routeTableIds"),
    ("main-endpoint-dynamodb", "routeTableIds"),
    ("main-endpoint-ecr-api", "subnetIds"),
    ("main-endpoint-ecr-dkr", "subnetIds"),
    ("main-endpoint-logs", "subnetIds"),
}


def children(made):
    return {(name, type_): made[name, type_] for name, type_ in made.named().items()}


def changed_inputs(before, after):
    """Return the (name, input) that differ, over the children of *before*, each of which *after* must have too."""
    assert set(before) <= set(after)
    return {
        (key[0], prop)
        for key, resource in before.items()
        for prop in resource.inputs.keys() | after[key].inputs.keys()
        if resource.inputs.get(prop) != after[key].inputs.get(prop)
    }


@pytest.mark.parametrize(("nat", "ipv6"), list(product(MODES, (False, True))))
def test_a_zone_added_at_the_end_joins_lists_and_touches_nothing_else(deploy_vpc, nat, ipv6):
    same = {"nat": nat, "ipv6": ipv6, "endpoints": ("ecr", "logs")}
    before = children(deploy_vpc(zones=("a", "b"), **same))
    after = children(deploy_vpc(zones=("a", "b", "c"), **same))
    assert changed_inputs(before, after) == MEMBERSHIP
    for name, prop in MEMBERSHIP:
        key = (name, "aws:ec2/vpcEndpoint:VpcEndpoint")
        assert set(before[key].inputs[prop]) < set(after[key].inputs[prop])
    assert all(resource.options == after[key].options for key, resource in before.items())
    assert {name for name, _ in set(after) - set(before)} >= {f"main-{tier}-c" for tier in TIERS}


@pytest.mark.parametrize("nat", ["none", "per_zone"])
def test_a_zone_added_before_the_others_moves_nothing_either(deploy_vpc, nat):
    same = {"nat": nat, "endpoints": ("ecr", "logs")}
    before = children(deploy_vpc(zones=("b", "c"), **same))
    assert changed_inputs(before, children(deploy_vpc(zones=("a", "b", "c"), **same))) == MEMBERSHIP


@pytest.mark.parametrize("nat", ["single", "instance"])
@pytest.mark.parametrize("later", [{"zones": ("b", "c", "a")}, {"zones": ("a", "b", "c"), "nat_zone": "b"}])
def test_the_one_nat_stays_when_its_zone_stays_first_or_is_named(deploy_vpc, nat, later):
    same = {"nat": nat, "endpoints": ("ecr", "logs")}
    before = children(deploy_vpc(zones=("b", "c"), **same))
    assert changed_inputs(before, children(deploy_vpc(**same, **later))) == MEMBERSHIP


def test_the_order_of_zones_is_nothing_to_the_resources(deploy_vpc):
    one, other = (children(deploy_vpc(zones=zones, endpoints=("ecr",))) for zones in (("a", "b", "c"), ("c", "a", "b")))
    assert set(one) == set(other)
    assert changed_inputs(one, other) == set()


def test_its_children_are_these(deploy_vpc):
    subnets = {f"main-{tier}-{zone}": "aws:ec2/subnet:Subnet" for tier in TIERS for zone in "ab"}
    tables = {f"main-{tier}-table-{z}": "aws:ec2/routeTable:RouteTable" for tier in TIERS[1:] for z in "ab"}
    association = "aws:ec2/routeTableAssociation:RouteTableAssociation"
    assert deploy_vpc().named() == {
        "main": "aws:ec2/vpc:Vpc",
        "main-default-security-group": "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        "main-internet-gateway": "aws:ec2/internetGateway:InternetGateway",
        **subnets,
        "main-public-table": "aws:ec2/routeTable:RouteTable",
        **tables,
        **{f"main-{tier}-association-{zone}": association for tier in TIERS for zone in "ab"},
        "main-public-route": "aws:ec2/route:Route",
        **{f"main-nat-address-{zone}": "aws:ec2/eip:Eip" for zone in "ab"},
        **{f"main-nat-{zone}": "aws:ec2/natGateway:NatGateway" for zone in "ab"},
        **{f"main-private-route-{zone}": "aws:ec2/route:Route" for zone in "ab"},
        "main-endpoint-s3": "aws:ec2/vpcEndpoint:VpcEndpoint",
        "main-endpoint-dynamodb": "aws:ec2/vpcEndpoint:VpcEndpoint",
        "main-flow-log-group": "aws:cloudwatch/logGroup:LogGroup",
        "main-flow-log-role": "aws:iam/role:Role",
        "main-flow-log-policy": "aws:iam/rolePolicy:RolePolicy",
        "main-flow-log": "aws:ec2/flowLog:FlowLog",
    }


@pytest.mark.parametrize("nat", MODES)
def test_every_child_hangs_under_it(deploy_vpc, nat):
    made = deploy_vpc(nat=nat, ipv6=True, endpoints=("ecr",))
    component = made["main", "stackwright:network:Vpc"]
    assert {resource.parent for resource in children(made).values()} == {component.urn}


@pytest.mark.parametrize("nat", MODES)
def test_every_child_that_can_be_tagged_is(deploy_vpc, scope, nat):
    for (name, type_), resource in children(deploy_vpc(nat=nat, ipv6=True, endpoints=("ecr",))).items():
        tags = resource.inputs.get("tags")
        if type_ in UNTAGGABLE:
            assert tags is None
        elif isinstance(tags, list):
            assert {tag["key"]: tag["value"] for tag in tags} == scope.tags(f"acme-test-{name}")
        else:
            assert tags == scope.tags(f"acme-test-{name}")


def test_it_resolves_names_and_carries_its_range(deploy_vpc, scope):
    assert deploy_vpc()["main"].inputs == {
        "cidrBlock": "10.20.0.0/16",
        "enableDnsSupport": True,
        "enableDnsHostnames": True,
        "assignGeneratedIpv6CidrBlock": False,
        "tags": scope.tags("acme-test-main"),
    }


def test_its_default_security_group_is_taken_over_and_empty(deploy_vpc, scope):
    made = deploy_vpc()
    assert made["main-default-security-group"].inputs == {
        "vpcId": made["main"].id,
        "ingress": [],
        "egress": [],
        "tags": scope.tags("acme-test-main-default-security-group"),
    }


@pytest.mark.parametrize(("removal", "kept"), [("retain", {"main", "main-flow-log-group"}), ("destroy", set())])
def test_it_and_its_logs_are_protected_unless_they_may_be_destroyed(deploy_vpc, removal, kept):
    made = deploy_vpc(removal=removal)
    assert {key[0] for key, resource in children(made).items() if resource.options.protect} == kept


def test_its_state_tells_what_was_decided(deploy_vpc):
    made = deploy_vpc(zones=("b", "a"), endpoints=("ecr",), flow_log_days=30, ipv6=True, nat="single")
    assert made["main", "stackwright:network:Vpc"].inputs == {
        "cidr": "10.20.0.0/16",
        "zones": ["a", "b"],
        "nat": "single",
        "endpoints": ["ecr.api", "ecr.dkr"],
        "flowLogDays": 30,
        "ipv6": True,
    }


def test_its_outputs_are_its_ids_by_tier_and_zone(deploy_vpc):
    made = deploy_vpc(zones=("b", "a"))
    vpc = made.result
    assert (vpc.zones, vpc.cidr_block, vpc.ipv6) == (("a", "b"), "10.20.0.0/16", False)
    tiers = {f"{tier}_subnet_ids": {zone: made[f"main-{tier}-{zone}"].id for zone in "ab"} for tier in TIERS}
    assert made["main", "stackwright:network:Vpc"].outputs == {
        "vpc_id": made["main"].id,
        "vpc_arn": made["main"].outputs["arn"],
        **tiers,
        "nat_public_ips": {zone: made[f"main-nat-address-{zone}"].outputs["publicIp"] for zone in "ab"},
    }
    for name, expected in tiers.items():
        assert {zone: made.value(id_) for zone, id_ in getattr(vpc, name).items()} == expected


def test_a_child_can_be_changed_by_its_role(deploy_vpc):
    made = deploy_vpc(transform={"public-?": lambda props: {**props, "map_public_ip_on_launch": True}})
    assert made["main-public-a"].inputs["mapPublicIpOnLaunch"] is True
    assert made["main-private-a"].inputs["mapPublicIpOnLaunch"] is False


def test_a_change_to_a_child_it_does_not_have_is_refused(deploy_vpc):
    with pytest.raises(ValueError, match="main: transform names no child of this component: nat-instance"):
        deploy_vpc(transform={"nat-instance": lambda props: props})
