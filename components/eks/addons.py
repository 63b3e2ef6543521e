"""The EKS add-ons: pinned by a table, each with a role of its own where it calls AWS, before or after the nodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..scope import Scope
from .addon_values import addon_values
from .addon_versions import addon_versions
from .args import EksClusterArgs
from .pod_identity import Statement, pod_trust
from .roles import managed_role

AGENT = "eks-pod-identity-agent"
"""The add-on that hands roles to pods."""


@dataclass(frozen=True, kw_only=True)
class _Account:
    namespace: str
    name: str
    policy: str


# Source: Amazon EKS User Guide, "AWS add-ons", the service account and the policy of each. The driver's policy is
# limited to volumes and snapshots that a driver made.
_ACCOUNTS = {
    "vpc-cni": _Account(namespace="kube-system", name="aws-node", policy="AmazonEKS_CNI_Policy"),
    "aws-ebs-csi-driver": _Account(
        namespace="kube-system", name="ebs-csi-controller-sa", policy="service-role/AmazonEBSCSIDriverPolicyV2"
    ),
    "amazon-cloudwatch-observability": _Account(
        namespace="amazon-cloudwatch", name="cloudwatch-agent", policy="CloudWatchAgentServerPolicy"
    ),
}


def before_nodes(owner: Component, args: EksClusterArgs, cluster: aws.eks.Cluster) -> Mapping[str, aws.eks.Addon]:
    """Create what a node needs to become ready. It outlives the nodes, so no network interface of theirs is left over.

    The network's add-on comes after the agent that hands it its role: both are on the node from its start.
    """
    agent = _addon(owner, args, cluster, AGENT, ())
    return {
        AGENT: agent,
        "kube-proxy": _addon(owner, args, cluster, "kube-proxy", ()),
        "vpc-cni": _addon(owner, args, cluster, "vpc-cni", (agent,)),
    }


def after_nodes(
    owner: Component,
    args: EksClusterArgs,
    cluster: aws.eks.Cluster,
    *,
    nodes: pulumi.Resource,
    logs: Sequence[pulumi.Resource],
) -> Mapping[str, aws.eks.Addon]:
    """Create what runs on the nodes; on none, it would never be up. Observability comes after the log groups *logs*."""
    made = {
        name: _addon(owner, args, cluster, name, (nodes,))
        for name in ("coredns", "eks-node-monitoring-agent", "metrics-server", "snapshot-controller")
    }
    # The driver starts its part in snapshots only where it finds the kinds that the controller brings.
    driver, observability = "aws-ebs-csi-driver", "amazon-cloudwatch-observability"
    made[driver] = _addon(owner, args, cluster, driver, (nodes, made["snapshot-controller"]))
    made[observability] = _addon(owner, args, cluster, observability, (nodes, *logs))
    return made


def _addon(
    owner: Component,
    args: EksClusterArgs,
    cluster: aws.eks.Cluster,
    name: str,
    needs: Sequence[pulumi.Resource],
) -> aws.eks.Addon:
    identities, policies = _identity(owner, args, cluster, name)
    return aws.eks.Addon(
        f"{owner.logical_name}-{name}",
        cluster_name=cluster.name,
        addon_name=name,
        addon_version=addon_versions()[args.kubernetes_version][name],
        configuration_values=addon_values(name, container_insights=args.container_insights),
        pod_identity_associations=identities,
        resolve_conflicts_on_create="OVERWRITE",
        resolve_conflicts_on_update="OVERWRITE",
        tags=args.scope.tags(args.scope.physical_name(owner.logical_name, name)),
        opts=owner.child(depends_on=[*needs, *policies]),
    )


def _identity(
    owner: Component, args: EksClusterArgs, cluster: aws.eks.Cluster, addon: str
) -> tuple[list[aws.eks.AddonPodIdentityAssociationArgs] | None, tuple[pulumi.Resource, ...]]:
    """Return the add-on's identity, if it calls AWS, and the policies of its role."""
    account = _ACCOUNTS.get(addon)
    if account is None:
        return None, ()
    made = managed_role(
        owner,
        args.scope,
        addon,
        removal=args.removal,
        description=f"What the add-on {addon} of {owner.logical_name} may do",
        trust=pod_trust(args.scope, cluster.arn, account.namespace, account.name),
        policies=(account.policy,),
        statements=_use_of_key(args.scope, args.kms_key_arn) if addon == "aws-ebs-csi-driver" else None,
    )
    identity = aws.eks.AddonPodIdentityAssociationArgs(role_arn=made.role.arn, service_account=account.name)
    return [identity], made.ready


def _use_of_key(scope: Scope, key_arn: pulumi.Input[str]) -> pulumi.Output[list[Statement]]:
    """Return what lets EC2 make and attach volumes under the key, for the driver and nobody else.

    Source: Amazon EBS User Guide, "Permissions for Amazon EBS encryption"; the driver's docs/example-iam-policy.json.
    """
    through = {"kms:ViaService": f"ec2.{scope.region}.amazonaws.com"}
    use = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]

    def statements(key: str) -> list[Statement]:
        allow = {"Effect": "Allow", "Resource": key}
        grants = {"Bool": {"kms:GrantIsForAWSResource": "true"}, "StringEquals": through}
        return [
            {**allow, "Action": use, "Condition": {"StringEquals": through}},
            {**allow, "Action": "kms:CreateGrant", "Condition": grants},
        ]

    return pulumi.Output.from_input(key_arn).apply(statements)
