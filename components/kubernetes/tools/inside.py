"""What the pods of one tool may say to each other, and to the cluster where they start pods themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as kubernetes

from ...component import Component
from ...eks.contract import Cluster
from ...scope import Scope
from ..labels import metadata
from ..namespace.namespace import Namespace

# No pod of a tool may take a port below.
_PORTS = (1024, 65_535)
_HTTPS = 443


def open_inside(
    owner: Component,
    scope: Scope,
    cluster: Cluster,
    namespace: Namespace,
    security_group_id: pulumi.Input[str],
) -> Sequence[pulumi.Resource]:
    """Let all pods of *owner* reach each other: both directions of their group, and a policy of their namespace.

    Creates the rules `{owner}-inside-ingress` and `{owner}-inside-egress`, and the policy `{owner}-inside`.
    """
    name = f"{owner.logical_name}-inside"
    low, high = _PORTS
    known: dict[str, Any] = {
        "security_group_id": security_group_id,
        "referenced_security_group_id": security_group_id,
        "ip_protocol": "tcp",
        "from_port": low,
        "to_port": high,
        "description": f"{owner.logical_name} among its own pods",
    }
    return [
        aws.vpc.SecurityGroupIngressRule(
            f"{name}-ingress", tags=scope.tags(scope.physical_name(name, "ingress")), opts=owner.child(), **known
        ),
        aws.vpc.SecurityGroupEgressRule(
            f"{name}-egress", tags=scope.tags(scope.physical_name(name, "egress")), opts=owner.child(), **known
        ),
        kubernetes.networking.v1.NetworkPolicy(
            name,
            metadata=_metadata(scope, name, owner.logical_name, namespace.namespace_name),
            spec=policy_spec(),
            opts=owner.child(provider=cluster.provider, depends_on=list(namespace.ready)),
        ),
    ]


def open_cluster(
    owner: Component, scope: Scope, cluster: Cluster, security_group_id: pulumi.Input[str]
) -> Sequence[pulumi.Resource]:
    """Let the pods of *owner* reach the Kubernetes API: the rule `{owner}-cluster-ingress` of the cluster's group."""
    name = f"{owner.logical_name}-cluster-ingress"
    return [
        aws.vpc.SecurityGroupIngressRule(
            name,
            security_group_id=cluster.security_group_id,
            referenced_security_group_id=security_group_id,
            ip_protocol="tcp",
            from_port=_HTTPS,
            to_port=_HTTPS,
            description=f"{owner.logical_name} to the Kubernetes API",
            tags=scope.tags(scope.physical_name(name)),
            opts=owner.child(),
        )
    ]


def policy_spec() -> Any:
    """Return the spec of a policy under which all pods of a namespace reach each other."""
    each_other: list[dict[str, Any]] = [{"podSelector": {}}]
    return {
        "podSelector": {},
        "policyTypes": ["Ingress", "Egress"],
        "ingress": [{"from": each_other}],
        "egress": [{"to": each_other}],
    }


def _metadata(scope: Scope, name: str, of: str, namespace: str) -> Any:
    return metadata(scope, name, namespace=namespace, of=of)
