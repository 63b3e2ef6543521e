"""What a node that Karpenter starts may do in AWS, and its way into the cluster."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from ...component import Component
from ...scope import Scope
from ..contract import Cluster
from ..roles import NODE_POLICIES, NODE_TRUST, managed_role


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
    made = managed_role(owner, scope, "node", removal=cluster.removal, trust=NODE_TRUST, policies=NODE_POLICIES)
    entry = aws.eks.AccessEntry(
        f"{name}-node-access",
        cluster_name=cluster.cluster_name,
        principal_arn=made.role.arn,
        # Joins nodes, and lets nobody type a command. Only nodes that EKS itself starts have theirs from EKS.
        type="EC2_LINUX",
        tags=scope.tags(scope.physical_name(name, "node", "access")),
        opts=owner.child(),
    )
    return NodeAccess(role=made.role, ready=(*made.ready, entry))
