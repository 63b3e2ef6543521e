"""Karpenter may start and end the nodes of its own cluster, and touches nobody else's"""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from components.eks.karpenter.controller_policy import Reach, controller_statements

EC2 = "arn:aws:ec2:eu-west-1:123456789012"
CLUSTER = "arn:aws:eks:eu-west-1:123456789012:cluster/prod"
PROFILES = "arn:aws:iam::123456789012:instance-profile/*"
KINDS = ("fleet", "instance", "volume", "network-interface", "launch-template", "spot-instances-request")
OWNED = "kubernetes.io/cluster/prod"

# Source: AWS IAM User Guide, "IAM and AWS STS quotas": all inline policies of a role together, without white space.
INLINE_LIMIT = 10_240


@pytest.fixture
def reach(scope):
    return Reach(
        scope=scope,
        cluster_name="prod",
        cluster_arn=CLUSTER,
        node_role_arn="arn:aws:iam::123456789012:role/nodes",
        queue_arn="arn:aws:sqs:eu-west-1:123456789012:interruptions",
        security_group_id="sg-1",
        subnet_ids=["subnet-a", "subnet-b"],
    )


@pytest.fixture
def by_sid(reach):
    return {statement.pop("Sid"): statement for statement in controller_statements(reach)}


def tagged(where, *names, any_of):
    values = {OWNED: "owned", "eks:eks-cluster-name": "prod", "topology.kubernetes.io/region": "eu-west-1"}
    return {
        "StringEquals": {f"aws:{where}Tag/{name}": values[name] for name in names},
        "StringLike": {f"aws:{where}Tag/{any_of}": "*"},
    }


def allow(action, resource, condition=None):
    statement = {"Effect": "Allow", "Action": action, "Resource": resource}
    return statement if condition is None else {**statement, "Condition": condition}


def test_by_these_statements(by_sid):
    assert set(by_sid) == {
        "AllowAPIServerEndpointDiscovery",
        "AllowInstanceProfileReadActions",
        "AllowInterruptionQueueActions",
        "AllowPassingInstanceRole",
        "AllowPricingReadActions",
        "AllowRegionalReadActions",
        "AllowSSMReadActions",
        "AllowScopedDeletion",
        "AllowScopedEC2InstanceAccessActions",
        "AllowScopedEC2InstanceActionsWithTags",
        "AllowScopedEC2LaunchTemplateAccessActions",
        "AllowScopedInstanceProfileActions",
        "AllowScopedInstanceProfileCreationActions",
        "AllowScopedInstanceProfileTagActions",
        "AllowScopedResourceCreationTagging",
        "AllowScopedResourceTagging",
        "AllowUnscopedInstanceProfileListAction",
        "AllowZonalShiftStatusReadOnly",
    }


def test_starts_nodes_in_its_own_subnets_and_security_group_only(by_sid):
    start = ["ec2:RunInstances", "ec2:CreateFleet"]
    assert by_sid["AllowScopedEC2InstanceAccessActions"] == allow(
        start,
        [
            "arn:aws:ec2:eu-west-1::image/*",
            "arn:aws:ec2:eu-west-1::snapshot/*",
            f"{EC2}:security-group/sg-1",
            f"{EC2}:subnet/subnet-a",
            f"{EC2}:subnet/subnet-b",
            f"{EC2}:capacity-reservation/*",
            f"{EC2}:placement-group/*",
        ],
    )
    assert by_sid["AllowScopedEC2LaunchTemplateAccessActions"] == allow(
        start, f"{EC2}:launch-template/*", tagged("Resource", OWNED, any_of="karpenter.sh/nodepool")
    )
    assert by_sid["AllowScopedEC2InstanceActionsWithTags"] == allow(
        [*start, "ec2:CreateLaunchTemplate"],
        [f"{EC2}:{kind}/*" for kind in KINDS],
        tagged("Request", OWNED, "eks:eks-cluster-name", any_of="karpenter.sh/nodepool"),
    )


def test_ends_its_own_nodes_only(by_sid):
    assert by_sid["AllowScopedDeletion"] == allow(
        ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
        [f"{EC2}:instance/*", f"{EC2}:launch-template/*"],
        tagged("Resource", OWNED, any_of="karpenter.sh/nodepool"),
    )


