"""A network that somebody else made is adopted by its ids, and nothing of it is created."""

from __future__ import annotations

import pulumi
import pytest

from components.network.existing import ExistingVpc, ExistingVpcArgs
from components.network.vpc import Vpc


@pytest.fixture
def args(scope):
    def make(**changes):
        return ExistingVpcArgs(
            **{
                "scope": scope,
                "vpc_id": "vpc-1",
                "cidr": "10.0.0.0/20",
                "private_subnet_ids": {"b": "subnet-b", "a": "subnet-a"},
                **changes,
            }
        )

    return make


def test_it_creates_nothing(deploy, args):
    made = deploy(lambda: Vpc.existing("old", args()))
    assert made.named() == {}
    assert made["old"].type == "stackwright:network:ExistingVpc"
    assert made["old"].inputs == {"cidr": "10.0.0.0/20", "zones": ["a", "b"], "ipv6": False}


def test_it_tells_what_it_was_told(deploy, args):
    def program():
        later = {"a": "subnet-1", "b": pulumi.Output.from_input("subnet-2")}
        return ExistingVpc("old", args(public_subnet_ids=later, isolated_subnet_ids=later, ipv6=True))

    made = deploy(program)
    vpc = made.result
    assert (vpc.logical_name, vpc.zones, vpc.cidr_block, vpc.ipv6) == ("old", ("a", "b"), "10.0.0.0/20", True)
    assert made.value(vpc.vpc_id) == "vpc-1"
    assert made.value(vpc.vpc_arn) == "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1"
    assert {zone: made.value(id_) for zone, id_ in vpc.private_subnet_ids.items()} == {"a": "subnet-a", "b": "subnet-b"}
    for tier in (vpc.public_subnet_ids, vpc.isolated_subnet_ids):
        assert {zone: made.value(id_) for zone, id_ in tier.items()} == {"a": "subnet-1", "b": "subnet-2"}
    assert vpc.alarms == ()


def test_tiers_that_were_not_told_are_empty(deploy, args):
    vpc = deploy(lambda: ExistingVpc("old", args())).result
    assert (vpc.public_subnet_ids, vpc.isolated_subnet_ids) == ({}, {})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"private_subnet_ids": {}}, r"private_subnet_ids must cover at least 2 zones, got \[\]"),
        ({"private_subnet_ids": {"a": "subnet-a"}}, r"private_subnet_ids must cover at least 2 zones, got \['a'\]"),
        ({"public_subnet_ids": {"a": "subnet-a"}}, r"public_subnet_ids must cover at least 2 zones, got \['a'\]"),
        ({"isolated_subnet_ids": {"c": "subnet-c"}}, r"isolated_subnet_ids must cover at least 2 zones, got \['c'\]"),
        (
            {"private_subnet_ids": {"eu-west-1a": "subnet-a"}},
            r"zones must be letters from 'a' to 'h', got 'eu-west-1a'",
        ),
        ({"cidr": "10.0.0.0/99"}, r"cidr must be an IPv4 range such as '10\.0\.0\.0/16', got '10\.0\.0\.0/99'"),
    ],
)
def test_what_can_not_be_worked_in_is_refused(args, changes, message):
    with pytest.raises(ValueError, match=message):
        args(**changes)
