"""What the AWS Load Balancer Controller may do: register targets or, by choice, own whole load balancers. Pure.

Source: docs/install/iam_policy.json of kubernetes-sigs/aws-load-balancer-controller, tightened: what it only asks to be
tagged by some cluster must here be tagged by this one.
"""

from __future__ import annotations

from typing import Any

from ...eks.pod_identity import Statement
from ...scope import Scope

# The controller writes it on all that it makes.
_OWNER = "elbv2.k8s.aws/cluster"

_LOOK_UPS = (
    "ec2:DescribeAvailabilityZones",
    "ec2:DescribeInstances",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcs",
    "elasticloadbalancing:DescribeTags",
    "elasticloadbalancing:DescribeTargetGroups",
    "elasticloadbalancing:DescribeTargetHealth",
)

_MORE_LOOK_UPS = (
    "acm:ListCertificates",
    "ec2:DescribeAccountAttributes",
    "ec2:DescribeAddresses",
    "ec2:DescribeInternetGateways",
    "ec2:DescribeRouteTables",
    "ec2:DescribeTags",
    "ec2:DescribeVpcPeeringConnections",
    "elasticloadbalancing:DescribeCapacityReservation",
    "elasticloadbalancing:DescribeListenerAttributes",
    "elasticloadbalancing:DescribeListenerCertificates",
    "elasticloadbalancing:DescribeListeners",
    "elasticloadbalancing:DescribeLoadBalancerAttributes",
    "elasticloadbalancing:DescribeLoadBalancers",
    "elasticloadbalancing:DescribeRules",
    "elasticloadbalancing:DescribeSSLPolicies",
    "elasticloadbalancing:DescribeTargetGroupAttributes",
    "elasticloadbalancing:DescribeTrustStores",
)

_CREATE = ("CreateListener", "CreateLoadBalancer", "CreateRule", "CreateTargetGroup")

_CHANGE = (
    "AddListenerCertificates",
    "AddTags",
    "CreateListener",
    "CreateRule",
    "DeleteListener",
    "DeleteLoadBalancer",
    "DeleteRule",
    "DeleteTargetGroup",
    "DeregisterTargets",
    "ModifyListener",
    "ModifyListenerAttributes",
    "ModifyLoadBalancerAttributes",
    "ModifyRule",
    "ModifyTargetGroup",
    "ModifyTargetGroupAttributes",
    "RegisterTargets",
    "RemoveListenerCertificates",
    "RemoveTags",
    "SetIpAddressType",
    "SetRulePriorities",
    "SetSecurityGroups",
    "SetSubnets",
    "SetWebAcl",
)


def register_targets(scope: Scope) -> list[Statement]:
    """Return what TargetGroupBindings need: targets come and go in the target groups of this environment."""
    ours = {
        "aws:ResourceTag/Organization": scope.organization,
        "aws:ResourceTag/Environment": scope.environment,
    }
    return [
        _allow(
            ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
            _arn(scope, "elasticloadbalancing", "targetgroup/*/*"),
            {"StringEquals": ours},
        ),
        # None of these supports a resource.
        _allow(list(_LOOK_UPS), "*"),
    ]


def own_load_balancers(scope: Scope, cluster_name: str, vpc_id: str) -> list[Statement]:
    """Return what Ingress objects and Services of type LoadBalancer need as well, in one VPC and for one cluster."""
    tagged_so = {"StringEquals": {f"aws:RequestTag/{_OWNER}": cluster_name}}
    its_own = {"StringEquals": {f"aws:ResourceTag/{_OWNER}": cluster_name}}
    balancing = _arn(scope, "elasticloadbalancing", "*")
    group = _arn(scope, "ec2", "security-group/*")
    return [
        _allow(list(_MORE_LOOK_UPS), "*"),
        _allow(["acm:DescribeCertificate"], _arn(scope, "acm", "certificate/*")),
        _allow([f"elasticloadbalancing:{action}" for action in _CREATE], balancing, tagged_so),
        _allow([f"elasticloadbalancing:{action}" for action in _CHANGE], balancing, its_own),
        _allow(
            ["elasticloadbalancing:AddTags"],
            balancing,
            {"StringEquals": {"elasticloadbalancing:CreateAction": list(_CREATE), **tagged_so["StringEquals"]}},
        ),
        _allow(["ec2:CreateSecurityGroup"], group, tagged_so),
        # A group is made in a network, which nobody tags.
        _allow(["ec2:CreateSecurityGroup", "ec2:GetSecurityGroupsForVpc"], _arn(scope, "ec2", f"vpc/{vpc_id}")),
        _allow(
            ["ec2:CreateTags"],
            group,
            {"StringEquals": {"ec2:CreateAction": "CreateSecurityGroup", **tagged_so["StringEquals"]}},
        ),
        _allow(
            [
                "ec2:AuthorizeSecurityGroupIngress",
                "ec2:DeleteSecurityGroup",
                "ec2:RevokeSecurityGroupIngress",
            ],
            group,
            its_own,
        ),
        # Its load balancers are let in to nodes and pods through groups that carry the cluster's tag.
        _allow(
            ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"],
            group,
            {"StringEquals": {f"aws:ResourceTag/kubernetes.io/cluster/{cluster_name}": ["owned", "shared"]}},
        ),
        _allow(
            ["wafv2:AssociateWebACL", "wafv2:DisassociateWebACL", "wafv2:GetWebACL", "wafv2:GetWebACLForResource"],
            [
                _arn(scope, "wafv2", "regional/webacl/*/*"),
                _arn(scope, "elasticloadbalancing", "loadbalancer/app/*/*"),
            ],
        ),
        _allow(
            ["iam:CreateServiceLinkedRole"],
            f"arn:{scope.partition}:iam::{scope.account_id}:role/aws-service-role/elasticloadbalancing.amazonaws.com/*",
            {"StringEquals": {"iam:AWSServiceName": "elasticloadbalancing.amazonaws.com"}},
        ),
    ]


def _arn(scope: Scope, service: str, resource: str) -> str:
    return f"arn:{scope.partition}:{service}:{scope.region}:{scope.account_id}:{resource}"


def _allow(actions: list[str], resources: str | list[str], condition: dict[str, Any] | None = None) -> Statement:
    statement: Statement = {"Effect": "Allow", "Action": actions, "Resource": resources}
    return statement if condition is None else {**statement, "Condition": condition}
