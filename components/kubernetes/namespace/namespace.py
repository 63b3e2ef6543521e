"""A namespace that admits only harmless pods, keeps them to themselves, bounds them, and opens to teams by level."""

from __future__ import annotations

from typing import Any

import pulumi
import pulumi_kubernetes as kubernetes

from ...component import Component
from ..labels import metadata
from .access import AccessLevel, binding, rules, teams_of
from .args import NamespaceArgs, check_name
from .isolation import policies
from .limits import ContainerLimits, Quota, limits_spec, quota_spec

__all__ = ["AccessLevel", "ContainerLimits", "Namespace", "NamespaceArgs", "Quota"]


class Namespace(Component):
    """A namespace that admits only harmless pods, keeps them to themselves, bounds them, and opens to teams by level.

    What is in it depends on `ready`. It holds volumes, so it is kept as its cluster is: with `removal` `retain`, the
    engine refuses to delete it until it is unprotected.
    """

    namespace_name: str
    """Name of the namespace: the component's own."""

    ready: tuple[pulumi.Resource, ...]
    """What must stand before anything is put in: the last of the namespace, its policies and its bounds."""

    container_limits: ContainerLimits
    """What a container gets that names no needs, and the most of one."""

    def __init__(self, name: str, args: NamespaceArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        check_name(name)
        inputs = {"podSecurity": args.pod_security, "access": dict(args.access) or None}
        super().__init__("stackwright:kubernetes:Namespace", name, inputs, opts, args.transform)
        self._args = args
        self.namespace_name = name
        self.container_limits = args.container_limits

        namespace = kubernetes.core.v1.Namespace(
            name,
            metadata=self._labelled(),
            opts=self.keeping(args.cluster.removal, provider=args.cluster.provider, depends_on=list(args.after)),
        )
        # One after the other, so that whatever is put in waits for one thing: the engine looks at every path through
        # the dependencies where a deletion fails, and they would multiply with each layer.
        self._last: pulumi.Resource = namespace
        self._policies()
        self._bounds()
        self.ready = (self._last,)
        self._open(namespace)
        self.finish()

    def _labelled(self) -> Any:
        args = self._args
        version = f"v{args.cluster.kubernetes_version}"
        standards = {"enforce": args.pod_security, "audit": "restricted", "warn": "restricted"}
        security = {f"pod-security.kubernetes.io/{mode}": standard for mode, standard in standards.items()}
        # Without a version, an upgrade of the cluster would change what is refused.
        versions = {f"pod-security.kubernetes.io/{mode}-version": version for mode in standards}
        # A pod counts as ready once the load balancer sends to it, so an update never runs ahead of the balancer.
        readiness = {"elbv2.k8s.aws/pod-readiness-gate-inject": "enabled"}
        return metadata(
            args.scope, self.namespace_name, extra_labels={**args.labels, **security, **versions, **readiness}
        )

    def _named(self, name: str) -> Any:
        return metadata(self._args.scope, name, namespace=self.namespace_name, of=self.namespace_name)

    def _after(self, before: pulumi.Resource) -> pulumi.ResourceOptions:
        return self.child(provider=self._args.cluster.provider, depends_on=[before])

    def _policies(self) -> None:
        for key, spec in policies().items():
            self._last = kubernetes.networking.v1.NetworkPolicy(
                f"{self.logical_name}-{key}", metadata=self._named(key), spec=spec, opts=self._after(self._last)
            )

    def _bounds(self) -> None:
        name, args = self.logical_name, self._args
        limits = kubernetes.core.v1.LimitRange(
            f"{name}-limits",
            metadata=self._named("limits"),
            spec=limits_spec(args.container_limits),
            opts=self._after(self._last),
        )
        self._last = kubernetes.core.v1.ResourceQuota(
            f"{name}-quota", metadata=self._named("quota"), spec=quota_spec(args.quota), opts=self._after(limits)
        )

    def _open(self, namespace: pulumi.Resource) -> None:
        """Create a role and its binding for each level that a team has."""
        for level, teams in teams_of(self._args.access).items():
            role: Any = rules(level)
            kubernetes.rbac.v1.Role(
                f"{self.logical_name}-role-{level}",
                metadata=self._named(level),
                rules=role,
                opts=self._after(namespace),
            )
            kubernetes.rbac.v1.RoleBinding(
                f"{self.logical_name}-teams-{level}",
                metadata=self._named(level),
                opts=self._after(namespace),
                **binding(level, teams),
            )
