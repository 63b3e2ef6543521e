"""Replacement facts..."""

from __future__ import annotations

import csv
import importlib
import re
import time
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.model import UNKNOWN, Secret
from stackwright.simulator import replacement
from stackwright.simulator.replacement import forces_replacement, known, replacing

INSTANCE = "aws:ec2/instance:Instance"
BUCKET = "aws:s3/bucket:Bucket"
DATABASE = "aws:rds/instance:Instance"
QUEUE = "aws:sqs/queue:Queue"
GROUP = "aws:eks/nodeGroup:NodeGroup"
DEPLOYMENT = "kubernetes:apps/v1:Deployment"
PACKAGES = ("aws", "command", "docker", "kubernetes", "random", "tls")


def rows(package: str) -> list[dict[str, str]]:
    text = resources.files("stackwright.data").joinpath(f"replacement_{package}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


FACTS = [
    # (type, what replaces it, what changes in place)
    (
        INSTANCE,
        "ami subnetId availabilityZone keyName launchTemplate.id rootBlockDevice.encrypted",
        "instanceType tags",
    ),
    (
        DATABASE,
        "engine username dbName storageEncrypted kmsKeyId availabilityZone snapshotIdentifier",
        "identifier dbSubnetGroupName instanceClass allocatedStorage engineVersion parameterGroupName multiAz",
    ),
    (
        "aws:rds/cluster:Cluster",
        "clusterIdentifier databaseName masterUsername storageEncrypted engineMode",
        "engineVersion masterPassword backupRetentionPeriod",
    ),
    ("aws:ecs/service:Service", "cluster name launchType schedulingStrategy", "taskDefinition desiredCount"),
    ("aws:ecs/cluster:Cluster", "name", "settings"),
    ("aws:ecs/taskDefinition:TaskDefinition", "containerDefinitions cpu memory family volumes taskRoleArn", "tags"),
    ("aws:lb/loadBalancer:LoadBalancer", "name internal loadBalancerType", "idleTimeout enableDeletionProtection"),
    ("aws:lb/targetGroup:TargetGroup", "name port protocol vpcId targetType", "healthCheck deregistrationDelay"),
    ("aws:lb/listener:Listener", "loadBalancerArn", "port protocol defaultActions"),
    ("aws:ec2/vpc:Vpc", "cidrBlock", "enableDnsHostnames"),
    ("aws:ec2/subnet:Subnet", "cidrBlock vpcId availabilityZone", "mapPublicIpOnLaunch"),
    ("aws:ec2/natGateway:NatGateway", "subnetId allocationId connectivityType", "tags"),
    ("aws:ec2/routeTable:RouteTable", "vpcId", "routes"),
    ("aws:ec2/securityGroup:SecurityGroup", "name description vpcId", "ingress egress"),
    ("aws:ec2/securityGroupRule:SecurityGroupRule", "fromPort toPort protocol type securityGroupId", "description"),
    ("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "securityGroupId", "cidrIpv4 fromPort description"),
    ("aws:iam/role:Role", "name namePrefix path", "assumeRolePolicy description"),
    ("aws:iam/policy:Policy", "name path description", "policy"),
    (
        "aws:eks/cluster:Cluster",
        "name roleArn kubernetesNetworkConfig.serviceIpv4Cidr bootstrapSelfManagedAddons",
        "version vpcConfig.endpointPublicAccess",
    ),
    (GROUP, "clusterName nodeRoleArn subnetIds instanceTypes capacityType diskSize amiType", "scalingConfig version"),
    ("aws:lambda/function:Function", "name packageType", "runtime handler memorySize role"),
    ("aws:lambda/layerVersion:LayerVersion", "code layerName", "tags"),
    (BUCKET, "bucket bucketPrefix objectLockEnabled", "forceDestroy versioning"),
    (QUEUE, "name fifoQueue", "visibilityTimeoutSeconds"),
    ("aws:sns/topic:Topic", "name fifoTopic", "displayName"),
    ("aws:dynamodb/table:Table", "name hashKey rangeKey", "globalSecondaryIndexes billingMode readCapacity"),
    (
        "aws:elasticache/replicationGroup:ReplicationGroup",
        "replicationGroupId subnetGroupName port atRestEncryptionEnabled",
        "nodeType description",
    ),
    ("aws:cloudwatch/logGroup:LogGroup", "name", "retentionInDays"),
    ("aws:secretsmanager/secret:Secret", "name", "description kmsKeyId"),
    ("aws:kms/key:Key", "customerMasterKeySpec keyUsage multiRegion", "description enableKeyRotation"),
    ("aws:route53/zone:Zone", "name", "comment"),
    ("aws:route53/record:Record", "name zoneId", "ttl records"),
    ("aws:acm/certificate:Certificate", "domainName subjectAlternativeNames validationMethod", "tags"),
    ("aws:efs/fileSystem:FileSystem", "encrypted kmsKeyId performanceMode", "throughputMode"),
    ("aws:ecr/repository:Repository", "name encryptionConfigurations", "imageTagMutability forceDelete"),
    ("aws:backup/vault:Vault", "name kmsKeyArn", "forceDestroy"),
    ("aws:wafv2/webAcl:WebAcl", "name scope", "rules defaultAction"),
    ("aws:apigateway/resource:Resource", "restApi", "pathPart"),
    (DEPLOYMENT, "metadata.name metadata.namespace spec.selector", "spec.replicas spec.template"),
    ("kubernetes:batch/v1:Job", "spec.template spec.selector", "spec.backoffLimit"),
    ("kubernetes:core/v1:ConfigMap", "data metadata.name", "metadata.labels"),
    ("kubernetes:core/v1:Service", "spec.clusterIP", "spec.ports spec.type"),
    ("kubernetes:example.com/v1:Anything", "metadata.name metadata.namespace", "spec"),
    ("random:index/randomPassword:RandomPassword", "length keepers special", "result"),
    ("tls:index/selfSignedCert:SelfSignedCert", "privateKeyPem subject", "earlyRenewalHours"),
    ("docker:index/container:Container", "image command", "memory"),
    ("command:local:Command", "triggers", "create"),
]


@pytest.mark.parametrize(("type_", "forcing", "in_place"), FACTS)
def test_say_what_replaces_a_resource_and_what_changes_in_place(type_, forcing, in_place):
    paths = forces_replacement(type_)
    assert set(forcing.split()) <= paths
    assert set(in_place.split()) & paths == set()


def test_add_the_region_where_a_type_has_one():
    assert "region" in forces_replacement(QUEUE)
    assert "region" not in forces_replacement("aws:iam/role:Role")


def test_know_a_type_none_of_whose_inputs_force():
    assert known("aws:apigateway/clientCertificate:ClientCertificate")
    assert forces_replacement("aws:apigateway/clientCertificate:ClientCertificate") == {"region"}


@pytest.mark.parametrize("type_", ["aws:none/none:None", "nobody:index:Thing", "../aws:x", "", "aws"])
def test_are_empty_for_a_type_nothing_is_known_about(type_):
    assert not known(type_)
    assert forces_replacement(type_) == frozenset()
    assert replacing(type_, {"name": "a"}, {"name": "b"}) == []


def test_are_read_in_less_than_fifteen_milliseconds():
    importlib.import_module("stackwright.data")
    taken = []
    for _ in range(5):
        replacement._table.cache_clear()
        replacement._fact.cache_clear()
        started = time.process_time()
        assert known(INSTANCE)
        taken.append(time.process_time() - started)
    assert min(taken) < 0.015


@pytest.mark.parametrize("package", PACKAGES)
def test_are_sorted_dated_sourced_and_well_formed(package):
    found = rows(package)
    assert [row["type"] for row in found] == sorted({row["type"] for row in found})
    for row in found:
        assert row["type"].startswith(f"{package}:")
        assert row["as_of"] == "2026-11-21"
        assert row["source"]
        properties = row["properties"].split()
        assert properties == sorted(set(properties))
        assert all(re.fullmatch(r"[A-Za-z][\w]*(\.[A-Za-z]\w*)*", path) for path in properties)
        assert {entry.partition("=")[0] for entry in row["omitted"].split()} <= set(properties)


def test_cover_nearly_every_type_of_pulumi_aws():
    assert len(rows("aws")) >= 1700


def test_find_the_changed_inputs_in_order():
    old = {"ami": "ami-1", "instanceType": "t3.micro", "subnetId": "subnet-1", "keyName": "k"}
    new = {"ami": "ami-2", "instanceType": "t3.large", "subnetId": "subnet-2", "keyName": "k"}
    assert replacing(INSTANCE, old, new) == ["ami", "subnetId"]


def test_look_inside_blocks_but_only_at_what_forces():
    old = {"rootBlockDevice": {"volumeSize": 10, "encrypted": False}}
    assert replacing(INSTANCE, old, {"rootBlockDevice": {"volumeSize": 20, "encrypted": False}}) == []
    assert replacing(INSTANCE, old, {"rootBlockDevice": {"encrypted": True}}) == ["rootBlockDevice.encrypted"]


def test_count_blocks_that_came_or_went_and_ignore_their_order():
    one, two = {"deviceName": "/dev/b"}, {"deviceName": "/dev/c"}
    assert replacing(INSTANCE, {"ebsBlockDevices": [one, two]}, {"ebsBlockDevices": [two, one]}) == []
    assert replacing(INSTANCE, {"ebsBlockDevices": [one, two]}, {"ebsBlockDevices": [one]}) == [
        "ebsBlockDevices.deviceName"
    ]


def test_ignore_the_order_of_aws_lists_and_keep_that_of_others():
    assert replacing(GROUP, {"subnetIds": ["a", "b"]}, {"subnetIds": ["b", "a"]}) == []
    assert replacing(GROUP, {"subnetIds": ["a", "b"]}, {"subnetIds": ["a", "c"]}) == ["subnetIds"]
    container = "docker:index/container:Container"
    assert replacing(container, {"command": ["a", "b"]}, {"command": ["b", "a"]}) == ["command"]


@pytest.mark.parametrize("left_out", [{}, {"fifoQueue": False}, {"fifoQueue": "false"}, {"fifoQueue": None}])
def test_take_an_input_left_out_for_its_default_or_nothing(left_out):
    assert replacing(QUEUE, left_out, {"fifoQueue": False}) == []
    assert replacing(QUEUE, {"fifoQueue": False}, left_out) == []
    assert replacing(QUEUE, left_out, {"fifoQueue": True}) == ["fifoQueue"]
    role = "aws:iam/role:Role"
    assert replacing(role, {}, {"path": "/"}) == []
    assert replacing(role, {"path": "/"}, {"path": "/team/"}) == ["path"]


def test_keep_what_the_cloud_chose_for_an_input_left_out():
    assert replacing(DATABASE, {"availabilityZone": "eu-west-1a"}, {}) == []
    assert replacing(DATABASE, {}, {"availabilityZone": "eu-west-1a"}) == ["availabilityZone"]
    assert replacing(DATABASE, {"storageEncrypted": True}, {}) == ["storageEncrypted"]


def test_keep_an_automatic_name_and_replace_for_a_given_one():
    automatic = {"name": "jobs-1234567", "__defaults": ["name"]}
    assert replacing(QUEUE, automatic, {}) == []
    assert replacing(QUEUE, automatic, {"name": "jobs"}) == ["name"]
    assert replacing(QUEUE, {"name": "jobs", "__defaults": []}, {}) == ["name"]
    assert replacing(QUEUE, {}, {}) == []
    assert replacing(QUEUE, {"namePrefix": "a"}, {"namePrefix": "b"}) == ["namePrefix"]


def test_keep_what_a_block_got_by_default():
    mapping = {"encryptionConfigurations": [{"encryptionType": "AES256", "__defaults": ["encryptionType"]}]}
    assert replacing("aws:ecr/repository:Repository", mapping, mapping) == []
    old = {"spec": [{"clusterIP": "None", "__defaults": ["clusterIP"]}]}
    assert replacing("kubernetes:core/v1:Service", old, {"spec": {}}) == []
    assert replacing("kubernetes:core/v1:Service", {"spec": [{"clusterIP": "None"}]}, {}) == ["spec.clusterIP"]
    assert replacing("kubernetes:core/v1:Service", {"spec": Secret({"clusterIP": "x"})}, {"spec": {}}) == [
        "spec.clusterIP"
    ]


def test_keep_an_automatic_name_of_a_kubernetes_object():
    automatic = {"metadata": {"name": "web-1a2b", "annotations": {"pulumi.com/autonamed": "true"}}}
    assert replacing(DEPLOYMENT, automatic, {"metadata": {}}) == []
    assert replacing(DEPLOYMENT, automatic, {}) == []
    assert replacing(DEPLOYMENT, automatic, {"metadata": {"name": "web"}}) == ["metadata.name"]
    assert replacing(DEPLOYMENT, {"metadata": {"name": "web"}}, {"metadata": {}}) == ["metadata.name"]
    assert replacing(DEPLOYMENT, {"metadata": {}}, {"metadata": {"namespace": "default"}}) == []


def test_take_an_unknown_new_value_for_a_change_and_an_unknown_old_one_for_none():
    assert replacing(INSTANCE, {"subnetId": "subnet-1"}, {"subnetId": UNKNOWN}) == ["subnetId"]
    assert replacing(INSTANCE, {"subnetId": UNKNOWN}, {"subnetId": UNKNOWN}) == []
    assert replacing(INSTANCE, {"subnetId": UNKNOWN}, {"subnetId": "subnet-1"}) == []


def test_compare_secrets_by_their_content():
    assert replacing(DATABASE, {"username": Secret("app")}, {"username": "app"}) == []
    assert replacing(DATABASE, {"username": Secret("app")}, {"username": Secret("admin")}) == ["username"]


@pytest.mark.parametrize(("one", "other"), [(8080, "8080"), (8080, 8080.0), (True, "true"), (1.5, "1.5")])
def test_take_numbers_and_booleans_written_as_text_for_the_plain_ones(one, other):
    group = "aws:lb/targetGroup:TargetGroup"
    assert replacing(group, {"port": one}, {"port": other}) == []


def test_compare_json_text_by_what_it_says():
    task = "aws:ecs/taskDefinition:TaskDefinition"
    old = {"containerDefinitions": '[{"name": "app", "image": "a", "command": ["x", "y"]}]'}
    spaced = {"containerDefinitions": '[ {"image":"a","name":"app","command":["x","y"]} ]'}
    turned = {"containerDefinitions": '[{"name": "app", "image": "a", "command": ["y", "x"]}]'}
    assert replacing(task, old, spaced) == []
    assert replacing(task, old, turned) == ["containerDefinitions"]
    assert replacing(task, {"containerDefinitions": "[oops"}, {"containerDefinitions": "[oops]"}) == [
        "containerDefinitions"
    ]


SCALARS = st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False)
VALUES = st.recursive(
    SCALARS | st.just(UNKNOWN) | SCALARS.map(Secret),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
INPUTS = st.dictionaries(
    st.sampled_from(["ami", "ebsBlockDevices", "rootBlockDevice", "launchTemplate", "region", "tags"]), VALUES
)


@given(INPUTS)
def test_find_no_change_between_equal_inputs(inputs):
    assert replacing(INSTANCE, inputs, inputs) == []


@given(INPUTS, INPUTS)
def test_name_only_paths_that_force(old, new):
    assert set(replacing(INSTANCE, old, new)) <= forces_replacement(INSTANCE)
