"""The namespace of a controller: only harmless pods, nothing in, and out only what every pod needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
import pulumi_kubernetes as kubernetes

from ...component import Component
from ...eks.contract import Cluster
from ...scope import Scope
from ..labels import metadata
from ..namespace.isolation import policies

_STANDARD = "restricted"


def own_namespace(
    owner: Component,
    scope: Scope,
    cluster: Cluster,
    name: str,
    *,
    called_on: Sequence[int] = (),
    calls: Sequence[Mapping[str, Any]] = (),
    depends_on: Sequence[pulumi.Resource] = (),
) -> tuple[pulumi.Resource, ...]:
    """Create `{owner}-namespace`, called *name*, and close it as `close_namespace` does; return the last of it."""
    namespace = kubernetes.core.v1.Namespace(
        f"{owner.logical_name}-namespace",
        metadata=_labelled(scope, cluster, name),
        opts=owner.child(provider=cluster.provider, depends_on=[*cluster.ready, *depends_on]),
    )
    return close_namespace(owner, scope, cluster, name, called_on=called_on, calls=calls, depends_on=[namespace])


def close_namespace(
    owner: Component,
    scope: Scope,
    cluster: Cluster,
    name: str,
    *,
    part: str | None = None,
    called_on: Sequence[int] = (),
    calls: Sequence[Mapping[str, Any]] = (),
    depends_on: Sequence[pulumi.Resource] = (),
) -> tuple[pulumi.Resource, ...]:
    """Create the policies `{owner}-{policy}` of the namespace *name*: those of every namespace, and `allow-controller`.

    A component with two namespaces says of which *part* one is: `{owner}-{part}-{policy}`. *called_on* are the TCP
    ports that the control plane calls (webhooks, APIs behind its own), and other namespaces may. *calls* are further
    ways out, as egress rules of a network policy.
    """
    specs = {**policies(), "allow-controller": allow_controller(called_on, calls)}
    prefix = owner.logical_name if part is None else f"{owner.logical_name}-{part}"
    last = tuple(depends_on)
    for policy, spec in specs.items():
        made = kubernetes.networking.v1.NetworkPolicy(
            f"{prefix}-{policy}",
            metadata=_inside(scope, policy, name),
            spec=spec,
            opts=owner.child(provider=cluster.provider, depends_on=list(last)),
        )
        # One after the other, as in a `Namespace`: what comes next waits for the last alone.
        last = (made,)
    return last


def allow_controller(called_on: Sequence[int], calls: Sequence[Mapping[str, Any]]) -> Any:
    """Return what a controller's namespace allows more than any other: its pods among themselves, calls in and out."""
    siblings: dict[str, Any] = {"podSelector": {}}
    # The control plane calls from addresses of its network interfaces, which no selector knows: the port is open to
    # all. Which hosts reach a controller's pod is up to the security group of the cluster, which nodes carry.
    called = [{"ports": [{"protocol": "TCP", "port": port} for port in called_on]}] if called_on else []
    return {
        "podSelector": {},
        "policyTypes": ["Ingress", "Egress"],
        "ingress": [{"from": [siblings]}, *called],
        "egress": [{"to": [siblings]}, *map(dict, calls)],
    }


def _labelled(scope: Scope, cluster: Cluster, name: str) -> Any:
    modes = ("enforce", "audit", "warn")
    standard = {f"pod-security.kubernetes.io/{mode}": _STANDARD for mode in modes}
    # Without a version, an upgrade of the cluster would change what is refused.
    version = {f"pod-security.kubernetes.io/{mode}-version": f"v{cluster.kubernetes_version}" for mode in modes}
    return metadata(scope, name, extra_labels={**standard, **version})


def _inside(scope: Scope, name: str, namespace: str) -> Any:
    return metadata(scope, name, namespace=namespace, of=namespace)
