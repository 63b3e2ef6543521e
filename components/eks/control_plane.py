"""The control plane: private, encrypted, on record, entered by access entries alone."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
import pulumi_random as random

from ..component import Component
from ..network.contract import whole
from .args import EksClusterArgs
from .logs import log_group
from .roles import ManagedRole, managed_role

_LOG_TYPES = ("api", "audit", "authenticator", "controllerManager", "scheduler")

# The second lets EKS attach branch interfaces to nodes, which security groups of pods are made of.
# Source: Amazon EKS User Guide, "Amazon EKS cluster IAM role" and "Configure the VPC CNI for security groups for pods".
_POLICIES = ("AmazonEKSClusterPolicy", "AmazonEKSVPCResourceController")


@dataclass(frozen=True, kw_only=True)
class ControlPlane:
    """A control plane, and the log of what is done to it."""

    cluster: aws.eks.Cluster
    """The cluster."""

    logs: aws.cloudwatch.LogGroup
    """Its log group."""


def control_plane(owner: Component, args: EksClusterArgs) -> ControlPlane:
    """Create the cluster under the owner's own name, after its role, its log group and the whole network."""
    name = _unique_name(owner, args)
    role = _role(owner, args, name)
    # EKS would create the group itself, without a key and to be kept for ever.
    logs = log_group(owner, args, "control-plane-logs", name.apply(lambda known: f"/aws/eks/{known}/cluster"))
    private = args.network.private_subnet_ids
    cluster = aws.eks.Cluster(
        owner.logical_name,
        name=name,
        role_arn=role.role.arn,
        version=args.kubernetes_version,
        vpc_config=aws.eks.ClusterVpcConfigArgs(
            subnet_ids=[private[zone] for zone in sorted(private)],
            endpoint_private_access=True,
            endpoint_public_access=bool(args.public_access_cidrs),
            public_access_cidrs=list(args.public_access_cidrs) or None,
        ),
        access_config=aws.eks.ClusterAccessConfigArgs(
            authentication_mode="API", bootstrap_cluster_creator_admin_permissions=False
        ),
        bootstrap_self_managed_addons=False,
        enabled_cluster_log_types=list(_LOG_TYPES),
        encryption_config=aws.eks.ClusterEncryptionConfigArgs(
            provider=aws.eks.ClusterEncryptionConfigProviderArgs(key_arn=args.kms_key_arn), resources=["secrets"]
        ),
        upgrade_policy=aws.eks.ClusterUpgradePolicyArgs(support_type="STANDARD"),
        zonal_shift_config=aws.eks.ClusterZonalShiftConfigArgs(enabled=True),
        deletion_protection=args.removal == "retain",
        tags=name.apply(args.scope.tags),
        # Without its policies EKS could not take its interfaces and security group out of the network as it goes.
        opts=owner.keeping(args.removal, depends_on=[*role.ready, logs, *whole(args.network)]),
    )
    return ControlPlane(cluster=cluster, logs=logs)


def _unique_name(owner: Component, args: EksClusterArgs) -> pulumi.Output[str]:
    # EKS writes its last lines once the cluster, and so its log group, is gone: the group is born again, unencrypted.
    # Under the same name, the next cluster's group would then exist already.
    suffix = random.RandomId(f"{owner.logical_name}-suffix", byte_length=3, opts=owner.child())
    return suffix.hex.apply(lambda known: f"{args.scope.physical_name(owner.logical_name)}-{known}")


def _role(owner: Component, args: EksClusterArgs, name: pulumi.Output[str]) -> ManagedRole:
    scope = args.scope
    clusters = f"arn:{scope.partition}:eks:{scope.region}:{scope.account_id}:cluster/"
    return managed_role(
        owner,
        scope,
        "control-plane",
        removal=args.removal,
        description=f"Lets EKS run the control plane of {owner.logical_name}",
        trust=name.apply(lambda known: json.dumps(_trust(f"{clusters}{known}"))),
        policies=_POLICIES,
    )


def _trust(cluster_arn: str) -> dict[str, object]:
    # Source: Amazon EKS User Guide, "Cross-service confused deputy prevention in Amazon EKS".
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "eks.amazonaws.com"},
                "Action": "sts:AssumeRole",
                "Condition": {"ArnEquals": {"aws:SourceArn": cluster_arn}},
            }
        ],
    }
