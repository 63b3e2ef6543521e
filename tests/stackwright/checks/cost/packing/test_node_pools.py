"""A node pool of Karpenter..."""

from __future__ import annotations

from decimal import Decimal

import pytest

from stackwright.checks.cost.packing.constraints import Taint
from stackwright.checks.cost.packing.node_pools import is_auto_mode, node_pools
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.packing.cluster import (
    ARCHITECTURE,
    CAPACITY,
    FAMILY,
    ZONE,
    node_class,
    pool,
    taint,
    within,
)
from tests.stackwright.checks.cost.pricers.pricing import made

CPU = "karpenter.k8s.aws/instance-cpu"


def found(*requirements, **more):
    (one,) = node_pools(World([node_class(), pool("main", *requirements, **more)]))
    return one


def names(one):
    return [size.name for size in one.sizes]


def test_may_start_what_its_requirements_allow():
    less = {"key": CPU, "operator": "Lt", "values": ["9"]}
    more = {"key": CPU, "operator": "Gt", "values": ["1"]}
    assert names(found(within(FAMILY, "c7g", "t4g"), less, more)) == [
        "c7g.large",
        "c7g.xlarge",
        "c7g.2xlarge",
        "t4g.nano",
        "t4g.micro",
        "t4g.small",
        "t4g.medium",
        "t4g.large",
        "t4g.xlarge",
        "t4g.2xlarge",
    ]
    assert names(found(within(FAMILY, "c7g"), within("karpenter.k8s.aws/instance-size", "large"))) == ["c7g.large"]


def test_may_start_what_the_labels_of_its_nodes_allow():
    assert names(found(within(FAMILY, "m7g"), labels={"node.kubernetes.io/instance-type": "m7g.large"})) == [
        "m7g.large"
    ]


def test_has_a_weight_taints_labels_and_limits():
    one = found(taints=(taint("spot"),), labels={"team": "web"}, weight=50, limits={"cpu": "16", "memory": "1Ki"})
    assert (one.name, one.weight, one.taints) == ("main", 50, (Taint("spot", "true", "NoSchedule"),))
    assert (one.labels, one.limits) == ({"team": "web"}, {"cpu": Decimal(16), "memory": Decimal(1024)})
    assert one.node_class.item is not None


def test_says_which_of_its_requirements_are_not_known_of_instance_types():
    bandwidth = {"key": "karpenter.k8s.aws/instance-network-bandwidth", "operator": "Gt", "values": ["1000"]}
    one = found(within(FAMILY, "c7g"), bandwidth)
    assert one.unread == (bandwidth["key"],)
    assert one.values(bandwidth["key"]) is None


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("team", ("web",)),
        ("karpenter.sh/nodepool", ("main",)),
        ("kubernetes.io/os", ("linux",)),
        (CAPACITY, ("on-demand",)),
        (ZONE, ("a", "b")),
        ("tier", ("gold",)),
        ("any", None),
        ("kubernetes.io/hostname", None),
        ("none", (None,)),
    ],
)
def test_says_what_the_labels_of_its_nodes_may_be(key, values):
    one = found(
        within(CAPACITY, "on-demand"),
        within(ZONE, "a", "b"),
        within("tier", "gold", "silver"),
        {"key": "tier", "operator": "NotIn", "values": ["silver"]},
        {"key": "any", "operator": "Exists"},
        labels={"team": "web"},
    )
    assert one.values(key) == values


def test_may_be_spot_or_on_demand_where_it_does_not_say():
    assert found().values(CAPACITY) == ("spot", "on-demand")


def test_is_in_the_zones_it_names_or_in_those_of_its_classs_subnets_or_in_three():
    assert found(within(ZONE, "a", "b")).zones == 2
    assert found().zones == 3
    subnets = [made("aws:ec2/subnet:Subnet", f"s{zone}", availabilityZone=zone) for zone in "abb"]
    classed = made(
        "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", "c", {"spec": subnets}, metadata={"name": "main"}, spec={}
    )
    (one,) = node_pools(World([*subnets, classed, pool()]))
    assert one.zones == 2


def test_is_tried_by_its_weight_and_then_by_its_name():
    several = [pool("b"), pool("c", weight=10), pool("a")]
    assert [one.name for one in node_pools(World(several))] == ["c", "a", "b"]


def test_of_auto_mode_is_none_of_karpenters_own():
    auto = pool("auto")
    auto.values["spec"]["template"]["spec"]["nodeClassRef"]["group"] = "eks.amazonaws.com"
    assert is_auto_mode(auto)
    assert node_pools(World([auto])) == ()


def test_narrows_by_architecture():
    arm = found(within(FAMILY, "c7g", "c7a"), within(ARCHITECTURE, "arm64"))
    assert {size.architecture for size in arm.sizes} == {"arm64"}
