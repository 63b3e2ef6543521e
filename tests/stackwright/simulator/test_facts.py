"""The facts about well-known types..."""

from __future__ import annotations

import csv
import datetime as dt
import re
import string
from importlib import resources

import pytest

from stackwright.simulator import Simulator, classes, hints, patterns
from stackwright.simulator.derived import DERIVED
from stackwright.simulator.facts import UNKNOWN, Fact, fact, facts
from stackwright.simulator.fields import _maker

DATA = resources.files("stackwright.data")
ROWS = list(csv.DictReader(DATA.joinpath("aws_resources.csv").read_text("utf-8").splitlines()))
OTHERS = list(csv.DictReader(DATA.joinpath("other_resources.csv").read_text("utf-8").splitlines()))
ARNS = list(csv.DictReader(DATA.joinpath("aws_arns.csv").read_text("utf-8").splitlines()))
TYPES = [row["type"] for row in ROWS]
PLACES = [("eu-west-1", "aws"), ("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov")]
ARN = re.compile(r"arn:[a-z-]+:[a-z0-9-]+:([a-z0-9-]*):([0-9]*|aws|cloudfront):\S(.*\S)?")
# Inputs that a program always gives and an id or ARN is made of.
REQUIRED = {
    "aws:acm/certificateValidation:CertificateValidation": {"certificateArn": "arn:x"},
    "aws:appautoscaling/policy:Policy": {"serviceNamespace": "ecs", "resourceId": "service/a/b"},
    "aws:appautoscaling/target:Target": {"resourceId": "service/a/b"},
    "aws:inspector/assessmentTemplate:AssessmentTemplate": {"targetArn": "arn:aws:inspector:eu-west-1:1:target/0-1"},
    "aws:cloudwatch/dashboard:Dashboard": {"dashboardName": "main"},
    "aws:ec2/route:Route": {"routeTableId": "rtb-1"},
    "aws:ecr/repository:Repository": {"name": "app"},
    "aws:ecs/service:Service": {"cluster": "arn:aws:ecs:eu-west-1:1:cluster/main"},
    "aws:ecs/taskDefinition:TaskDefinition": {"family": "app"},
    "aws:iam/rolePolicy:RolePolicy": {"role": "r"},
    "aws:kms/alias:Alias": {"name": "alias/a"},
    "aws:route53/record:Record": {"zoneId": "Z1", "name": "a.example", "type": "A"},
    "aws:secretsmanager/secretVersion:SecretVersion": {"secretId": "arn:aws:secretsmanager:eu-west-1:1:secret:s"},
    "aws:sns/topicSubscription:TopicSubscription": {"topic": "arn:aws:sns:eu-west-1:1:t"},
}


def test_have_one_row_each_in_order():
    others = [row["type"] for row in OTHERS]
    assert sorted(set(TYPES)) == TYPES
    assert sorted(set(others)) == others
    assert [*TYPES, *others] == list(facts())


@pytest.mark.parametrize("row", [*ROWS, *OTHERS], ids=lambda row: row["type"])
def test_have_a_source_and_a_date(row):
    assert row["source"].strip()
    assert dt.date.fromisoformat(row["as_of"]) >= dt.date(2026, 1, 1)
    assert None not in row


@pytest.mark.parametrize("type_", TYPES)
def test_are_about_types_and_outputs_the_installed_sdk_has(type_):
    declared = hints.properties(classes.find(type_))
    assert {re.split(r"[.\[]", path)[0] for path in facts()[type_].outputs} <= set(declared)


