"""Prometheus: metrics of the cluster, kept by AWS or in the cluster itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

import pulumi

from ...component import Component, Transform
from ...eks.contract import Cluster
from ...log_retention import check_retention
from ...network.contract import Network
from ...scope import Scope
from .in_cluster_prometheus import in_cluster
from .managed_prometheus import managed

PrometheusMode = Literal["managed", "in-cluster"]
"""Who keeps metrics: Amazon Managed Service for Prometheus, or a server in the cluster."""

# Source: Amazon Managed Service for Prometheus User Guide, "Quotas", retention time for ingested data: three years.
_LONGEST_DAYS = 1095


@dataclass(frozen=True, kw_only=True)
class PrometheusArgs:
    """What a `Prometheus` is made of."""

    scope: Scope
    """Where it lives."""

    cluster: Cluster
    """The cluster it measures."""

    network: Network
    """The VPC whose private subnets the managed collector, or the server, reaches the cluster in."""

    mode: PrometheusMode
    """Who keeps the metrics."""

    kms_key_arn: pulumi.Input[str]
    """Key that encrypts the metrics where AWS keeps them; in the cluster, its volumes' key does."""

    log_kms_key_arn: pulumi.Input[str]
    """Key that encrypts the log of rules that failed; its policy must let CloudWatch Logs use it."""

    log_days: int = 365
    """Days that log is kept. Default: a year."""

    retention_days: int = 30
    """Days metrics are kept, 1 to 1095. Default: 30, which CloudWatch outlives."""

    storage_gib: int = 50
    """Size of the volume of a server in the cluster. Default: 50 GiB."""

    after: tuple[pulumi.Resource, ...] = ()
    """What has to stand first. Default: nothing but the cluster."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""

    def __post_init__(self) -> None:
        check_retention(self.log_days)
        if self.mode not in get_args(PrometheusMode):
            raise ValueError(f"mode must be one of {', '.join(get_args(PrometheusMode))}, got {self.mode!r}")
        if not 1 <= self.retention_days <= _LONGEST_DAYS:
            raise ValueError(f"retention_days must be 1 to {_LONGEST_DAYS}, got {self.retention_days}")
        if self.storage_gib < 1:
            raise ValueError(f"storage_gib must be at least 1, got {self.storage_gib}")


class Prometheus(Component):
    """Metrics of the cluster, with rules on what it promises.

    It calls no service: what services measure comes by the OpenTelemetry collector, where there is one.
    """

    query_url: pulumi.Output[str]
    """Where Grafana asks."""

    workspace_arn: pulumi.Output[str] | None
    """ARN of the workspace where AWS keeps the metrics; None in the cluster."""

    remote_write_url: pulumi.Output[str]
    """Where a collector sends metrics to: signed for the service `aps`, but in the cluster as they are."""

    mode: PrometheusMode
    """Who keeps the metrics."""

    ready: tuple[pulumi.Resource, ...]
    """What depends on metrics being kept depends on it."""

    def __init__(self, name: str, args: PrometheusArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        inputs = {"mode": args.mode, "retentionDays": args.retention_days}
        super().__init__("stackwright:kubernetes:Prometheus", name, inputs, opts, args.transform)
        # After the base class, which makes an attribute of each input, and that one is an Output.
        self.mode = args.mode
        if args.mode == "managed":
            workspace = managed(
                self,
                args.scope,
                args.cluster,
                args.network,
                kms_key_arn=args.kms_key_arn,
                log_kms_key_arn=args.log_kms_key_arn,
                log_days=args.log_days,
                retention_days=args.retention_days,
                depends_on=args.after,
            )
            self.query_url = workspace.endpoint
            self.workspace_arn = workspace.arn
            self.remote_write_url = pulumi.Output.concat(workspace.endpoint, "api/v1/remote_write")
            self.ready = workspace.ready
        else:
            server = in_cluster(
                self,
                args.scope,
                args.cluster,
                args.network,
                retention_days=args.retention_days,
                storage_gib=args.storage_gib,
                depends_on=args.after,
            )
            self.query_url = pulumi.Output.from_input(server.url)
            self.workspace_arn = None
            self.remote_write_url = pulumi.Output.from_input(f"{server.url}/api/v1/write")
            self.ready = server.ready
        self.finish()
