"""Terraform's names..."""

from __future__ import annotations

import importlib
from collections.abc import Sequence

import pytest


@pytest.fixture
def naming(module):
    return module("naming")


@pytest.mark.parametrize(
    ("token", "terraform"),
    [
        ("aws:rds/instance:Instance", "aws_db_instance"),
        ("aws:s3/bucketV2:BucketV2", "aws_s3_bucket"),
        ("aws:acm/certificate:Certificate", "aws_acm_certificate"),
        ("aws:alb/listener:Listener", "aws_lb_listener"),
        ("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "aws_vpc_security_group_egress_rule"),
        ("pulumi:providers:aws", "aws"),
    ],
)
def test_are_known_of_a_type(naming, token, terraform):
    assert naming.terraform_types()[token] == terraform


def test_are_not_made_up_for_a_type_of_another_kind(naming):
    assert "kubernetes:core/v1:Pod" not in naming.terraform_types()


@pytest.mark.parametrize(
    ("wire", "spelled"),
    [("cidrIpv4", "cidr_ipv4"), ("ipv6CidrBlocks", "ipv6_cidr_blocks"), ("ec2SshKey", "ec2_ssh_key"), ("arn", "arn")],
)
def test_are_spelled_with_underscores(naming, wire, spelled):
    assert naming.snake(wire) == spelled


@pytest.mark.parametrize(
    ("name", "block", "several", "argument"),
    [
        ("defaultActions", True, True, "default_action"),
        ("placementStrategies", True, True, "placement_strategy"),
        ("accessLogs", True, False, "access_logs"),
        ("cidrBlocks", False, True, "cidr_blocks"),
    ],
)
def test_are_singular_only_for_blocks_that_are_repeated(naming, name, block, several, argument):
    assert naming.argument(name, block=block, several=several) == argument


@pytest.mark.parametrize(
    ("token", "name", "block", "argument"),
    [
        ("aws:ec2/launchTemplate:LaunchTemplate", "networkInterfaces", True, "network_interfaces"),
        ("aws:ec2/launchTemplate:LaunchTemplate", "licenseSpecifications", True, "license_specification"),
        ("aws:lambda/function:Function", "name", False, "function_name"),
        ("aws:dynamodb/table:Table", "globalSecondaryIndexes", True, "global_secondary_index"),
    ],
)
def test_come_from_the_table_where_no_rule_gives_them(naming, token, name, block, argument):
    assert naming.named(naming.arguments_of(token), name, block=block, several=block) == argument


def test_have_no_arguments_for_a_type_the_sdk_does_not_have(naming):
    assert naming.arguments_of("aws:acme/thing:Thing") is None
    assert naming.arguments_of("pulumi:providers:aws") is None


def test_call_a_class_by_its_module_and_name(naming):
    assert naming.key(naming.arguments_of("aws:ec2/securityGroup:SecurityGroup")) == "ec2.SecurityGroupArgs"


def test_know_a_text_among_other_choices_but_not_inside_one(naming):
    hints = {name: naming.is_text(hint) for name, hint in pulumi_names(naming, "aws:iam/policy:Policy").items()}
    assert {name for name, text in hints.items() if text} == {"description", "name", "namePrefix", "path", "policy"}
    assert not naming.is_text(Sequence[str])
    assert naming.is_text(str | list[str])


def pulumi_names(naming, token):
    return importlib.import_module("pulumi_names").wires(naming.arguments_of(token))


def test_know_a_list_wherever_it_is_declared(naming):
    assert naming.is_list(Sequence[str] | None)
    assert naming.is_list(list[int])
    assert not naming.is_list(str | None)
