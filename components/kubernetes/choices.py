"""What a platform has by choice: names, certificates, metrics and traces of what runs in its cluster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import pulumi

from ..component import Component
from ..eks.contract import Cluster
from ..load_balancer import Domain
from ..network.contract import Network
from ..scope import Scope

PrometheusChoice = Literal["none", "managed", "in-cluster"]
"""Where Prometheus metrics go."""


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What is in a cluster besides what every service needs."""

    domain: Domain | None = None
    """Domain that objects in the cluster may have names below, by ExternalDNS. Default: none may."""

    cert_manager: bool = False
    """Whether certificates are issued in the cluster. Default: no."""

    prometheus: PrometheusChoice = "none"
    """Where Prometheus metrics go. Default: CloudWatch alone."""

    grafana: bool = False
    """Whether there is a Grafana on top of Prometheus. Default: no."""

    open_telemetry: bool = False
    """Whether there is a collector for traces and metrics. Default: no."""

    def __post_init__(self) -> None:
        if self.prometheus not in get_args(PrometheusChoice):
            choices = ", ".join(get_args(PrometheusChoice))
            raise ValueError(f"prometheus must be one of {choices}, got {self.prometheus!r}")
        if self.grafana and self.prometheus == "none":
            raise ValueError("grafana has nothing to show without prometheus: choose one, or leave grafana out")


def add_choices(
    owner: Component,
    scope: Scope,
    cluster: Cluster,
    network: Network,
    choices: Choices,
    *,
    after: tuple[pulumi.Resource, ...],
) -> None:
    """Create what was chosen, as children of *owner*."""
    if choices.domain is not None:
        _names(owner, scope, cluster, choices.domain)
    # The operator behind the collector has its webhooks' certificates from it.
    issued = _certificates(owner, scope, cluster) if choices.cert_manager or choices.open_telemetry else ()
    if choices.prometheus != "none":
        _metrics(owner, scope, cluster, network, choices, after=after)
    if choices.open_telemetry:
        _traces(owner, scope, cluster, after=(*after, *issued))


# Each is imported where it is chosen: most stacks choose none.
def _names(owner: Component, scope: Scope, cluster: Cluster, domain: Domain) -> None:
    from .controllers.external_dns import ExternalDns, ExternalDnsArgs

    args = ExternalDnsArgs(scope=scope, cluster=cluster, hosted_zone_id=domain.hosted_zone_id, domain=domain.name)
    ExternalDns("external-dns", args, owner.child())


def _certificates(owner: Component, scope: Scope, cluster: Cluster) -> tuple[pulumi.Resource, ...]:
    from .controllers.cert_manager import CertManager, CertManagerArgs

    return CertManager("cert-manager", CertManagerArgs(scope=scope, cluster=cluster), owner.child()).ready


def _metrics(
    owner: Component,
    scope: Scope,
    cluster: Cluster,
    network: Network,
    choices: Choices,
    *,
    after: tuple[pulumi.Resource, ...],
) -> None:
    from .controllers.grafana import Grafana, GrafanaArgs
    from .controllers.prometheus import Prometheus, PrometheusArgs

    args = PrometheusArgs(scope=scope, cluster=cluster, network=network, mode=choices.prometheus, after=after)
    prometheus = Prometheus("prometheus", args, owner.child())
    if choices.grafana:
        Grafana("grafana", GrafanaArgs(scope=scope, cluster=cluster, prometheus=prometheus), owner.child())


def _traces(owner: Component, scope: Scope, cluster: Cluster, *, after: tuple[pulumi.Resource, ...]) -> None:
    from .controllers.open_telemetry import OpenTelemetry, OpenTelemetryArgs

    OpenTelemetry("open-telemetry", OpenTelemetryArgs(scope=scope, cluster=cluster, after=after), owner.child())
