"""A resource is called..."""

from __future__ import annotations

from typing import Any

import pytest

from stackwright.model import Secret
from stackwright.simulator import naming
from stackwright.simulator.facts import Fact, fact
from stackwright.simulator.place import Place

SEED = "0123456789abcdef" * 4


def name(type_: str, known: Fact | None = None, **inputs: Any) -> str:
    return naming.fields(type_, f"urn:pulumi:d::p::{type_}::logical", inputs, known or fact(type_), SEED)["physical"]


@pytest.mark.parametrize(
    ("type_", "inputs", "expected"),
    [
        ("aws:sns/topic:Topic", {"name": "given"}, "given"),
        ("aws:s3/bucket:Bucket", {"bucket": "given"}, "given"),
        ("aws:elasticache/replicationGroup:ReplicationGroup", {"replicationGroupId": "given"}, "given"),
        ("aws:opensearch/domain:Domain", {"domainName": "given"}, "given"),
        ("aws:rds/cluster:Cluster", {"clusterIdentifier": "given"}, "given"),
        ("other:index:Thing", {"identifier": "given"}, "given"),
        ("aws:sns/topic:Topic", {}, "logical-0123456"),
        ("aws:sns/topic:Topic", {"name": Secret("hush")}, "logical-0123456"),
        ("aws:iam/role:Role", {"namePrefix": "app-"}, "app-0123456789abcdef0123456789"),
        ("aws:sqs/queue:Queue", {"fifoQueue": True}, "logical-0123456.fifo"),
    ],
)
def test_as_the_program_says_or_else_as_the_provider_does(type_, inputs, expected):
    assert name(type_, **inputs) == expected


@pytest.mark.parametrize(
    ("type_", "id_", "field", "value"),
    [
        ("aws:ec2/vpc:Vpc", "vpc-1", "arn", "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1"),
        ("aws:s3/bucket:Bucket", "logs", "physical", "logs"),
        ("aws:iam/role:Role", "app", "arn", "arn:aws:iam::123456789012:role/app"),
        ("aws:sns/topic:Topic", "arn:aws-cn:sns:cn-north-1:1:t", "arn", "arn:aws-cn:sns:cn-north-1:1:t"),
        ("aws:sns/topic:Topic", "arn:aws-cn:sns:cn-north-1:1:t", "physical", "t"),
        ("aws:sns/topic:Topic", "arn:aws-cn:sns:cn-north-1:1:t", "region", "cn-north-1"),
        ("aws:sns/topic:Topic", "arn:aws-cn:sns:cn-north-1:1:t", "account", "1"),
        ("aws:acm/certificate:Certificate", "arn:aws:acm:us-east-1:1:certificate/x", "uuid", "x"),
        ("aws:iam/policy:Policy", "arn:aws:iam::aws:policy/ReadOnly", "physical", "ReadOnly"),
        ("aws:s3/bucket:Bucket", "arn:aws:s3:::logs", "region", "eu-west-1"),
        ("aws:eks/nodeGroup:NodeGroup", "main:workers", "physical", "workers"),
        ("other:index:Thing", "a/b", "id", "a/b"),
    ],
)
def test_as_its_id_tells_where_it_exists_already(type_, id_, field, value):
    known = fact(type_)
    found = naming.fields(type_, "urn:x::other", {}, known, SEED).at(Place(region="eu-west-1"))
    naming.existing(found, known, id_)
    assert found[field] == value
