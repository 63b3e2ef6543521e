"""Who may call the Prometheus server in the cluster: each namespace that does has a grant of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pulumi
import pulumi_kubernetes as kubernetes

from ...component import Component
from ...eks.contract import Cluster
from ...scope import Scope
from ..labels import metadata
from .in_cluster_prometheus import MONITORING_NAMESPACE, SERVER_PORT


def way_to_server() -> dict[str, Any]:
    """Return the way out to the server, as an egress rule of a network policy."""
    return {"to": [_pods_in(MONITORING_NAMESPACE)], "ports": [_port()]}


def let_call_server(
    owner: Component, scope: Scope, cluster: Cluster, namespace: str, *, depends_on: Sequence[pulumi.Resource]
) -> kubernetes.networking.v1.NetworkPolicy:
    """Create `{owner}-server-access`, the network policy of the server that lets the pods of *namespace* call it."""
    spec: Any = {
        "podSelector": {},
        "policyTypes": ["Ingress"],
        "ingress": [{"from": [_pods_in(namespace)], "ports": [_port()]}],
    }
    named: Any = metadata(scope, f"allow-{namespace}", namespace=MONITORING_NAMESPACE, of=MONITORING_NAMESPACE)
    return kubernetes.networking.v1.NetworkPolicy(
        f"{owner.logical_name}-server-access",
        metadata=named,
        spec=spec,
        opts=owner.child(provider=cluster.provider, depends_on=list(depends_on)),
    )


def _pods_in(namespace: str) -> dict[str, Any]:
    return {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": namespace}}}


def _port() -> dict[str, Any]:
    return {"protocol": "TCP", "port": SERVER_PORT}
