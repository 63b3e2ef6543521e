"""The IAM role of one service account: EKS Pod Identity hands it to pods that run under that account, to no other."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..scope import Scope
from .contract import Cluster
from .roles import managed_role

Statement = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class PodIdentity:
    """A role, and what hands it to pods: a pod that starts before both would never get it."""

    role: aws.iam.Role
    """The role."""

    ready: tuple[pulumi.Resource, ...]
    """What the pods depend on: the association and the role's policies."""


def pod_identity(
    owner: Component,
    scope: Scope,
    cluster: Cluster,
    role: str,
    *,
    namespace: str,
    service_account: str,
    statements: pulumi.Input[Sequence[Statement]] | None = None,
) -> PodIdentity:
    """Create `{owner}-{role}-role`, its policy `{owner}-{role}-policy`, its association `{owner}-{role}-identity`."""
    made = managed_role(
        owner,
        scope,
        role,
        removal=cluster.removal,
        trust=pod_trust(scope, cluster.cluster_arn, namespace, service_account),
        statements=statements,
    )
    association = aws.eks.PodIdentityAssociation(
        f"{owner.logical_name}-{role}-identity",
        cluster_name=cluster.cluster_name,
        namespace=namespace,
        service_account=service_account,
        role_arn=made.role.arn,
        tags=scope.tags(scope.physical_name(owner.logical_name, role, "identity")),
        opts=owner.child(depends_on=list(cluster.ready)),
    )
    return PodIdentity(role=made.role, ready=(association, *made.ready))


def pod_trust(scope: Scope, cluster_arn: pulumi.Input[str], namespace: str, service_account: str) -> pulumi.Output[str]:
    """Return a trust policy for the pods of one service account of one cluster.

    Sources: Amazon EKS User Guide, "Create IAM role with trust policy required by EKS Pod Identity" and "Grant Pods
    access to AWS resources based on tags", for the tags that every session has.
    """
    return pulumi.Output.from_input(cluster_arn).apply(
        lambda arn: json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": {"Service": "pods.eks.amazonaws.com"},
                        "Action": ["sts:AssumeRole", "sts:TagSession"],
                        "Condition": {
                            "StringEquals": {
                                "aws:SourceAccount": scope.account_id,
                                "aws:RequestTag/eks-cluster-arn": arn,
                                "aws:RequestTag/kubernetes-namespace": namespace,
                                "aws:RequestTag/kubernetes-service-account": service_account,
                            }
                        },
                    }
                ],
            }
        )
    )
