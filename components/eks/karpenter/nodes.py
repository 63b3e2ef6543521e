"""What a node that Karpenter starts may do in AWS, and its way into the cluster."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from ...component import Component
from ...scope import Scope
from ..contract import Cluster

# No permission for the network: that is the vpc-cni add-on's own. Source: Amazon EKS User Guide, "Amazon EKS node IAM
# role"; Session Manager is how Bottlerocket is reached.
_POLICIES = ("AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonSSMManagedInstanceCore")


@dataclass(frozen=True, kw_only=True)
class NodeAccess:
    """The role of nodes, and what must stand before one starts."""

    role: aws.iam.Role
    """The role."""

    ready: tuple[pulumi.Resource, ...]
    """Its policies, and its entry in the cluster."""


def node_access(owner: Component, scope: Scope, cluster: Cluster) -> NodeAccess:
    """Create `{owner}-node-role`, `{owner}-node-{policy}` of each policy, and `{owner}-node-access`."""
    name = owner.logical_name
    role = aws.iam.Role(
        f"{name}-node-role",
        assume_role_policy=json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
                ],
            }
        ),
        force_detach_policies=True if cluster.removal == "destroy" else None,
        tags=scope.tags(scope.physical_name(name, "node", "role")),
        opts=owner.child(),
    )
    policies = [
        aws.iam.RolePolicyAttachment(
            f"{name}-node-{policy}",
            role=role.name,
            policy_arn=f"arn:{scope.partition}:iam::aws:policy/{policy}",
            opts=owner.child(),
        )
        for policy in _POLICIES
    ]
    entry = aws.eks.AccessEntry(
        f"{name}-node-access",
        cluster_name=cluster.cluster_name,
        principal_arn=role.arn,
        # Joins nodes, and lets nobody type a command. Only nodes that EKS itself starts have theirs from EKS.
        type="EC2_LINUX",
        tags=scope.tags(scope.physical_name(name, "node", "access")),
        opts=owner.child(),
    )
    return NodeAccess(role=role, ready=(*policies, entry))
