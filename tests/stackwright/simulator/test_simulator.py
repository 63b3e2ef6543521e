"""The simulator answers..."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pulumi.runtime import rpc

from stackwright.model import UNKNOWN, Secret
from stackwright.simulator import Simulator, UnknownLookup, classes, hints
from stackwright.sources import wire

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
        ("aws:sqs/queue:Queue", {"name": "jobs"}, "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs"),
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
        ("aws:rds/instance:Instance", r"db-[0-9A-Z]{24}"),
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


def test_with_a_name_for_a_type_it_has_no_fact_about():
    assert create("aws:new/thing:Thing", name="jobs")[0] == "jobs"
    assert create("other:index:Thing", "t", size=1)[1] == {"size": 1}
    assert create("odd", "t")[0].startswith("t-")


def test_with_the_id_of_what_exists_already():
    simulator = Simulator(region="eu-west-1")
    id_, outputs = simulator.create("aws:ec2/vpc:Vpc", "urn:x::shared", {"cidrBlock": "10.0.0.0/8"}, "vpc-1")
    assert (id_, outputs["arn"]) == ("vpc-1", "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1")
    assert outputs["cidrBlock"] == "10.0.0.0/8"
    assert simulator.create("aws:s3/bucket:Bucket", "urn:x::b", {}, "logs")[1]["arn"] == "arn:aws:s3:::logs"


def test_the_look_ups_it_knows_and_no_other():
    simulator = Simulator(region="cn-north-1", account_id="210987654321")
    assert simulator.invoke("aws:index/getPartition:getPartition", {})["partition"] == "aws-cn"
    assert simulator.invoke("aws:index/getCallerIdentity:getCallerIdentity", {})["accountId"] == "210987654321"
    with pytest.raises(UnknownLookup, match=r"^nothing:known/of:it$"):
        simulator.invoke("nothing:known/of:it", {})


@pytest.mark.parametrize(("region", "partition"), [("ap-south-1", "aws"), ("cn-north-1", "aws-cn")])
def test_in_the_region_a_resource_has_of_its_own(region, partition):
    outputs = create(region=region, name="t")[1]
    assert outputs["arn"] == f"arn:{partition}:sns:{region}:123456789012:t"
    assert create("other:index:Thing", "t", region=region)[1] == {"region": region}


def test_with_ids_of_their_own_for_what_comes_with_a_vpc():
    outputs = create("aws:ec2/vpc:Vpc", cidrBlock="10.0.0.0/16")[1]
    ids = [outputs[f"default{kind}Id"] for kind in ("SecurityGroup", "NetworkAcl", "RouteTable")]
    assert len({id_.split("-")[1] for id_ in [*ids, outputs["dhcpOptionsId"], outputs["arn"]]}) == 5
    assert [id_.split("-")[0] for id_ in ids] == ["sg", "acl", "rtb"]


@pytest.mark.parametrize(
    ("type_", "path", "pattern"),
    [
        ("aws:rds/cluster:Cluster", "endpoint", r"x\.cluster-[a-z0-9]{12}\.eu-west-1\.rds\.amazonaws\.com"),
        ("aws:rds/cluster:Cluster", "readerEndpoint", r"x\.cluster-ro-[a-z0-9]{12}\.eu-west-1\.rds\.amazonaws\.com"),
        ("aws:rds/cluster:Cluster", "port", "5432"),
        ("aws:rds/instance:Instance", "endpoint", r"x\.[a-z0-9]{12}\.eu-west-1\.rds\.amazonaws\.com:5432"),
        (
            "aws:elasticache/replicationGroup:ReplicationGroup",
            "primaryEndpointAddress",
            r"master\.x\..+\.euw1\.cache\..+",
        ),
        ("aws:elasticache/cluster:Cluster", "cacheNodes.0.port", "6379"),
        ("aws:eks/cluster:Cluster", "identities.0.oidcs.0.issuer", r"https://oidc\.eks\.eu-west-1\..+/id/[A-Z0-9]{32}"),
        ("aws:apigateway/restApi:RestApi", "executionArn", "arn:aws:execute-api:eu-west-1:123456789012:[a-z0-9]{10}"),
        ("aws:apigatewayv2/api:Api", "apiEndpoint", r"https://[a-z0-9]{10}\.execute-api\.eu-west-1\.amazonaws\.com"),
        ("aws:cloudfront/distribution:Distribution", "hostedZoneId", "Z2FDTNDATAQYW2"),
        ("aws:lb/loadBalancer:LoadBalancer", "zoneId", "Z32O12XQLNTSW2"),
        ("aws:route53/zone:Zone", "nameServers.3", r"ns-.+\.awsdns-.+\.co\.uk"),
        (
            "aws:msk/cluster:Cluster",
            "bootstrapBrokersTls",
            r"(b-\d\.x-\w{7}\.\w{6}\.c1\.kafka\.eu-west-1\.amazonaws\.com:9094,?){3}",
        ),
        (
            "aws:lambda/function:Function",
            "invokeArn",
            "arn:aws:apigateway:eu-west-1:lambda:path/.+:function:x/invocations",
        ),
        ("aws:dynamodb/table:Table", "streamArn", "arn:aws:dynamodb:.+:table/x/stream/2026-.+"),
        ("aws:s3/bucket:Bucket", "websiteEndpoint", r"x\.s3-website-eu-west-1\.amazonaws\.com"),
        ("aws:appsync/graphQLApi:GraphQLApi", "uris.GRAPHQL", r"https://.+\.appsync-api\.eu-west-1\..+/graphql"),
        ("aws:ecr/repository:Repository", "repositoryUrl", r"123456789012\.dkr\.ecr\.eu-west-1\.amazonaws\.com/x"),
    ],
)
def test_with_addresses_as_aws_writes_them(type_, path, pattern):
    names = ("name", "bucket", "identifier", "clusterIdentifier", "clusterId", "replicationGroupId", "engine")
    given = dict.fromkeys(hints.inputs(classes.find(type_)) & set(names), "x")
    value: Any = create(type_, **given)[1]
    for key in path.split("."):
        value = value[int(key) if isinstance(value, list) else key]
    assert re.fullmatch(pattern, str(value)), value


def test_and_hides_what_the_provider_hides():
    assert isinstance(create("aws:iam/accessKey:AccessKey")[1]["secret"], Secret)


TOKENS = st.sampled_from([token for package in ("aws", "kubernetes", "random") for token in classes.table(package)])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**50), 2**50) | st.text() | st.just(UNKNOWN),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3) | st.builds(Secret, inner)
    ),
    max_leaves=5,
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), TOKENS)
def test_with_values_that_survive_the_way_to_the_program(data, token):
    """Whatever a program gives a type, known values, secrets or unknowns, and read or made."""
    known = sorted(hints.inputs(classes.find(token))) or ["name"]
    inputs = data.draw(
        st.dictionaries(st.sampled_from(known), VALUES.filter(lambda value: value is not None), max_size=4)
    )
    id_ = data.draw(st.sampled_from(["", "some-id", "arn:aws:x:eu-west-1:1:y/z"]))
    urn = f"urn:pulumi:d::p::{token}::thing"
    made = Simulator().create(token, urn, inputs, id_)
    assert made == Simulator().create(token, urn, inputs, id_)
    struct = wire.encode(made[1])
    assert wire.decode(struct) == made[1]
    assert set(rpc.deserialize_properties(struct, keep_unknowns=True)) <= set(made[1])


def test_with_other_ids_and_names_in_each_variant_of_the_cloud():
    here, there = (Simulator(variant=variant) for variant in ("", "elsewhere"))
    for type_ in ("aws:ec2/vpc:Vpc", "aws:s3/bucket:Bucket", "kubernetes:core/v1:Pod"):
        assert create(type_, simulator=here)[0] != create(type_, simulator=there)[0]
    inputs = {"name": "given"}
    assert create(simulator=here, **inputs)[0] == create(simulator=there, **inputs)[0]
    read = [simulator.create("aws:ec2/vpc:Vpc", "urn", {}, "vpc-1") for simulator in (here, there)]
    assert [one[0] for one in read] == ["vpc-1", "vpc-1"]
    assert read[0][1]["mainRouteTableId"] != read[1][1]["mainRouteTableId"]
    assert there.for_provider({"region": "eu-west-1"}).variant == "elsewhere"
