"""What the simulator makes has the shape of what moto, another simulation of AWS, makes of..."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.moto_api._internal import mock_random

from stackwright.simulator import Simulator

REGION = "eu-west-1"
ROLE = "arn:aws:iam::123456789012:role/x"
POLICY = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}'

Outputs = dict[str, Any]

# What is random in an id -> what it is collapsed to.
RANDOM = (
    (re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "<uuid>"),
    (re.compile(r"\b\d{4}-\d\d-\d\dT[\d:.]+"), "<time>"),
    (re.compile(r"\b\d{1,3}([.-]\d{1,3}){3}\b"), "<address>"),
    (re.compile(r"(?<=:secret:thing-)\w{6}$"), "<six>"),
    (re.compile(r"(?<=\bthing-)\d+(?=\.eu-west-1\.elb)|(?<=\bthing\.)\w+(?=\.eu-west-1\.rds)"), "<some>"),
    (re.compile(r"\b(?=[a-z]*\d)[0-9a-f]{8,}\b"), "<hex>"),
    (re.compile(r"\b(?=[A-Z]*\d)[0-9A-Z]{9,}\b"), "<upper>"),
)


@pytest.fixture(autouse=True)
def simulated(monkeypatch) -> Iterator[None]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "simulated")
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    with mock_aws():
        mock_random.seed(7)
        yield


def shape(value: Any) -> str:
    text = str(value)
    for expression, name in RANDOM:
        text = expression.sub(name, text)
    return text


client = functools.cache(boto3.client)


def ask(service: str, operation: str, **args: Any) -> Any:
    return getattr(client(service), operation)(**args)


def vpc() -> str:
    return str(ask("ec2", "create_vpc", CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"])


def subnet() -> str:
    return str(ask("ec2", "create_subnet", VpcId=vpc(), CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"])


def instance() -> Outputs:
    made = ask("ec2", "run_instances", ImageId="ami-12c6146b", MinCount=1, MaxCount=1, SubnetId=subnet())
    found = made["Instances"][0]
    return {"id": found["InstanceId"], "privateIp": found["PrivateIpAddress"], "privateDns": found["PrivateDnsName"]}


def security_group() -> Outputs:
    id_ = ask("ec2", "create_security_group", GroupName="thing", Description="x", VpcId=vpc())["GroupId"]
    found = ask("ec2", "describe_security_groups", GroupIds=[id_])["SecurityGroups"][0]
    return {"id": id_, "arn": found["SecurityGroupArn"]}


def a_subnet() -> Outputs:
    found = ask("ec2", "describe_subnets", SubnetIds=[subnet()])["Subnets"][0]
    return {"id": found["SubnetId"], "arn": found["SubnetArn"], "availabilityZoneId": found["AvailabilityZoneId"]}


def role() -> Outputs:
    made = ask("iam", "create_role", RoleName="thing", Path="/team/", AssumeRolePolicyDocument=POLICY)["Role"]
    return {"id": made["RoleName"], "arn": made["Arn"]}


def policy() -> Outputs:
    made = ask("iam", "create_policy", PolicyName="thing", PolicyDocument=POLICY)["Policy"]
    return {"id": made["Arn"], "arn": made["Arn"]}


def access_key() -> Outputs:
    ask("iam", "create_user", UserName="thing")
    return {"id": ask("iam", "create_access_key", UserName="thing")["AccessKey"]["AccessKeyId"]}


def queue() -> Outputs:
    url = ask("sqs", "create_queue", QueueName="thing")["QueueUrl"]
    arn = ask("sqs", "get_queue_attributes", QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    return {"id": url, "url": url, "arn": arn}


def table() -> Outputs:
    made = ask(
        "dynamodb",
        "create_table",
        TableName="thing",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"},
    )["TableDescription"]
    return {"id": made["TableName"], "arn": made["TableArn"], "streamArn": made["LatestStreamArn"]}


def repository() -> Outputs:
    made = ask("ecr", "create_repository", repositoryName="thing")["repository"]
    return {"arn": made["repositoryArn"], "repositoryUrl": made["repositoryUri"], "registryId": made["registryId"]}


def task_definition() -> Outputs:
    made = ask("ecs", "register_task_definition", family="thing", containerDefinitions=[])["taskDefinition"]
    return {"id": made["family"], "arn": made["taskDefinitionArn"], "revision": made["revision"]}


def service() -> Outputs:
    ask("ecs", "create_cluster", clusterName="main")
    task_definition()
    made = ask("ecs", "create_service", cluster="main", serviceName="thing", taskDefinition="thing", desiredCount=1)
    return {"id": made["service"]["serviceArn"]}


def key() -> Outputs:
    made = ask("kms", "create_key")["KeyMetadata"]
    return {"id": made["KeyId"], "arn": made["Arn"], "keyId": made["KeyId"]}


def log_group() -> Outputs:
    ask("logs", "create_log_group", logGroupName="thing")
    return {"arn": ask("logs", "describe_log_groups")["logGroups"][0]["arn"].removesuffix(":*")}


def balancer() -> Outputs:
    made = ask("elbv2", "create_load_balancer", Name="thing", Subnets=[subnet()])["LoadBalancers"][0]
    return {"id": made["LoadBalancerArn"], "arn": made["LoadBalancerArn"], "dnsName": made["DNSName"]}


def target_group() -> Outputs:
    made = ask("elbv2", "create_target_group", Name="thing", Protocol="HTTP", Port=80, VpcId=vpc())["TargetGroups"][0]
    return {"id": made["TargetGroupArn"], "arn": made["TargetGroupArn"]}


def machine() -> Outputs:
    steps = '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'
    made = ask("stepfunctions", "create_state_machine", name="thing", definition=steps, roleArn=ROLE)
    return {"id": made["stateMachineArn"], "arn": made["stateMachineArn"]}


def database() -> Outputs:
    login = {"MasterUsername": "x", "MasterUserPassword": "password1"}
    engine = {"Engine": "postgres", "DBInstanceClass": "db.t3.micro", "AllocatedStorage": 20}
    made = ask("rds", "create_db_instance", DBInstanceIdentifier="thing", **engine, **login)["DBInstance"]
    return {"arn": made["DBInstanceArn"], "address": made["Endpoint"]["Address"], "port": made["Endpoint"]["Port"]}


def web_acl() -> Outputs:
    seen = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": "x"}
    scope = {"Scope": "REGIONAL", "DefaultAction": {"Allow": {}}, "VisibilityConfig": seen}
    made = ask("wafv2", "create_web_acl", Name="thing", **scope)["Summary"]
    return {"id": made["Id"], "arn": made["ARN"]}


def one(service_: str, operation: str, *path: str, output: str = "id", **args: Any) -> Callable[[], Outputs]:
    """Make what one call makes, whose *output* stands at *path* in the answer."""

    def made() -> Outputs:
        found = ask(service_, operation, **args)
        for step in path:
            found = found[step]
        return {output: found}

    return made


CASES: dict[str, tuple[Callable[[], Outputs], Outputs]] = {
    "aws:acm/certificate:Certificate": (
        one("acm", "request_certificate", "CertificateArn", DomainName="thing.example"),
        {"domainName": "thing.example"},
    ),
    "aws:backup/vault:Vault": (
        one("backup", "create_backup_vault", "BackupVaultArn", output="arn", BackupVaultName="thing"),
        {"name": "thing"},
    ),
    "aws:cloudwatch/eventBus:EventBus": (
        one("events", "create_event_bus", "EventBusArn", output="arn", Name="thing"),
        {"name": "thing"},
    ),
    "aws:cloudwatch/logGroup:LogGroup": (log_group, {"name": "thing"}),
    "aws:dynamodb/table:Table": (table, {"name": "thing"}),
    "aws:ebs/volume:Volume": (
        one("ec2", "create_volume", "VolumeId", AvailabilityZone="eu-west-1a", Size=1),
        {"availabilityZone": "eu-west-1a"},
    ),
    "aws:ec2/eip:Eip": (one("ec2", "allocate_address", "AllocationId", Domain="vpc"), {}),
    "aws:ec2/instance:Instance": (instance, {}),
    "aws:ec2/internetGateway:InternetGateway": (
        one("ec2", "create_internet_gateway", "InternetGateway", "InternetGatewayId"),
        {},
    ),
    "aws:ec2/securityGroup:SecurityGroup": (security_group, {}),
    "aws:ec2/subnet:Subnet": (a_subnet, {}),
    "aws:ec2/vpc:Vpc": (one("ec2", "create_vpc", "Vpc", "VpcId", CidrBlock="10.0.0.0/16"), {}),
    "aws:ecr/repository:Repository": (repository, {"name": "thing"}),
    "aws:ecs/cluster:Cluster": (
        one("ecs", "create_cluster", "cluster", "clusterArn", clusterName="thing"),
        {"name": "thing"},
    ),
    "aws:ecs/service:Service": (service, {"name": "thing", "cluster": "main"}),
    "aws:ecs/taskDefinition:TaskDefinition": (task_definition, {"family": "thing"}),
    "aws:efs/fileSystem:FileSystem": (one("efs", "create_file_system", "FileSystemId", CreationToken="thing"), {}),
    "aws:guardduty/detector:Detector": (one("guardduty", "create_detector", "DetectorId", Enable=True), {}),
    "aws:iam/accessKey:AccessKey": (access_key, {"user": "thing"}),
    "aws:iam/policy:Policy": (policy, {"name": "thing", "policy": POLICY}),
    "aws:iam/role:Role": (role, {"name": "thing", "path": "/team/"}),
    "aws:kms/key:Key": (key, {}),
    "aws:lb/loadBalancer:LoadBalancer": (balancer, {"name": "thing"}),
    "aws:lb/targetGroup:TargetGroup": (target_group, {"name": "thing"}),
    "aws:rds/instance:Instance": (database, {"identifier": "thing", "engine": "postgres"}),
    "aws:secretsmanager/secret:Secret": (
        one("secretsmanager", "create_secret", "ARN", Name="thing"),
        {"name": "thing"},
    ),
    "aws:sfn/stateMachine:StateMachine": (machine, {"name": "thing"}),
    "aws:sns/topic:Topic": (one("sns", "create_topic", "TopicArn", Name="thing"), {"name": "thing"}),
    "aws:sqs/queue:Queue": (queue, {"name": "thing"}),
    "aws:transfer/server:Server": (one("transfer", "create_server", "ServerId"), {}),
    "aws:wafv2/webAcl:WebAcl": (web_acl, {"name": "thing", "scope": "REGIONAL"}),
}


@pytest.mark.parametrize("type_", CASES)
def test_a_resource_of(type_):
    make, inputs = CASES[type_]
    expected = make()
    id_, outputs = Simulator(region=REGION).create(type_, f"urn:pulumi:d::p::{type_}::thing", inputs)
    found = {"id": id_} | {key: value for key, value in outputs.items() if key != "id"}
    assert {key: shape(found[key]) for key in expected} == {key: shape(value) for key, value in expected.items()}
