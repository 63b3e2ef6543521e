"""OpenTelemetry: traces and metrics that services send, collected by the AWS distribution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pulumi
import pulumi_kubernetes as kubernetes

from ...access import Connection, Peer, open_port
from ...component import Component, Transform
from ...compute.logs import log_group
from ...eks.contract import Cluster
from ...eks.pod_identity import PodIdentity, Statement, pod_identity
from ...log_retention import check_retention
from ...scope import Scope
from ..labels import metadata
from ..placement import on_system_nodes
from .addon import addon
from .cert_manager import CertManager
from .collecting import (
    GRPC_PORT,
    HTTP_PORT,
    Destination,
    collector_config,
    to_cloudwatch,
    to_server,
    to_workspace,
)
from .namespaces import close_namespace, own_namespace
from .prometheus import Prometheus
from .server_access import let_call_server, way_to_server
from .values import ONE_AT_A_TIME, RESTRICTED, resources

_NAMESPACE = "opentelemetry"
_COLLECTOR = "otlp"
_ACCOUNT = "collector"

# Source: AWS Distro for OpenTelemetry, "EKS add-ons"; the port is that of the operator's webhooks.
_OPERATOR_NAMESPACE = "opentelemetry-operator-system"
_WEBHOOK_PORT = 9443

# These support no resource.
_TRACES = {"Effect": "Allow", "Action": ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "Resource": "*"}


@dataclass(frozen=True, kw_only=True)
class OpenTelemetryArgs:
    """What `OpenTelemetry` is made of."""

    scope: Scope
    """Where the collector lives."""

    cluster: Cluster
    """The cluster it runs in."""

    cert_manager: CertManager
    """Who issues the certificate of the operator's webhooks: without it the add-on is never up."""

    log_kms_key_arn: pulumi.Input[str]
    """Key that encrypts the log that CloudWatch takes metrics from; its policy must let CloudWatch Logs use it. Without
    CloudWatch's metrics there is no such log."""

    log_days: int = 365
    """Days that log is kept. Default: a year."""

    prometheus: Prometheus | None = None
    """Where metrics go. Default: to CloudWatch."""

    after: tuple[pulumi.Resource, ...] = ()
    """What has to stand first. Default: nothing but the cluster and cert-manager."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""

    def __post_init__(self) -> None:
        check_retention(self.log_days)


class OpenTelemetry(Component):
    """The ADOT operator, and one collector that takes OTLP in and sends traces to X-Ray and metrics to one place.

    A service that is let in by `allow_from` sends to what `connection` says.
    """

    security_group_id: pulumi.Output[str]
    """Security group of the collector's pods: the nodes' own."""

    namespace_name: str
    """Namespace of the collector's pods."""

    pod_labels: Mapping[str, str]
    """Labels that select the collector's pods, as the operator writes them."""

    ready: tuple[pulumi.Resource, ...]
    """The collector."""

    def __init__(self, name: str, args: OpenTelemetryArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("stackwright:kubernetes:OpenTelemetry", name, {}, opts, args.transform)
        self._args = args
        self.security_group_id = args.cluster.security_group_id
        self.namespace_name = _NAMESPACE
        self.pod_labels = {
            "app.kubernetes.io/component": "opentelemetry-collector",
            "app.kubernetes.io/instance": f"{_NAMESPACE}.{_COLLECTOR}",
        }
        scope, cluster = args.scope, args.cluster
        operator = addon(
            self,
            scope,
            cluster,
            "adot",
            values={"manager": {"resources": resources("50m", "256Mi")}, **on_system_nodes()},
            depends_on=[*args.cert_manager.ready, *args.after],
        )
        closed = close_namespace(
            self,
            scope,
            cluster,
            _OPERATOR_NAMESPACE,
            part="operator",
            called_on=(_WEBHOOK_PORT,),
            depends_on=[operator],
        )
        self.ready = (self._collector((operator, *closed)),)
        self.finish()

    @property
    def connection(self) -> Connection:
        """What a service must be told to send to the collector, in OpenTelemetry's own variables."""
        endpoint = f"http://{_COLLECTOR}-collector.{_NAMESPACE}:{HTTP_PORT}"
        return Connection(
            environment={"OTEL_EXPORTER_OTLP_ENDPOINT": endpoint, "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf"}
        )

    def allow_from(self, source: Peer) -> None:
        """Let *source* send telemetry, by OTLP over HTTP."""
        open_port(self, self._args.scope, source=source, destination=self, port=HTTP_PORT)

    def _collector(self, operator: tuple[pulumi.Resource, ...]) -> kubernetes.apiextensions.CustomResource:
        args, name = self._args, self.logical_name
        metrics, may = self._metrics()
        identity = self._identity(may)
        first = [*self._place(operator), *operator, *identity.ready]
        account = kubernetes.core.v1.ServiceAccount(
            f"{name}-account",
            metadata=_named(args.scope, _ACCOUNT),
            automount_service_account_token=False,
            opts=self.child(provider=args.cluster.provider, depends_on=first),
        )
        return kubernetes.apiextensions.CustomResource(
            f"{name}-collector",
            api_version="opentelemetry.io/v1beta1",
            kind="OpenTelemetryCollector",
            metadata=_named(args.scope, _COLLECTOR),
            spec=self._spec(metrics),
            opts=self.child(provider=args.cluster.provider, depends_on=[account, *first]),
        )

    def _place(self, operator: tuple[pulumi.Resource, ...]) -> tuple[pulumi.Resource, ...]:
        """Return the collector's namespace, with a way to the server in the cluster where metrics go there."""
        args = self._args
        server = args.prometheus if args.prometheus is not None and args.prometheus.mode == "in-cluster" else None
        if server is not None:
            let_call_server(self, args.scope, args.cluster, _NAMESPACE, depends_on=server.ready)
        return own_namespace(
            self,
            args.scope,
            args.cluster,
            _NAMESPACE,
            called_on=(GRPC_PORT, HTTP_PORT),
            calls=[] if server is None else [way_to_server()],
            depends_on=operator,
        )

    def _metrics(self) -> tuple[pulumi.Output[Destination], pulumi.Output[list[Statement]]]:
        """Return where metrics go, and what the collector must be allowed for that."""
        args, scope = self._args, self._args.scope
        kept = args.prometheus
        if kept is None:
            log = log_group(self, scope, "logs", (self.logical_name, "metrics"), args.log_days, args.log_kms_key_arn)
            found = log.name.apply(lambda name: to_cloudwatch(scope.region, namespace=scope.prefix, log_group=name))
            return found, log.arn.apply(lambda arn: [_write_to_log(arn)])
        if kept.workspace_arn is None:
            return kept.remote_write_url.apply(to_server), pulumi.Output.from_input([])
        signed = kept.remote_write_url.apply(lambda url: to_workspace(scope.region, url))
        return signed, kept.workspace_arn.apply(lambda arn: [_write_to_workspace(arn)])

    def _identity(self, may: pulumi.Output[list[Statement]]) -> PodIdentity:
        return pod_identity(
            self,
            self._args.scope,
            self._args.cluster,
            "collector",
            namespace=_NAMESPACE,
            service_account=_ACCOUNT,
            statements=may.apply(lambda statements: [_TRACES, *statements]),
        )

    def _spec(self, metrics: pulumi.Output[Destination]) -> Any:
        region = self._args.scope.region
        return {
            "mode": "deployment",
            "replicas": 2,
            "serviceAccount": _ACCOUNT,
            "config": metrics.apply(lambda found: collector_config(region, found)),
            "podDisruptionBudget": ONE_AT_A_TIME,
            "resources": resources("200m", "512Mi"),
            "podSecurityContext": {"runAsNonRoot": True, "runAsUser": 10001},
            "securityContext": RESTRICTED,
            **on_system_nodes(),
        }


def _write_to_log(arn: str) -> Statement:
    return {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": f"{arn}:*"}


def _write_to_workspace(arn: str) -> Statement:
    return {"Effect": "Allow", "Action": ["aps:RemoteWrite"], "Resource": arn}


def _named(scope: Scope, name: str) -> Any:
    return metadata(scope, name, namespace=_NAMESPACE, of=_COLLECTOR)