def test_are_about_other_packages_whether_they_are_installed_or_not():
    made = Simulator(region="eu-west-1").create("awsx:ecr:Repository", "urn:x::app", {"name": "app"})[1]
    assert made["url"] == "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app"
    cluster = Simulator().create("eks:index:Cluster", "urn:x::app", {})[1]
    assert cluster["oidcProviderUrl"] == "https://" + cluster["oidcIssuer"]
    assert cluster["oidcProviderArn"] == "arn:aws:iam::123456789012:oidc-provider/" + cluster["oidcIssuer"]


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize(("region", "partition"), PLACES)
def test_leave_no_gap_in_an_id_an_arn_or_an_output(type_, region, partition):
    inputs = REQUIRED.get(type_, {})
    id_, outputs = Simulator(region=region).create(type_, f"urn:pulumi:d::p::{type_}::name", inputs)
    known = facts()[type_]
    found = [id_, *(repr(outputs[key]) for key in known.outputs if key in outputs)]
    if known.arn.startswith("arn:") and "arn" in outputs:
        assert outputs["arn"].startswith(f"arn:{partition}:")
        found.append(outputs["arn"])
    for text in found:
        assert text
        assert not text.endswith(("/", ":")) or "lambda-url" in text
        assert "//" not in re.sub(r"\w+://", "", text)


@pytest.mark.parametrize("type_", TYPES)
def test_use_only_fields_that_exist(type_):
    known = {
        "partition",
        "dns",
        "region",
        "account",
        "service",
        "resource",
        "logical",
        "physical",
        "arn",
        "id",
        *DERIVED,
    }
    known |= hints.inputs(classes.find(type_))
    row = facts()[type_]
    texts = [row.id, row.arn, *(text for text in row.outputs.values() if not text.startswith(("tree:", "json:")))]
    used = {field for text in texts for _, field, _, _ in string.Formatter().parse(text) if field}
    assert {field for field in used if _maker(field) is None} <= known
    for text in row.outputs.values():
        patterns.maker(text)


def test_split_a_cell_of_outputs_at_its_first_equals_sign():
    assert facts()["aws:sqs/queue:Queue"] == Fact(
        "https://sqs.{region}.{dns}/{account}/{physical}",
        "arn:{partition}:sqs:{region}:{account}:{physical}",
        {"name": "{physical}", "url": "{id}"},
    )


def test_name_every_type_of_the_installed_sdk_once_in_order():
    assert [row["type"] for row in ARNS] == sorted(classes.table("aws"))


def test_give_every_type_with_an_arn_one_and_say_where_none_is_published():
    """Were a type of a new pulumi_aws forgotten, it would be a difference here."""
    lacking = [row["type"] for row in ARNS if "arn" in hints.properties(classes.find(row["type"])) and not row["arn"]]
    assert lacking == []
    unpublished = [row["type"] for row in ARNS if row["source"].startswith("no published template")]
    assert 0 < len(unpublished) < 10


@pytest.mark.parametrize("row", ARNS, ids=[row["type"] for row in ARNS])
def test_say_where_each_id_and_arn_is_from(row):
    assert row["source"].strip()
    assert dt.date.fromisoformat(row["as_of"]) >= dt.date(2026, 1, 1)
    assert row["id"]


@pytest.mark.parametrize("type_", [row["type"] for row in ARNS])
def test_write_an_arn_as_aws_does(type_):
    outputs = Simulator(region="eu-west-1").create(type_, f"urn:x::{type_}::name", REQUIRED.get(type_, {}))[1]
    assert ("arn" in outputs) is ("arn" in hints.properties(classes.find(type_)))
    assert "arn" not in outputs or ARN.fullmatch(outputs["arn"]), outputs["arn"]


