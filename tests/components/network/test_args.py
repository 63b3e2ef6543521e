"""What a VPC is made from is checked before anything is created."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from components.network.args import NatInstance

X86_IMAGE = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"


def test_the_defaults_are_the_safe_ones(vpc_args):
    args = vpc_args()
    assert (args.nat, args.endpoints, args.flow_log_days, args.ipv6, args.removal) == (
        "per_zone",
        (),
        90,
        False,
        "retain",
    )


def test_arguments_can_not_be_changed_afterwards(vpc_args):
    with pytest.raises(FrozenInstanceError):
        vpc_args().cidr = "10.0.0.0/16"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"cidr": "10.0.0.0/24"}, r"cidr must be between /16"),
        ({"zones": ("a", "z")}, r"zones must be letters from 'a' to 'h', got 'z'"),
        ({"zones": ("a",)}, r"zones must be 2 to 6 letters, got \('a',\): load balancers and databases need two zones"),
        ({"zones": tuple("abcdefg")}, r"zones must be 2 to 6 letters, got \('a', 'b', 'c', 'd', 'e', 'f', 'g'\)"),
        ({"nat": "many"}, r"nat must be one of none, instance, single, per_zone, got 'many'"),
        ({"nat_zone": "a"}, r"nat_zone 'a' has no meaning where nat is 'per_zone': leave it out"),
        ({"nat": "none", "nat_zone": "a"}, r"nat_zone 'a' has no meaning where nat is 'none': leave it out"),
        ({"nat": "single", "nat_zone": "c"}, r"nat_zone must be one of zones \('a', 'b'\), got 'c'"),
        ({"nat": "single", "nat_instance": NatInstance()}, r"nat_instance has no meaning where nat is 'single'"),
        ({"flow_log_days": 0}, r"flow_log_days must be a time CloudWatch Logs offers, got 0: use one of 1, 3, 5, 7"),
        ({"flow_log_days": 91}, r"flow_log_days must be a time CloudWatch Logs offers, got 91"),
        ({"endpoints": ("log",)}, r"endpoints must be services known .*, got 'log': use 'ecr' or any of acm, .*logs"),
        ({"endpoints": ("logs", "logs")}, r"endpoints must not repeat a service, got \('logs', 'logs'\)"),
        ({"endpoints": ("ecr", "ecr.api")}, r"endpoints must not repeat a service, got \('ecr', 'ecr\.api'\)"),
        ({"endpoints": ("logs", "s3")}, r"endpoints must not name s3: every VPC has its free gateway; leave it out"),
        ({"endpoints": ("dynamodb",)}, r"endpoints must not name dynamodb"),
    ],
)
def test_what_can_not_be_is_refused(vpc_args, changes, message):
    with pytest.raises(ValueError, match=message):
        vpc_args(**changes)


def test_endpoints_are_refused_where_their_names_are_unknown(vpc_args, scope):
    isolated = replace(scope, region="us-iso-east-1")
    with pytest.raises(ValueError, match=r"endpoints can not be given in us-iso-east-1: .* partition 'aws-iso'"):
        vpc_args(scope=isolated, endpoints=("logs",))
    assert vpc_args(scope=isolated).endpoint_services == ()


def test_ecr_stands_for_both_of_its_services(vpc_args):
    assert vpc_args(endpoints=("ecr", "logs")).endpoint_services == ("ecr.api", "ecr.dkr", "logs")


def test_the_one_nat_is_in_the_first_zone_as_given_unless_named(vpc_args):
    assert vpc_args(nat="single", zones=("c", "a")).one_nat_zone == "c"
    assert vpc_args(nat="single", zones=("c", "a"), nat_zone="a").one_nat_zone == "a"


@pytest.mark.parametrize("image", ["al2023", "ami-", "resolve:ssm:", "/aws/service/x"])
def test_an_image_that_ec2_can_not_resolve_is_refused(image):
    with pytest.raises(ValueError, match=rf"image must be an AMI id or 'resolve:ssm:' .*, got '{image}'"):
        NatInstance(image=image)


@pytest.mark.parametrize("instance_type", ["t3.nano", "g5.xlarge", "c6in.large"])
def test_an_intel_machine_with_the_graviton_image_is_refused(instance_type):
    with pytest.raises(
        ValueError, match=rf"instance_type '{instance_type}' can not start .* image that ends in x86_64"
    ):
        NatInstance(instance_type=instance_type)


def test_a_graviton_machine_with_the_intel_image_is_refused():
    with pytest.raises(ValueError, match=r"instance_type 't4g\.nano' can not start .* image that ends in arm64"):
        NatInstance(image=X86_IMAGE)


@pytest.mark.parametrize(
    "settings",
    [{}, {"instance_type": "c7gn.medium"}, {"instance_type": "t3.nano", "image": X86_IMAGE}, {"image": "ami-0abc1234"}],
)
def test_a_machine_and_an_image_that_may_match_are_accepted(settings):
    assert NatInstance(**settings)
