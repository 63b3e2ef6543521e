"""EKS add-ons that a stack has by choice: pinned by the same table as those of every cluster, with roles as theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from ...component import Component
from ...eks.addon_versions import addon_versions
from ...eks.contract import Cluster
from ...eks.pod_identity import Statement, pod_trust
from ...scope import Scope


@dataclass(frozen=True, kw_only=True)
class AddonAccount:
    """The service account of an add-on that calls AWS, and what it may do there."""

    namespace: str
    """Namespace of the account."""

    name: str
    """Name of the account, which the add-on decides."""

    statements: pulumi.Input[Sequence[Statement]]
    """Statements of its role's policy."""


def addon(
    owner: Component,
    scope: Scope,
    cluster: Cluster,
    name: str,
    *,
    values: Mapping[str, Any],
    account: AddonAccount | None = None,
    depends_on: Sequence[pulumi.Resource] = (),
) -> aws.eks.Addon:
    """Create `{owner}-{name}`, the add-on *name* with *values*, once the cluster is up; with `{owner}-{name}-role`.

    Raises ValueError where the table has no version of it for the cluster's Kubernetes.
    """
    logical = f"{owner.logical_name}-{name}"
    identities, policies = _identity(owner, scope, cluster, logical, account)
    return aws.eks.Addon(
        logical,
        cluster_name=cluster.cluster_name,
        addon_name=name,
        addon_version=_version(cluster, name),
        configuration_values=pulumi.Output.json_dumps(values, sort_keys=True),
        pod_identity_associations=identities,
        resolve_conflicts_on_create="OVERWRITE",
        resolve_conflicts_on_update="OVERWRITE",
        tags=scope.tags(scope.physical_name(cluster.logical_name, name)),
        # It is up only where there are nodes, which the provider waits for.
        opts=owner.child(depends_on=[cluster.provider, *cluster.ready, *policies, *depends_on]),
    )


def _version(cluster: Cluster, name: str) -> str:
    version = addon_versions().get(cluster.kubernetes_version, {}).get(name)
    if version is None:
        raise ValueError(
            f"the add-on {name} has no version for Kubernetes {cluster.kubernetes_version}: add one to "
            "components/data/eks_addons.csv, as `aws eks describe-addon-versions` prints it"
        )
    return version


def _identity(
    owner: Component, scope: Scope, cluster: Cluster, logical: str, account: AddonAccount | None
) -> tuple[list[aws.eks.AddonPodIdentityAssociationArgs] | None, tuple[pulumi.Resource, ...]]:
    if account is None:
        return None, ()
    role = aws.iam.Role(
        f"{logical}-role",
        assume_role_policy=pod_trust(scope, cluster.cluster_arn, account.namespace, account.name),
        # What a budget's ceiling, or a person, has attached meanwhile must not keep a stack that is to leave no trace.
        force_detach_policies=True if cluster.removal == "destroy" else None,
        tags=scope.tags(scope.physical_name(f"{logical}-role")),
        opts=owner.child(),
    )
    document = pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": account.statements})
    policy = aws.iam.RolePolicy(f"{logical}-policy", role=role.name, policy=document, opts=owner.child())
    return [aws.eks.AddonPodIdentityAssociationArgs(role_arn=role.arn, service_account=account.name)], (policy,)
