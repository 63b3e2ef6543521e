"""What a platform has by choice: names, certificates, metrics and traces of what runs in its cluster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import pulumi

from ..component import Component
from ..eks.contract import Cluster
from ..load_balancer import Domain
from ..network.contract import Network
from ..scope import Scope

if TYPE_CHECKING:
    from .controllers.cert_manager import CertManager
    from .controllers.open_telemetry import OpenTelemetry
    from .controllers.prometheus import Prometheus

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

    @property
    def heavy(self) -> bool:
        """Whether it takes more than what two system nodes have to spare."""
        return self.open_telemetry or self.prometheus == "in-cluster"

    def __post_init__(self) -> None:
        if self.prometheus not in get_args(PrometheusChoice):
            choices = ", ".join(get_args(PrometheusChoice))
            raise ValueError(f"prometheus must be one of {choices}, got {self.prometheus!r}")
        if self.grafana and self.prometheus == "none":
            raise ValueError("grafana has nothing to show without prometheus: choose one, or leave grafana out")


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What everything chosen stands on."""

    scope: Scope
    """Where it lives."""

    cluster: Cluster
    """The cluster it is in."""

    network: Network
    """Network of the cluster."""

    kms_key_arn: pulumi.Input[str]
    """Key that encrypts metrics."""

    log_kms_key_arn: pulumi.Input[str]
    """Key that encrypts logs; its policy must let CloudWatch Logs use it."""

    log_days: int
    """Days that logs are kept."""

    after: tuple[pulumi.Resource, ...]
    """What has to stand first."""


def add_choices(owner: Component, ground: Ground, choices: Choices) -> OpenTelemetry | None:
    """Create what was chosen, as children of *owner*; return the collector that services send to, if any."""
    if choices.domain is not None:
        _names(owner, ground, choices.domain)
    # The operator behind the collector has its webhooks' certificates from it.
    issuer = _certificates(owner, ground) if choices.cert_manager or choices.open_telemetry else None
    metrics = None if choices.prometheus == "none" else _metrics(owner, ground, choices.prometheus)
    if metrics is not None and choices.grafana:
        _dashboards(owner, ground, metrics)
    return _traces(owner, ground, issuer, metrics) if issuer is not None and choices.open_telemetry else None


# Each is imported where it is chosen: most stacks choose none.
def _names(owner: Component, ground: Ground, domain: Domain) -> None:
    from .controllers.external_dns import ExternalDns, ExternalDnsArgs

    args = ExternalDnsArgs(
        scope=ground.scope, cluster=ground.cluster, hosted_zone_id=domain.hosted_zone_id, domain=domain.name
    )
    ExternalDns("external-dns", args, owner.child())


def _certificates(owner: Component, ground: Ground) -> CertManager:
    from .controllers.cert_manager import CertManager, CertManagerArgs

    return CertManager("cert-manager", CertManagerArgs(scope=ground.scope, cluster=ground.cluster), owner.child())


def _metrics(owner: Component, ground: Ground, mode: Literal["managed", "in-cluster"]) -> Prometheus:
    from .controllers.prometheus import Prometheus, PrometheusArgs

    args = PrometheusArgs(
        scope=ground.scope,
        cluster=ground.cluster,
        network=ground.network,
        mode=mode,
        kms_key_arn=ground.kms_key_arn,
        log_kms_key_arn=ground.log_kms_key_arn,
        log_days=ground.log_days,
        after=ground.after,
    )
    return Prometheus("prometheus", args, owner.child())


def _dashboards(owner: Component, ground: Ground, prometheus: Prometheus) -> None:
    from .controllers.grafana import Grafana, GrafanaArgs

    Grafana("grafana", GrafanaArgs(scope=ground.scope, cluster=ground.cluster, prometheus=prometheus), owner.child())


def _traces(owner: Component, ground: Ground, issuer: CertManager, prometheus: Prometheus | None) -> OpenTelemetry:
    from .controllers.open_telemetry import OpenTelemetry, OpenTelemetryArgs

    args = OpenTelemetryArgs(
        scope=ground.scope,
        cluster=ground.cluster,
        cert_manager=issuer,
        log_kms_key_arn=ground.log_kms_key_arn,
        log_days=ground.log_days,
        prometheus=prometheus,
        after=ground.after,
    )
    return OpenTelemetry("open-telemetry", args, owner.child())
