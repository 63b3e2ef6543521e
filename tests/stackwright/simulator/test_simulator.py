"""The simulator answers..."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.simulator import Simulator, UnknownLookup

TOPIC = "aws:sns/topic:Topic"


def create(type_: str = TOPIC, logical: str = "x", *, simulator: Simulator | None = None, **inputs: Any) -> Any:
    simulator = simulator or Simulator(region="eu-west-1")
    return simulator.create(type_, f"urn:pulumi:dev::shop::{type_}::{logical}", inputs)


@given(st.text(), st.dictionaries(st.text(), st.text() | st.integers() | st.lists(st.text()), max_size=3))
def test_equally_for_equal_questions(name, inputs):
    first, second = (Simulator().create(TOPIC, f"urn:x::{name}", inputs) for _ in range(2))
    assert first == second


@given(st.text(alphabet="ab"), st.text(alphabet="ab"))
def test_with_other_ids_for_other_names(one, other):
    vpc = "aws:ec2/vpc:Vpc"
    assert (create(vpc, one)[0] == create(vpc, other)[0]) is (one == other)


def test_equally_on_any_machine_and_in_any_run():
    script = "from stackwright.simulator import Simulator; print(Simulator().create('aws:ec2/vpc:Vpc', 'urn:x::v', {}))"
    runs = {
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert runs == {f"{Simulator().create('aws:ec2/vpc:Vpc', 'urn:x::v', {})}\n"}


@pytest.mark.parametrize(
    ("region", "partition", "dns"),
    [
        ("eu-west-1", "aws", "amazonaws.com"),
        ("cn-north-1", "aws-cn", "amazonaws.com.cn"),
        ("us-gov-west-1", "aws-us-gov", "amazonaws.com"),
    ],
)
def test_in_the_partition_of_its_region(region, partition, dns):
    simulator = Simulator(region=region, account_id="210987654321")
    assert (simulator.partition, simulator.dns_suffix) == (partition, dns)
    assert create(simulator=simulator, name="t")[0] == f"arn:{partition}:sns:{region}:210987654321:t"
    bucket = create("aws:s3/bucket:Bucket", simulator=simulator, bucket="b")[1]
    assert (bucket["arn"], bucket["bucketRegionalDomainName"]) == (f"arn:{partition}:s3:::b", f"b.s3.{region}.{dns}")


@pytest.mark.parametrize(
    ("type_", "inputs", "id_"),
    [
        (TOPIC, {"name": "orders"}, "arn:aws:sns:eu-west-1:123456789012:orders"),
        ("aws:iam/role:Role", {"name": "deployer"}, "deployer"),
        ("aws:s3/bucket:Bucket", {"bucket": "logs"}, "logs"),
        ("aws:ecs/taskDefinition:TaskDefinition", {"family": "app"}, "app"),
        ("aws:sqs/queue:Queue", {"name": "jobs"}, "jobs"),
        ("aws:sns/topicSubscription:TopicSubscription", {"topic": "arn:t"}, None),
    ],
)
def test_with_the_name_a_program_gives(type_, inputs, id_):
    found = create(type_, **inputs)[0]
    assert found == id_ or (id_ is None and found.startswith("arn:t:"))


def test_with_the_inputs_a_program_gives_rather_than_its_own():
    assert create("aws:ec2/instance:Instance", privateIp="10.1.2.3")[1]["privateIp"] == "10.1.2.3"


def test_with_a_name_of_its_own_where_a_program_gives_none():
    assert create("aws:iam/role:Role", "deployer")[0].startswith("deployer-")


@pytest.mark.parametrize(
    ("type_", "pattern"),
    [
        ("aws:ec2/vpc:Vpc", r"vpc-0[0-9a-f]{16}"),
        ("aws:ec2/subnet:Subnet", r"subnet-0[0-9a-f]{16}"),
        ("aws:ec2/securityGroup:SecurityGroup", r"sg-0[0-9a-f]{16}"),
        ("aws:kms/key:Key", r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}"),
        ("aws:rds/instance:Instance", r"db-[0-9A-F]{24}"),
    ],
)
def test_with_ids_as_aws_writes_them(type_, pattern):
    assert re.fullmatch(pattern, create(type_)[0])


def test_with_outputs_of_the_types_the_sdk_declares():
    outputs = create("aws:ec2/vpc:Vpc", cidrBlock="10.0.0.0/16")[1]
    assert outputs["cidrBlock"] == "10.0.0.0/16"
    assert outputs["enableDnsHostnames"] is False
    assert outputs["ownerId"] == "123456789012"
    assert outputs["tagsAll"] == {}
    assert outputs["region"] == "eu-west-1"


def test_with_a_plain_arn_for_a_type_it_has_no_fact_about():
    assert create("aws:sqs/queue:Queue", name="jobs")[1]["arn"] == "arn:aws:sqs:eu-west-1:123456789012:queue/jobs"
    assert create("other:index:Thing", "t", size=1)[1] == {"size": 1}
    assert create("odd", "t")[0].startswith("t-")


def test_with_the_id_of_what_exists_already():
    simulator = Simulator(region="eu-west-1")
    id_, outputs = simulator.create("aws:ec2/vpc:Vpc", "urn:x::shared", {"cidrBlock": "10.0.0.0/8"}, "vpc-1")
    assert (id_, outputs["arn"]) == ("vpc-1", "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1")
    assert outputs["cidrBlock"] == "10.0.0.0/8"
    assert simulator.create("aws:s3/bucket:Bucket", "urn:x::b", {}, "logs")[1]["arn"] == "arn:aws:s3:::logs"


@pytest.mark.parametrize(
    ("token", "answer"),
    [
        ("aws:index/getRegion:getRegion", {"name": "cn-north-1", "region": "cn-north-1", "id": "cn-north-1"}),
        (
            "aws:index/getPartition:getPartition",
            {"partition": "aws-cn", "dnsSuffix": "amazonaws.com.cn", "id": "aws-cn"},
        ),
        (
            "aws:index/getCallerIdentity:getCallerIdentity",
            {"accountId": "1", "arn": "arn:aws-cn:iam::1:root", "userId": "1", "id": "1"},
        ),
        (
            "aws:index/getAvailabilityZones:getAvailabilityZones",
            {
                "names": ["cn-north-1a", "cn-north-1b", "cn-north-1c"],
                "zoneIds": ["cn-north-1a-id", "cn-north-1b-id", "cn-north-1c-id"],
                "id": "cn-north-1",
            },
        ),
    ],
)
def test_the_look_ups_it_knows_with_what_was_asked(token, answer):
    assert Simulator(region="cn-north-1", account_id="1").invoke(token, {"state": "x"}) == {"state": "x", **answer}


def test_no_look_up_it_does_not_know():
    with pytest.raises(UnknownLookup, match=r"^aws:ec2/getAmi:getAmi$"):
        Simulator().invoke("aws:ec2/getAmi:getAmi", {})
