"""The pairing of Pulumi's names with Terraform's..."""

from __future__ import annotations

import importlib

import pulumi_random
import pytest


@pytest.fixture
def names(scripts):
    return importlib.import_module("pulumi_names")


@pytest.fixture
def attribute(scripts):
    return importlib.import_module("attribute").Attribute


def test_finds_the_arguments_of_every_type_an_sdk_declares(names):
    found = names.classes(pulumi_random)
    assert "random:index/randomPassword:RandomPassword" in found
    assert "overrideSpecial" in names.wires(found["random:index/randomPassword:RandomPassword"])


@pytest.mark.parametrize(
    ("plain", "wires", "wire"),
    [
        ("kmskeyid", ["kmsKeyId"], "kmsKeyId"),
        ("subnetmapping", ["subnetMappings"], "subnetMappings"),
        ("policies", ["policy"], "policy"),
        ("functionname", ["name", "role"], "name"),
        ("restapiid", ["restApi"], "restApi"),
        ("filename", ["code"], ""),
        ("ab", ["abc"], ""),
    ],
)
def test_finds_the_wire_name_pulumi_made_of_an_argument(names, plain, wires, wire):
    assert names.wire(plain, dict.fromkeys(wires), frozenset({"role"})) == wire


def test_never_takes_another_arguments_name(names):
    assert names.wire("functionname", {"name": str}, frozenset({"name"})) == ""


def test_pairs_types_by_module_name_and_arguments(names, attribute):
    given = attribute(given=True)
    tokens = {
        "aws:lb/balancer:Balancer": dict.fromkeys(["name", "subnets", "region"]),
        "aws:alb/balancer:Balancer": dict.fromkeys(["name", "subnets", "region"]),
        "aws:lb/rule:Rule": dict.fromkeys(["listener", "priority"]),
        "aws:iot/rule:Rule": dict.fromkeys(["sql", "topic"]),
        "aws:fresh/thing:Thing": dict.fromkeys(["colour"]),
        "pulumi:providers:aws": dict.fromkeys(["region"]),
    }
    resources = {
        "aws_lb": ("elbv2 func.resourceBalancer", dict.fromkeys(["name", "subnets"], given)),
        "aws_lb_rule": ("elbv2 func.resourceRule", dict.fromkeys(["listener", "priority"], given)),
        "aws_iot_rule": ("iot ruleResource", dict.fromkeys(["sql", "topic"], given)),
    }
    assert names.pair(tokens, resources) == {
        "aws:lb/balancer:Balancer": "aws_lb",
        "aws:alb/balancer:Balancer": "aws_lb",
        "aws:lb/rule:Rule": "aws_lb_rule",
        "aws:iot/rule:Rule": "aws_iot_rule",
    }


def test_names_the_forcing_paths_and_the_lost_ones(names, attribute):
    arguments = importlib.import_module("pulumi_aws.ec2.instance").InstanceArgs
    forced, free = attribute(forces=True, given=True), attribute(given=True)
    fields = {
        "ami": forced,
        "tags": free,
        "rootblockdevice": attribute(given=True, fields={"encrypted": forced, "volumesize": free}),
        "enclaveoptions": attribute(given=True, fields={"enabled": forced}),
        "metadataoptions": attribute(forces=True, given=True, fields={"httpendpoint": free}),
        "cpuoptions": attribute(forces=True, whole=True, given=True, fields={"corecount": free}),
        "unheardof": forced,
        "computedonly": attribute(forces=True),
    }
    lost: list[str] = []
    found = [path for path, _ in names.forcing(fields, names.wires(arguments), lost)]
    assert found == ["ami", "cpuOptions", "enclaveOptions", "metadataOptions", "rootBlockDevice.encrypted"]
    assert lost == ["unheardof"]
