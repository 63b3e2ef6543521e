"""A type token..."""

from __future__ import annotations

import importlib.util
import re
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.guardrails import types
from policy.guardrails.types import canonical, is_taggable, lists_tags, takes_region

STALE = "the SDK has changed: run `python scripts/build_policy_types.py`"

# Inputs that only look like a resource's own: they select other resources, name another Region, or are deprecated.
FILTERS = {"aws:devopsguru/resourceCollection:ResourceCollection", "aws:inspector/resourceGroup:ResourceGroup"}
OTHER_REGIONS = {
    "aws:arcregionswitch/plan:Plan",
    "aws:cfg/aggregateAuthorization:AggregateAuthorization",
    "aws:cloudformation/stackSetInstance:StackSetInstance",
    "aws:invoicing/invoiceUnit:InvoiceUnit",
    "aws:servicequotas/template:Template",
    "aws:ssmincidents/replicationSet:ReplicationSet",
}


@dataclass
class Sources:
    """What the text of an installed SDK says, read without importing it."""

    types: set[str] = field(default_factory=set)
    aliases: set[tuple[str, str]] = field(default_factory=set)
    """(token, token it declares as an alias)."""

    tagged: set[str] = field(default_factory=set)
    regional: set[str] = field(default_factory=set)


def read(package):
    folder = Path(importlib.util.find_spec(package).origin).parent
    sources = Sources()
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found = re.search(r"__init__\(\s*[\"']((?:aws|kubernetes):[^\"':]+:[^\"':]+)[\"']", text)
        if found is None:
            continue
        token = found[1]
        constructor = text.partition("def _internal_init(")[2].partition("def get(")[0]
        sources.types.add(token)
        sources.aliases |= {(token, alias) for alias in re.findall(r'Alias\(type_="([^"]+)"', text)}
        if '__props__.__dict__["tags"] = tags\n' in constructor:
            sources.tagged.add(token)
        if '__props__.__dict__["region"] = region\n' in constructor:
            sources.regional.add(token)
    return sources


@pytest.fixture(scope="module")
def aws():
    return read("pulumi_aws")


@pytest.fixture(scope="module")
def kubernetes():
    return read("pulumi_kubernetes")


def names(sources):
    return sources.types | {alias for _, alias in sources.aliases}


@pytest.mark.parametrize(
    ("token", "one"),
    [
        ("aws:alb/loadBalancer:LoadBalancer", "aws:lb/loadBalancer:LoadBalancer"),
        ("aws:applicationloadbalancing/listener:Listener", "aws:lb/listener:Listener"),
        ("aws:elasticloadbalancingv2/targetGroup:TargetGroup", "aws:lb/targetGroup:TargetGroup"),
        ("aws:elasticloadbalancing/loadBalancer:LoadBalancer", "aws:elb/loadBalancer:LoadBalancer"),
        ("aws:s3/bucketV2:BucketV2", "aws:s3/bucket:Bucket"),
        ("aws:s3/bucketVersioningV2:BucketVersioningV2", "aws:s3/bucketVersioning:BucketVersioning"),
        ("aws:ec2/encryptionControl:EncryptionControl", "aws:ec2/vpcEncryptionControl:VpcEncryptionControl"),
        ("aws:workspaces/webUserSettings:WebUserSettings", "aws:workspacesweb/userSettings:UserSettings"),
        ("kubernetes:apps/v1beta1:Deployment", "kubernetes:apps/v1:Deployment"),
        ("kubernetes:extensions/v1beta1:Deployment", "kubernetes:apps/v1:Deployment"),
        ("kubernetes:extensions/v1beta1:Ingress", "kubernetes:networking.k8s.io/v1:Ingress"),
        ("kubernetes:extensions/v1beta1:PodSecurityPolicy", "kubernetes:policy/v1beta1:PodSecurityPolicy"),
        ("kubernetes:batch/v2alpha1:CronJob", "kubernetes:batch/v1:CronJob"),
        ("kubernetes:autoscaling/v1:HorizontalPodAutoscaler", "kubernetes:autoscaling/v2:HorizontalPodAutoscaler"),
        ("kubernetes:core/v1:Event", "kubernetes:events.k8s.io/v1:Event"),
        ("kubernetes:apps/v1beta2:DeploymentPatch", "kubernetes:apps/v1:DeploymentPatch"),
        ("kubernetes:apiregistration/v1beta1:APIService", "kubernetes:apiregistration.k8s.io/v1:APIService"),
    ],
)
def test_of_a_twin_stands_for_the_modern_one(token, one):
    assert canonical(token) == one
    assert canonical(one) == one


