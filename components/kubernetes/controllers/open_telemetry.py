"""OpenTelemetry: traces and metrics that services send, collected by the AWS distribution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pulumi
import pulumi_aws as aws
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
from .collecting import GRPC_PORT, HTTP_PORT, collector_config
from .namespaces import close_namespace, own_namespace
from .prometheus import Prometheus
from .values import ONE_AT_A_TIME, RESTRICTED, resources

_NAMESPACE = "opentelemetry"
_COLLECTOR = "otlp"
_ACCOUNT = "collector"

# Source: AWS Distro for OpenTelemetry, "EKS add-ons"; the port is that of the operator's webhooks.
_OPERATOR_NAMESPACE = "opentelemetry-operator-system"
_WEBHOOK_PORT = 9443


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
    """Key that encrypts the log that CloudWatch takes metrics from; its policy must let CloudWatch Logs use it."""

    log_days: int = 365
    """Days that log is kept. Default: a year."""

    prometheus: Prometheus | None = None
    """Where metrics go, if AWS keeps them. Default: to CloudWatch."""

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
        log = log_group(self, scope, "logs", (name, "metrics"), args.log_days, args.log_kms_key_arn)
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
        self.ready = (self._collector(log, (operator, *closed)),)
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

    def _collector(
        self, log: aws.cloudwatch.LogGroup, operator: tuple[pulumi.Resource, ...]
    ) -> kubernetes.apiextensions.CustomResource:
        args, name = self._args, self.logical_name
        identity = self._identity(log)
        place = own_namespace(
            self,
            args.scope,
            args.cluster,
            _NAMESPACE,
            called_on=(GRPC_PORT, HTTP_PORT),
            depends_on=operator,
        )
        first = [*place, *operator, *identity.ready]
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
            spec=self._spec(log),
            opts=self.child(provider=args.cluster.provider, depends_on=[account, *first]),
        )

    def _identity(self, log: aws.cloudwatch.LogGroup) -> PodIdentity:
        args = self._args
        workspace = None if args.prometheus is None else args.prometheus.workspace_arn
        statements = pulumi.Output.all(log.arn, workspace).apply(lambda arns: export_telemetry(*arns))
        return pod_identity(
            self,
            args.scope,
            args.cluster,
            "collector",
            namespace=_NAMESPACE,
            service_account=_ACCOUNT,
            statements=statements,
        )

    def _spec(self, log: aws.cloudwatch.LogGroup) -> Any:
        args = self._args
        url = None if args.prometheus is None else args.prometheus.remote_write_url
        config = pulumi.Output.all(log.name, url).apply(
            lambda known: collector_config(
                args.scope.region, namespace=args.scope.prefix, log_group=known[0], remote_write_url=known[1]
            )
        )
        return {
            "mode": "deployment",
            "replicas": 2,
            "serviceAccount": _ACCOUNT,
            "config": config,
            "podDisruptionBudget": ONE_AT_A_TIME,
            "resources": resources("200m", "512Mi"),
            "podSecurityContext": {"runAsNonRoot": True, "runAsUser": 10001},
            "securityContext": RESTRICTED,
            **on_system_nodes(),
        }


def export_telemetry(log_group_arn: str, workspace_arn: str | None) -> list[Statement]:
    """Return what the collector may do: write traces, and metrics to where they go."""
    # These support no resource.
    traces = {"Effect": "Allow", "Action": ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "Resource": "*"}
    if workspace_arn is not None:
        return [traces, {"Effect": "Allow", "Action": ["aps:RemoteWrite"], "Resource": workspace_arn}]
    write = ["logs:CreateLogStream", "logs:PutLogEvents"]
    return [traces, {"Effect": "Allow", "Action": write, "Resource": f"{log_group_arn}:*"}]


def _named(scope: Scope, name: str) -> Any:
    return metadata(scope, name, namespace=_NAMESPACE, of=_COLLECTOR)
