"""The facts about well-known types..."""

from __future__ import annotations

import csv
import datetime as dt
import string
from importlib import resources

import pytest

from stackwright.simulator import Simulator, sdk
from stackwright.simulator.facts import Fact, facts

ROWS = list(
    csv.DictReader(resources.files("stackwright.data").joinpath("aws_resources.csv").read_text("utf-8").splitlines())
)
TYPES = [row["type"] for row in ROWS]
# Inputs that a program always gives and an id or ARN is made of.
REQUIRED = {
    "aws:acm/certificateValidation:CertificateValidation": {"certificateArn": "arn:x"},
    "aws:appautoscaling/policy:Policy": {"serviceNamespace": "ecs", "resourceId": "service/a/b"},
    "aws:appautoscaling/target:Target": {"resourceId": "service/a/b"},
    "aws:cloudwatch/dashboard:Dashboard": {"dashboardName": "main"},
    "aws:ec2/route:Route": {"routeTableId": "rtb-1"},
    "aws:ecr/repository:Repository": {"name": "app"},
    "aws:ecs/service:Service": {"cluster": "arn:aws:ecs:eu-west-1:1:cluster/main"},
    "aws:ecs/taskDefinition:TaskDefinition": {"family": "app"},
    "aws:iam/rolePolicy:RolePolicy": {"role": "r"},
    "aws:kms/alias:Alias": {"name": "alias/a"},
    "aws:route53/record:Record": {"zoneId": "Z1", "name": "a.example", "type": "A"},
    "aws:secretsmanager/secretVersion:SecretVersion": {"secretId": "s"},
    "aws:sns/topicSubscription:TopicSubscription": {"topic": "arn:t"},
}


def test_have_one_row_each_in_order():
    assert sorted(set(TYPES)) == TYPES == list(facts())


@pytest.mark.parametrize("row", ROWS, ids=TYPES)
def test_have_a_source_and_a_date(row):
    assert row["source"].strip()
    assert dt.date.fromisoformat(row["as_of"]) >= dt.date(2026, 1, 1)
    assert None not in row


@pytest.mark.parametrize("type_", TYPES)
def test_are_about_types_and_outputs_the_installed_sdk_has(type_):
    assert type_ in sdk._classes("aws")
    module, name = sdk._classes("aws")[type_]
    declared = sdk._properties(getattr(__import__(module, fromlist=[name]), name))
    assert set(facts()[type_].outputs) <= set(declared)


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("region", ["eu-west-1", "cn-north-1", "us-gov-west-1"])
def test_leave_no_gap_in_an_id_an_arn_or_an_output(type_, region):
    partition = {"cn": "aws-cn", "us": "aws-us-gov"}.get(region[:2], "aws")
    inputs = REQUIRED.get(type_, {})
    id_, outputs = Simulator(region=region).create(type_, f"urn:pulumi:d::p::{type_}::name", inputs)
    fact = facts()[type_]
    found = [id_, *(str(outputs[key]) for key in fact.outputs)]
    if fact.arn.startswith("arn:") and "arn" in outputs:
        assert outputs["arn"].startswith(f"arn:{partition}:")
        found.append(outputs["arn"])
    for text in found:
        assert text
        assert not set(text) & set("{}")
        assert not text.endswith(("/", ":"))
        assert "//" not in text.replace("https://", "")


@pytest.mark.parametrize("type_", TYPES)
def test_use_only_fields_that_exist(type_):
    fact = facts()[type_]
    known = set(Simulator()._fields(type_, "urn:x::name", REQUIRED.get(type_, {}))) | {"arn", "id", "physical"}
    used = {
        field
        for pattern in (fact.id, fact.arn, *fact.outputs.values())
        for _, field, _, _ in string.Formatter().parse(pattern)
        if field
    }
    assert used <= known


def test_split_a_cell_of_outputs_at_its_first_equals_sign():
    assert facts()["aws:ec2/eip:Eip"] == Fact(
        "eipalloc-0{hex16}",
        "arn:{partition}:ec2:{region}:{account}:elastic-ip/{id}",
        {"allocationId": "{id}", "publicIp": "203.0.113.{octet}"},
    )