def test_tags_what_it_creates_and_later_only_what_tells_nodes_apart(by_sid):
    creating = tagged("Request", OWNED, "eks:eks-cluster-name", any_of="karpenter.sh/nodepool")
    creating["StringEquals"]["ec2:CreateAction"] = ["RunInstances", "CreateFleet", "CreateLaunchTemplate"]
    assert by_sid["AllowScopedResourceCreationTagging"] == allow(
        "ec2:CreateTags", [f"{EC2}:{kind}/*" for kind in KINDS], creating
    )
    assert by_sid["AllowScopedResourceTagging"] == allow(
        "ec2:CreateTags",
        f"{EC2}:instance/*",
        {
            **tagged("Resource", OWNED, any_of="karpenter.sh/nodepool"),
            "StringEqualsIfExists": {"aws:RequestTag/eks:eks-cluster-name": "prod"},
            "ForAllValues:StringEquals": {"aws:TagKeys": ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"]},
        },
    )


def test_passes_no_role_but_that_of_its_nodes_and_to_ec2_only(by_sid):
    assert by_sid["AllowPassingInstanceRole"] == allow(
        "iam:PassRole",
        "arn:aws:iam::123456789012:role/nodes",
        {"StringEquals": {"iam:PassedToService": ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"]}},
    )


def test_changes_its_own_instance_profiles_only(by_sid):
    region = "topology.kubernetes.io/region"
    node_class = "karpenter.k8s.aws/ec2nodeclass"
    existing = tagged("Resource", OWNED, region, any_of=node_class)
    asked = tagged("Request", OWNED, region, "eks:eks-cluster-name", any_of=node_class)
    assert by_sid["AllowScopedInstanceProfileCreationActions"] == allow("iam:CreateInstanceProfile", PROFILES, asked)
    assert by_sid["AllowScopedInstanceProfileTagActions"] == allow(
        "iam:TagInstanceProfile", PROFILES, {test: {**existing[test], **asked[test]} for test in existing}
    )
    assert by_sid["AllowScopedInstanceProfileActions"] == allow(
        ["iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile", "iam:DeleteInstanceProfile"],
        PROFILES,
        existing,
    )
    assert by_sid["AllowInstanceProfileReadActions"] == allow("iam:GetInstanceProfile", PROFILES)
    assert by_sid["AllowUnscopedInstanceProfileListAction"] == allow("iam:ListInstanceProfiles", "*")


def test_reads_its_own_cluster_and_queue(by_sid):
    assert by_sid["AllowAPIServerEndpointDiscovery"] == allow("eks:DescribeCluster", CLUSTER)
    assert by_sid["AllowInterruptionQueueActions"] == allow(
        ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
        "arn:aws:sqs:eu-west-1:123456789012:interruptions",
    )
    assert by_sid["AllowZonalShiftStatusReadOnly"] == allow(
        "arc-zonal-shift:GetManagedResource",
        "*",
        {"StringEquals": {"arc-zonal-shift:ResourceIdentifier": CLUSTER}},
    )


def test_looks_up_what_there_is_and_what_it_costs(by_sid):
    described = (
        "CapacityReservations",
        "Images",
        "InstanceStatus",
        "InstanceTypeOfferings",
        "InstanceTypes",
        "Instances",
        "LaunchTemplates",
        "PlacementGroups",
        "SecurityGroups",
        "SpotPriceHistory",
        "Subnets",
    )
    assert by_sid["AllowRegionalReadActions"] == allow(
        [f"ec2:Describe{what}" for what in described],
        "*",
        {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}},
    )
    assert by_sid["AllowSSMReadActions"] == allow("ssm:GetParameter", "arn:aws:ssm:eu-west-1::parameter/aws/service/*")
    assert by_sid["AllowPricingReadActions"] == allow("pricing:GetProducts", "*")


def test_names_every_action(reach):
    statements = controller_statements(reach)
    actions = [
        action
        for statement in statements
        for action in ([statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"])
    ]
    assert not [action for action in actions if "*" in action]


def test_in_the_partition_of_the_region(reach):
    china = replace(reach, scope=replace(reach.scope, region="cn-north-1"))
    arns = json.dumps(controller_statements(china))
    assert "arn:aws-cn:ec2:cn-north-1" in arns
    assert "arn:aws:ec2" not in arns


def test_by_a_policy_that_fits_into_the_role_however_long_the_names_are(reach):
    longest = replace(
        reach,
        scope=replace(reach.scope, region="us-gov-west-1"),
        cluster_name="c" * 100,
        cluster_arn=f"arn:aws-us-gov:eks:us-gov-west-1:123456789012:cluster/{'c' * 100}",
        node_role_arn=f"arn:aws-us-gov:iam::123456789012:role/{'r' * 64}",
        queue_arn=f"arn:aws-us-gov:sqs:us-gov-west-1:123456789012:{'q' * 80}",
        security_group_id="sg-0123456789abcdef0",
        subnet_ids=[f"subnet-{number:017x}" for number in range(6)],
    )
    document = {"Version": "2012-10-17", "Statement": controller_statements(longest)}
    assert len("".join(json.dumps(document).split())) < INLINE_LIMIT
