"""What Karpenter may do in AWS: start nodes of its own cluster, tag them, and end those and no others. Pure.

Each statement has the name that Karpenter's documentation gives it, so that a new release can be compared with it.
Source: repository aws/karpenter-provider-aws v1.14.1, website/content/en/v1.14/reference/cloudformation.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...scope import Scope
from ..pod_identity import Statement

_NODE_POOL = "karpenter.sh/nodepool"
_NODE_CLASS = "karpenter.k8s.aws/ec2nodeclass"
_CLUSTER_NAME = "eks:eks-cluster-name"
_REGION = "topology.kubernetes.io/region"
_CREATED = ("fleet", "instance", "volume", "network-interface", "launch-template", "spot-instances-request")
_DESCRIBED = (
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


@dataclass(frozen=True, kw_only=True)
class Reach:
    """What the policy is about."""

    scope: Scope
    """Where the cluster lives."""

    cluster_name: str
    """Name of the cluster."""

    cluster_arn: str
    """ARN of the cluster."""

    node_role_arn: str
    """ARN of the role that nodes run under."""

    queue_arn: str
    """ARN of the queue that tells of interruptions."""

    security_group_id: str
    """Security group of the nodes."""

    subnet_ids: Sequence[str]
    """Subnets of the nodes."""

    def ec2(self, resource: str) -> str:
        """Return the ARN of a *resource* of EC2 in this account, `{type}/{id}`."""
        return f"arn:{self.scope.partition}:ec2:{self.scope.region}:{self.scope.account_id}:{resource}"

    @property
    def owned(self) -> str:
        """Key of the tag that says `owned` on all that belongs to the cluster."""
        return f"kubernetes.io/cluster/{self.cluster_name}"

    @property
    def profiles(self) -> str:
        """Every instance profile of the account."""
        return f"arn:{self.scope.partition}:iam::{self.scope.account_id}:instance-profile/*"


def controller_statements(reach: Reach) -> list[Statement]:
    """Return the statements of the controller's policy."""
    return [*_nodes(reach), *_tags(reach), *_instance_profiles(reach), *_cluster(reach), *_looking_up(reach)]


def _nodes(reach: Reach) -> list[Statement]:
    start = ["ec2:RunInstances", "ec2:CreateFleet"]
    public = f"arn:{reach.scope.partition}:ec2:{reach.scope.region}:"
    existing = [f"security-group/{reach.security_group_id}", *(f"subnet/{subnet}" for subnet in reach.subnet_ids)]
    return [
        _allow(
            "AllowScopedEC2InstanceAccessActions",
            start,
            [
                f"{public}:image/*",
                f"{public}:snapshot/*",
                *(reach.ec2(each) for each in (*existing, "capacity-reservation/*", "placement-group/*")),
            ],
        ),
        _allow(
            "AllowScopedEC2LaunchTemplateAccessActions",
            start,
            reach.ec2("launch-template/*"),
            _tagged("Resource", {reach.owned: "owned"}, _NODE_POOL),
        ),
        _allow(
            "AllowScopedEC2InstanceActionsWithTags",
            [*start, "ec2:CreateLaunchTemplate"],
            [reach.ec2(f"{kind}/*") for kind in _CREATED],
            _tagged("Request", {reach.owned: "owned", _CLUSTER_NAME: reach.cluster_name}, _NODE_POOL),
        ),
        _allow(
            "AllowScopedDeletion",
            ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
            [reach.ec2("instance/*"), reach.ec2("launch-template/*")],
            _tagged("Resource", {reach.owned: "owned"}, _NODE_POOL),
        ),
    ]


