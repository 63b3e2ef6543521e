"""A Prometheus server in the cluster, by the chart kube-prometheus-stack: it measures the cluster, not services."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pulumi

from ...component import Component
from ...eks.contract import Cluster
from ...network.contract import Network
from ...scope import Scope
from ..charts import release
from ..placement import on_system_nodes
from ..volumes import STORAGE_CLASS
from .namespaces import own_namespace
from .values import resources

MONITORING_NAMESPACE = "monitoring"
"""Namespace of the server and its operator."""

SERVER_PORT = 9090
"""Port on which the server is asked."""

_SERVICE = "kube-prometheus-stack-prometheus"

# Source: values of the chart, prometheusOperator.tls.internalPort.
_WEBHOOK_PORT = 10250

# Kubelets, and CoreDNS, on the addresses of nodes and pods.
_TARGET_PORTS = (9153, 10250)

# Part of a volume that samples may fill; the log ahead of them needs the rest.
_FILLED = 0.85

# Rules on what node-exporter and Alertmanager measure: neither is there.
_RULES_OFF = (
    "alertmanager",
    "kubePrometheusNodeRecording",
    "network",
    "node",
    "nodeExporterAlerting",
    "nodeExporterRecording",
)

# Alerts that only an Alertmanager has a use for, and one that it is missing.
_ALERTS_OFF = ("InfoInhibitor", "PrometheusNotConnectedToAlertmanagers", "Watchdog")

# How late a sample may come: there are two collectors, and what a service measures comes through either.
_LATE = "10m"


@dataclass(frozen=True, kw_only=True)
class Server:
    """A server in the cluster."""

    url: str
    """Where it is asked, from within the cluster."""

    ready: tuple[pulumi.Resource, ...]
    """Its release."""


def in_cluster(
    owner: Component,
    scope: Scope,
    cluster: Cluster,
    network: Network,
    *,
    retention_days: int,
    storage_gib: int,
    depends_on: Sequence[pulumi.Resource],
) -> Server:
    """Create the namespace `monitoring` and the release `{owner}-release` in it.

    The server asks the API, kubelets, name servers and kube-state-metrics. It reaches no service, as their namespaces
    let nobody in for it: what services measure comes by the OpenTelemetry collector, where there is one. Who else may
    call the server is granted one by one, see `let_call_server`.

    The chart's operator may read and change every Secret, ConfigMap and StatefulSet of the cluster: no value of the
    chart makes that less. Where this is too much, AWS keeps the metrics.

    There is one server, and its volume is in one zone: it starts again where that zone has a system node.

    Helm installs the chart's kinds once and never updates them: before a new version of the chart, they are applied by
    hand.
    """
    place = own_namespace(
        owner,
        scope,
        cluster,
        MONITORING_NAMESPACE,
        called_on=(_WEBHOOK_PORT,),
        calls=[
            {
                "to": [{"ipBlock": {"cidr": network.cidr_block}}],
                "ports": [{"protocol": "TCP", "port": port} for port in _TARGET_PORTS],
            }
        ],
        depends_on=depends_on,
    )
    made = release(
        owner,
        cluster,
        "kube-prometheus-stack",
        role="release",
        namespace=MONITORING_NAMESPACE,
        values=_values(retention_days, storage_gib),
        depends_on=place,
    )
    return Server(url=f"http://{_SERVICE}.{MONITORING_NAMESPACE}:{SERVER_PORT}", ready=(made,))


def _values(retention_days: int, storage_gib: int) -> dict[str, Any]:
    off: dict[str, Any] = {"enabled": False}
    # EKS shows none of these; nodes are measured by Container Insights, which needs no way into them; people are
    # called by the alarms of CloudWatch; Grafana is a component of its own.
    absent = (
        "kubeControllerManager",
        "kubeEtcd",
        "kubeProxy",
        "kubeScheduler",
        "nodeExporter",
        "alertmanager",
        "grafana",
    )
    return {
        **dict.fromkeys(absent, off),
        "defaultRules": {"rules": dict.fromkeys(_RULES_OFF, False), "disabled": dict.fromkeys(_ALERTS_OFF, True)},
        "prometheusOperator": {
            "resources": resources("50m", "256Mi"),
            "prometheusConfigReloader": {"resources": resources("10m", "64Mi")},
            "admissionWebhooks": {"patch": {"resources": resources("10m", "64Mi"), **on_system_nodes()}},
            **on_system_nodes(),
        },
        "kube-state-metrics": {
            # Else it would have to read them all.
            "collectorsExclude": ["secrets"],
            "resources": resources("20m", "256Mi"),
            **on_system_nodes(),
        },
        "prometheus": {"prometheusSpec": _server(retention_days, storage_gib)},
    }


def _server(retention_days: int, storage_gib: int) -> dict[str, Any]:
    claim = {
        "storageClassName": STORAGE_CLASS,
        "accessModes": ["ReadWriteOnce"],
        "resources": {"requests": {"storage": f"{storage_gib}Gi"}},
    }
    return {
        "replicas": 1,
        "retention": f"{retention_days}d",
        "retentionSize": f"{int(storage_gib * 1024 * _FILLED)}MiB",
        "storageSpec": {"volumeClaimTemplate": {"spec": claim}},
        "enableRemoteWriteReceiver": True,
        "tsdb": {"outOfOrderTimeWindow": _LATE},
        # Rules that others add count as well. Their monitors do not: what they name could not be reached.
        "ruleSelectorNilUsesHelmValues": False,
        "resources": resources("200m", "2Gi"),
        **on_system_nodes(),
    }
