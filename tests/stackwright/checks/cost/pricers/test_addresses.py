"""A public address..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.pricers.addresses import given_by, in_zones
from stackwright.checks.cost.values import UNKNOWN
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.pricers.pricing import made, unpriced

SUBNET = "aws:ec2/subnet:Subnet"
DEFAULT = "aws:ec2/defaultSubnet:DefaultSubnet"
GROUP = "aws:autoscaling/group:Group"


def given(*subnets, stated):
    group = made(GROUP, "group", {"subnets": list(subnets)}, subnets=stated)
    return given_by(group, World([*subnets, group]), "subnets")


@pytest.mark.parametrize(
    ("type_", "inputs", "expected"),
    [
        (SUBNET, {}, False),
        (SUBNET, {"mapPublicIpOnLaunch": True}, True),
        (DEFAULT, {}, True),
        (DEFAULT, {"mapPublicIpOnLaunch": False}, False),
    ],
)
def test_is_given_by_a_subnet_that_says_so_and_by_default_ones(type_, inputs, expected):
    assert given(made(type_, "a", **inputs), stated=[UNKNOWN]) is expected


def test_is_given_where_one_of_several_subnets_gives_it():
    subnets = [made(SUBNET, "a"), made(SUBNET, "b", mapPublicIpOnLaunch=True)]
    assert given(*subnets, stated=["a-id", "b-id"]) is True


def test_is_not_decided_by_subnets_of_which_one_is_elsewhere():
    assert given(made(SUBNET, "a"), stated=["a-id", "subnet-1"]) is None
    assert given(stated=["subnet-1"]) is None


def test_is_decided_by_what_the_program_refers_to_where_the_list_is_not_known():
    assert given(made(SUBNET, "a", mapPublicIpOnLaunch=True), stated=UNKNOWN) is True


@pytest.mark.parametrize(("count", "text"), [(1, "in 1 zone"), (3, "in 3 zones")])
def test_is_counted_by_zones(count, text):
    assert in_zones(count) == text


def test_is_not_decided_before_the_deployment_tells_whether_a_database_is_to_be_reached():
    database = made("aws:rds/instance:Instance", publiclyAccessible=UNKNOWN)
    assert ("accessible", "publiclyAccessible is known only after the deployment") in unpriced(database)
