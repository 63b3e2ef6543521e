"""What the managed collector reads of a cluster, as Prometheus writes it down. Pure."""

from __future__ import annotations

import json
from typing import Any

_TOKEN_FILE = "/var/run/secrets/kubernetes.io/serviceaccount/token"  # noqa: S105 - where it is, not what
_API = "kubernetes.default.svc:443"
_META = "__meta_kubernetes"

INTERVAL_SECONDS = 30
"""Seconds between two samples."""


def scrape_configuration() -> str:
    """Return the configuration: the API server, containers and nodes through it, and kube-state-metrics.

    It is JSON, which any reader of YAML takes. Services send their own metrics to the OpenTelemetry collector: the
    managed one has no way into their pods, and needs none.
    """
    jobs = [_api_server(), _nodes("kubelet", "metrics"), _nodes("cadvisor", "metrics/cadvisor"), _object_states()]
    document = {"global": {"scrape_interval": f"{INTERVAL_SECONDS}s"}, "scrape_configs": jobs}
    return json.dumps(document, indent=2, sort_keys=True)


def _api_server() -> dict[str, Any]:
    return _secure(
        "apiserver",
        "endpoints",
        {
            "source_labels": [f"{_META}_namespace", f"{_META}_service_name", f"{_META}_endpoint_port_name"],
            "regex": "default;kubernetes;https",
            "action": "keep",
        },
    )


def _nodes(job: str, path: str) -> dict[str, Any]:
    # A node answers through the API server, so that no port of it is opened.
    return _secure(
        job,
        "node",
        {"target_label": "__address__", "replacement": _API},
        {
            "source_labels": [f"{_META}_node_name"],
            "regex": "(.+)",
            "target_label": "__metrics_path__",
            "replacement": f"/api/v1/nodes/$1/proxy/{path}",
        },
    )


def _object_states() -> dict[str, Any]:
    return {
        "job_name": "kube-state-metrics",
        "honor_labels": True,
        "kubernetes_sd_configs": [{"role": "endpoints"}],
        "relabel_configs": [
            {
                "source_labels": [f"{_META}_service_label_app_kubernetes_io_name", f"{_META}_endpoint_port_name"],
                "regex": "kube-state-metrics;http",
                "action": "keep",
            }
        ],
    }


def _secure(job: str, role: str, *relabel: dict[str, Any]) -> dict[str, Any]:
    return {
        "job_name": job,
        "scheme": "https",
        "authorization": {"credentials_file": _TOKEN_FILE},
        "kubernetes_sd_configs": [{"role": role}],
        "relabel_configs": list(relabel),
    }
