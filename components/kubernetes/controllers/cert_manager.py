"""cert-manager: certificates that are issued and renewed in the cluster."""

from __future__ import annotations

from dataclasses import dataclass, field

import pulumi

from ...component import Component, Transform
from ...eks.contract import Cluster
from ...scope import Scope
from ..placement import on_system_nodes
from .addon import addon
from .namespaces import close_namespace
from .values import resources

# Source: Amazon EKS User Guide, "Community add-ons", cert-manager.
_NAMESPACE = "cert-manager"

# Source: values of the chart cert-manager, webhook.securePort.
_WEBHOOK_PORT = 10250


@dataclass(frozen=True, kw_only=True)
class CertManagerArgs:
    """What a `CertManager` is made of."""

    scope: Scope
    """Where the controllers live."""

    cluster: Cluster
    """The cluster they run in."""

    after: tuple[pulumi.Resource, ...] = ()
    """What has to stand first. Default: nothing but the cluster."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""


class CertManager(Component):
    """The EKS add-on cert-manager, with no role in AWS: it issues what other controllers' webhooks need.

    Certificates that browsers see are ACM's, on the load balancer.
    """

    ready: tuple[pulumi.Resource, ...]
    """What a Certificate and an Issuer depend on."""

    def __init__(self, name: str, args: CertManagerArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("stackwright:kubernetes:CertManager", name, {}, opts, args.transform)
        # Each of its three Deployments is placed on its own.
        part = {"replicaCount": 2, "resources": resources("20m", "128Mi"), **on_system_nodes()}
        # It keeps all definitions of custom resources in memory, and the controllers here bring many.
        injector = {**part, "resources": resources("20m", "256Mi")}
        made = addon(
            self,
            args.scope,
            args.cluster,
            "cert-manager",
            values={**part, "webhook": part, "cainjector": injector},
            depends_on=args.after,
        )
        # The namespace comes with the add-on, and goes with it.
        closed = close_namespace(
            self, args.scope, args.cluster, _NAMESPACE, called_on=(_WEBHOOK_PORT,), depends_on=[made]
        )
        self.ready = (made, *closed)
        self.finish()
