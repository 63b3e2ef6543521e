"""Who may enter the cluster: one access entry per principal, and administrators' rights."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from ..component import Component
from .args import EksClusterArgs

_ADMINISTRATOR = "AmazonEKSClusterAdminPolicy"


def team_group(team: str) -> str:
    """Return the Kubernetes group that the people of *team* are in."""
    return f"team:{team}"


def grant_access(
    owner: Component, args: EksClusterArgs, cluster_name: pulumi.Output[str]
) -> tuple[pulumi.Resource, ...]:
    """Create the access entries; return what lets the deployer act in the cluster.

    Administrators have `{owner}-administrator-{key}` and `{owner}-administrator-{key}-policy`; a team has
    `{owner}-team-{name}`, and no right but what namespaces give its group.
    """
    for team in sorted(args.teams):
        _entry(owner, args, cluster_name, f"team-{team}", args.teams[team], [team_group(team)])
    return tuple(_administrator(owner, args, cluster_name, key) for key in sorted(args.administrators))


def _administrator(
    owner: Component, args: EksClusterArgs, cluster_name: pulumi.Output[str], key: str
) -> aws.eks.AccessPolicyAssociation:
    role = f"administrator-{key}"
    entry = _entry(owner, args, cluster_name, role, args.administrators[key], None)
    return aws.eks.AccessPolicyAssociation(
        f"{owner.logical_name}-{role}-policy",
        cluster_name=cluster_name,
        principal_arn=entry.principal_arn,
        policy_arn=f"arn:{args.scope.partition}:eks::aws:cluster-access-policy/{_ADMINISTRATOR}",
        access_scope=aws.eks.AccessPolicyAssociationAccessScopeArgs(type="cluster"),
        opts=owner.child(),
    )


def _entry(
    owner: Component,
    args: EksClusterArgs,
    cluster_name: pulumi.Output[str],
    role: str,
    principal_arn: pulumi.Input[str],
    groups: list[str] | None,
) -> aws.eks.AccessEntry:
    return aws.eks.AccessEntry(
        f"{owner.logical_name}-{role}",
        cluster_name=cluster_name,
        principal_arn=principal_arn,
        type="STANDARD",
        kubernetes_groups=groups,
        tags=args.scope.tags(args.scope.physical_name(owner.logical_name, role)),
        opts=owner.child(),
    )
