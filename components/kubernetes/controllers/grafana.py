"""Grafana: a view of the metrics that Prometheus keeps, where Prometheus keeps them."""

from __future__ import annotations

from dataclasses import dataclass, field

import pulumi

from ...component import Component, Transform
from ...eks.contract import Cluster
from ...scope import Scope
from .in_cluster_grafana import in_cluster
from .managed_grafana import managed
from .prometheus import Prometheus


@dataclass(frozen=True, kw_only=True)
class GrafanaArgs:
    """What a `Grafana` is made of."""

    scope: Scope
    """Where it lives."""

    cluster: Cluster
    """The cluster whose metrics it shows."""

    prometheus: Prometheus
    """Who keeps the metrics: AWS has a Grafana beside its Prometheus, and the cluster has one beside its own."""

    admin_group_ids: tuple[str, ...] = ()
    """Ids of the groups of IAM Identity Center whose people manage a managed Grafana. Default: nobody does until an
    administrator of the account says who."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""

    def __post_init__(self) -> None:
        if self.admin_group_ids and self.prometheus.mode != "managed":
            raise ValueError(
                "admin_group_ids are groups of IAM Identity Center, which a Grafana in the cluster does not ask, got "
                f"{', '.join(self.admin_group_ids)}: leave them out, or choose Prometheus mode 'managed'"
            )


class Grafana(Component):
    """A view of metrics, without any password.

    The managed one knows people by IAM Identity Center, which must be switched on, and AWS signs what it asks; one in
    the cluster could sign only with a plugin that it would fetch from the internet at each start. A server in the
    cluster, in turn, is out of reach of the managed one: its Grafana is beside it, and whoever may forward a port of
    its namespace sees it.
    """

    grafana_url: pulumi.Output[str]
    """Where people look: on the internet, signed in, or in the cluster, by `kubectl port-forward`."""

    ready: tuple[pulumi.Resource, ...]
    """The workspace, or the release."""

    def __init__(self, name: str, args: GrafanaArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        mode = args.prometheus.mode
        super().__init__("stackwright:kubernetes:Grafana", name, {"mode": mode}, opts, args.transform)
        if args.prometheus.workspace_arn is not None:
            self.grafana_url, self.ready = managed(
                self, args.scope, args.cluster, args.prometheus.workspace_arn, args.admin_group_ids
            )
        else:
            self.grafana_url, self.ready = in_cluster(
                self, args.scope, args.cluster, args.prometheus.query_url, depends_on=args.prometheus.ready
            )
        self.finish()