def _tags(reach: Reach) -> list[Statement]:
    creating = _tagged("Request", {reach.owned: "owned", _CLUSTER_NAME: reach.cluster_name}, _NODE_POOL)
    creating["StringEquals"]["ec2:CreateAction"] = ["RunInstances", "CreateFleet", "CreateLaunchTemplate"]
    return [
        _allow(
            "AllowScopedResourceCreationTagging",
            "ec2:CreateTags",
            [reach.ec2(f"{kind}/*") for kind in _CREATED],
            creating,
        ),
        _allow(
            "AllowScopedResourceTagging",
            "ec2:CreateTags",
            reach.ec2("instance/*"),
            {
                **_tagged("Resource", {reach.owned: "owned"}, _NODE_POOL),
                "StringEqualsIfExists": {f"aws:RequestTag/{_CLUSTER_NAME}": reach.cluster_name},
                "ForAllValues:StringEquals": {"aws:TagKeys": [_CLUSTER_NAME, "karpenter.sh/nodeclaim", "Name"]},
            },
        ),
    ]


def _instance_profiles(reach: Reach) -> list[Statement]:
    here = {reach.owned: "owned", _REGION: reach.scope.region}
    requested = {**here, _CLUSTER_NAME: reach.cluster_name}
    existing, asked = _tagged("Resource", here, _NODE_CLASS), _tagged("Request", requested, _NODE_CLASS)
    both = {test: {**existing[test], **asked[test]} for test in existing}
    services = ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"]
    change = ["AddRoleToInstanceProfile", "RemoveRoleFromInstanceProfile", "DeleteInstanceProfile"]
    return [
        _allow(
            "AllowPassingInstanceRole",
            "iam:PassRole",
            reach.node_role_arn,
            {"StringEquals": {"iam:PassedToService": services}},
        ),
        _allow("AllowScopedInstanceProfileCreationActions", "iam:CreateInstanceProfile", reach.profiles, asked),
        _allow("AllowScopedInstanceProfileTagActions", "iam:TagInstanceProfile", reach.profiles, both),
        _allow("AllowScopedInstanceProfileActions", [f"iam:{action}" for action in change], reach.profiles, existing),
        _allow("AllowInstanceProfileReadActions", "iam:GetInstanceProfile", reach.profiles),
        _allow("AllowUnscopedInstanceProfileListAction", "iam:ListInstanceProfiles", "*"),
    ]


def _cluster(reach: Reach) -> list[Statement]:
    read = ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"]
    return [
        _allow("AllowAPIServerEndpointDiscovery", "eks:DescribeCluster", reach.cluster_arn),
        _allow("AllowInterruptionQueueActions", read, reach.queue_arn),
        _allow(
            "AllowZonalShiftStatusReadOnly",
            "arc-zonal-shift:GetManagedResource",
            "*",
            {"StringEquals": {"arc-zonal-shift:ResourceIdentifier": reach.cluster_arn}},
        ),
    ]


def _looking_up(reach: Reach) -> list[Statement]:
    region = reach.scope.region
    return [
        _allow(
            "AllowRegionalReadActions",
            [f"ec2:Describe{what}" for what in _DESCRIBED],
            "*",
            {"StringEquals": {"aws:RequestedRegion": region}},
        ),
        _allow(
            "AllowSSMReadActions",
            "ssm:GetParameter",
            f"arn:{reach.scope.partition}:ssm:{region}::parameter/aws/service/*",
        ),
        _allow("AllowPricingReadActions", "pricing:GetProducts", "*"),
    ]


def _tagged(where: str, values: dict[str, str], any_of: str) -> dict[str, dict[str, Any]]:
    """Return the condition that tags of the request or the resource have these *values*, and *any_of* has one."""
    return {
        "StringEquals": {f"aws:{where}Tag/{key}": value for key, value in values.items()},
        "StringLike": {f"aws:{where}Tag/{any_of}": "*"},
    }


def _allow(sid: str, action: str | list[str], resource: str | list[str], condition: Any = None) -> Statement:
    statement: Statement = {"Sid": sid, "Effect": "Allow", "Action": action, "Resource": resource}
    return statement if condition is None else {**statement, "Condition": condition}