@pytest.mark.parametrize(
    ("type_", "arn"),
    [
        ("aws:iam/user:User", "arn:aws:iam::123456789012:user/x"),
        ("aws:s3/bucketV2:BucketV2", "arn:aws:s3:::x"),
        ("aws:dynamodb/table:Table", "arn:aws:dynamodb:eu-west-1:123456789012:table/x"),
        ("aws:route53/healthCheck:HealthCheck", r"arn:aws:route53:::healthcheck/[0-9a-f-]{36}"),
        ("aws:cloudfront/distribution:Distribution", "arn:aws:cloudfront::123456789012:distribution/E[A-Z0-9]{13}"),
        ("aws:globalaccelerator/accelerator:Accelerator", "arn:aws:globalaccelerator::123456789012:accelerator/.{36}"),
        ("aws:apigateway/restApi:RestApi", "arn:aws:apigateway:eu-west-1::/restapis/[a-z0-9]{10}"),
        ("aws:ec2/ami:Ami", "arn:aws:ec2:eu-west-1::image/ami-0[0-9a-f]{16}"),
        ("aws:ssm/parameter:Parameter", "arn:aws:ssm:eu-west-1:123456789012:parameter/x"),
        ("aws:alb/targetGroup:TargetGroup", "arn:aws:elasticloadbalancing:.*:targetgroup/x/[0-9a-f]{16}"),
        ("aws:batch/jobQueue:JobQueue", "arn:aws:batch:eu-west-1:123456789012:job-queue/x"),
        ("aws:kms/replicaKey:ReplicaKey", "arn:aws:kms:eu-west-1:123456789012:key/[0-9a-f-]{36}"),
    ],
)
def test_know_the_service_region_account_and_path(type_, arn):
    simulator = Simulator(region="eu-west-1")
    made = simulator.create(type_, f"urn:x::{type_}::x", {"name": "x", "bucket": "x"})[1]["arn"]
    assert re.fullmatch(arn, made), made


@pytest.mark.parametrize("row", [row for row in ARNS if row["name"]], ids=lambda row: row["type"])
def test_name_a_resource_by_text_that_is_a_name(row):
    declared = hints.properties(classes.find(row["type"]))
    for wire in row["name"].split():
        assert hints.choice(declared[wire], {}) not in (bool, int, float, dict, list)
        assert not wire.lower().endswith(("policy", "state", "status", "acl", "scope", "configuration", "settings"))


@pytest.mark.parametrize("kind", ["group:Group", "policy:Policy", "role:Role", "user:User"])
def test_put_the_path_of_an_identity_into_its_arn(kind):
    noun = kind.partition(":")[0]
    inputs = {"name": "x", "path": "/team/app/", "policy": "{}"}
    outputs = Simulator().create(f"aws:iam/{kind}", f"urn:x::{kind}::x", inputs)[1]
    assert outputs["arn"] == f"arn:aws:iam::123456789012:{noun}/team/app/x"
    read = Simulator().create(f"aws:iam/{kind}", f"urn:x::{kind}::x", {}, outputs["arn"])[1]
    assert (read["arn"], read["name"]) == (outputs["arn"], "x")
    assert Simulator().create(f"aws:iam/{kind}", f"urn:x::{kind}::x", {"name": "x"})[1]["path"] == "/"


@pytest.mark.parametrize(
    ("id_", "fields"),
    [
        ("arn:aws:sns:r:1:t", {"partition": "aws", "region": "r", "account": "1", "physical": "t"}),
        ("plain", {"arn": "plain"}),
    ],
)
def test_tell_what_an_id_says(id_, fields):
    assert fact("aws:sns/topic:Topic").parsed(id_) == fields


def test_tell_nothing_of_an_id_of_another_shape():
    assert fact("aws:ec2/vpc:Vpc").parsed("odd") == {}
    assert fact("aws:x/y:Z") == UNKNOWN


def test_are_those_of_the_type_it_is_another_name_of():
    assert fact("aws:alb/listener:Listener").arn == fact("aws:lb/listener:Listener").arn
    assert fact("aws:s3/bucketV2:BucketV2").outputs == fact("aws:s3/bucket:Bucket").outputs


def test_of_kubernetes_objects_hold_for_every_version():
    assert fact("kubernetes:apps/v1:Deployment") == fact("kubernetes:apps/v1beta2:DeploymentPatch")
    assert fact("kubernetes:core/v1:ConfigMap").outputs == {}


def test_of_cloud_control_types_are_the_arns_of_the_same_resources():
    simulator = Simulator(region="eu-west-1")
    assert fact("aws-native:s3:Bucket").arn == "arn:{partition}:s3:::{physical}"
    assert fact("aws-native:s3:NoSuch").arn == UNKNOWN.arn
    assert simulator.create("aws-native:s3:Bucket", "urn:x::b", {"bucketName": "logs"})[0] == "logs"
