"""Who a service's pods are: an account in the cluster, and the IAM role that comes with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as kubernetes

from ...component import Component
from ...eks.contract import Cluster
from ...eks.pod_identity import Statement, pod_identity
from ...scope import Scope
from ..labels import metadata
from ..namespace.namespace import Namespace


@dataclass(frozen=True, kw_only=True)
class Identity:
    """The account and the role of pods."""

    service_account: str
    """Name of the service account."""

    role: aws.iam.Role
    """The role: empty until something is granted to it."""

    ready: tuple[pulumi.Resource, ...]
    """What the pods depend on: started before, they would never get the role."""


def identity(
    owner: Component,
    scope: Scope,
    cluster: Cluster,
    namespace: Namespace,
    *,
    statements: pulumi.Input[Sequence[Statement]] | None = None,
) -> Identity:
    """Create `{owner}-service-account`, named as *owner*, with `{owner}-task-role` and `{owner}-task-identity`."""
    name = owner.logical_name
    account = kubernetes.core.v1.ServiceAccount(
        f"{name}-service-account",
        metadata=_metadata(scope, name, namespace.namespace_name),
        automount_service_account_token=False,
        opts=owner.child(provider=cluster.provider, depends_on=list(namespace.ready)),
    )
    found = pod_identity(
        owner,
        scope,
        cluster,
        "task",
        namespace=namespace.namespace_name,
        service_account=name,
        statements=statements,
    )
    return Identity(service_account=name, role=found.role, ready=(account, *found.ready))


def _metadata(scope: Scope, name: str, namespace: str) -> Any:
    return metadata(scope, name, namespace=namespace)