@pytest.mark.parametrize(
    "token",
    [
        "aws:ec2/securityGroupRule:SecurityGroupRule",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "aws:s3/bucketPolicy:BucketPolicy",
        "aws:s3control/bucketPolicy:BucketPolicy",
        "aws:elasticsearch/domain:Domain",
        "kubernetes:core/v1:Pod",
        "kubernetes:apps/v1:DeploymentPatch",
        "pulumi:providers:aws",
    ],
)
def test_without_a_twin_stands_for_itself(token):
    assert canonical(token) == token


@given(st.text())
def test_that_is_unknown_stands_for_itself(token):
    assert canonical(token) == token
    assert not is_taggable(token)
    assert not lists_tags(token)


def test_has_every_alias_that_the_sdks_declare(aws, kubernetes):
    declared = sorted(aws.aliases | kubernetes.aliases)
    assert len(declared) > 200
    assert [pair for pair in declared if canonical(pair[0]) != canonical(pair[1])] == [], STALE


def test_stands_for_a_type_that_the_sdk_has(aws, kubernetes):
    known = aws.types | kubernetes.types
    assert [token for token in sorted(names(aws) | names(kubernetes)) if canonical(token) not in known] == [], STALE


def test_of_alb_stands_for_its_twin_in_lb(aws):
    balancers = {token for token in aws.types if token.startswith("aws:alb/")}
    assert len(balancers) > 5
    assert {token: canonical(token) for token in balancers} == {
        token: token.replace("aws:alb/", "aws:lb/") for token in balancers
    }, STALE


def test_keeps_the_kind_of_a_kubernetes_object(kubernetes):
    tokens = sorted(names(kubernetes))
    kinds = {token for token in tokens if token.rpartition(":")[2] != canonical(token).rpartition(":")[2]}
    assert kinds == set()


def test_is_never_moved_twice(aws, kubernetes):
    tokens = sorted(names(aws) | names(kubernetes))
    assert [token for token in tokens if canonical(canonical(token)) != canonical(token)] == []


def test_is_taggable_where_the_sdk_takes_tags(aws):
    assert len(aws.tagged) > 800
    assert {token for token in aws.types if is_taggable(token)} == aws.tagged - FILTERS, STALE


def test_is_not_taggable_where_its_tags_select_other_resources():
    assert [token for token in sorted(FILTERS) if is_taggable(token)] == []


def test_is_taggable_by_every_name_of_the_type():
    assert is_taggable("aws:alb/loadBalancer:LoadBalancer")
    assert is_taggable("aws:elasticloadbalancingv2/loadBalancer:LoadBalancer")
    assert not is_taggable("aws:s3/bucketVersioningV2:BucketVersioningV2")


def test_lists_its_tags_only_for_auto_scaling_groups(aws):
    assert {token for token in aws.types if lists_tags(token)} == {"aws:autoscaling/group:Group"}


def test_takes_a_region_where_the_sdk_does(aws):
    assert len(aws.regional) > 1500
    assert {token for token in aws.types if takes_region(token)} == aws.regional - OTHER_REGIONS, STALE


@pytest.mark.parametrize(
    ("token", "taken"),
    [
        ("aws:s3/bucketV2:BucketV2", True),
        ("aws:iam/role:Role", False),
        ("aws:cloudfront/distribution:Distribution", False),
        ("aws:newer/thing:Thing", True),
        ("kubernetes:core/v1:Pod", False),
        ("pulumi:providers:aws", False),
    ],
)
def test_takes_a_region_by_any_name_of_an_aws_type(token, taken):
    assert takes_region(token) is taken


def test_is_judged_from_tables_that_are_read_once_and_fast():
    def seconds():
        types._column.cache_clear()
        start = time.perf_counter()
        canonical("a"), is_taggable("a"), takes_region("aws:a")
        return time.perf_counter() - start

    assert min(seconds() for _ in range(20)) < 0.003
    assert types._column.cache_info().misses == 3
