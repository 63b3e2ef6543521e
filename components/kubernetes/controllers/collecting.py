"""What the OpenTelemetry collector takes in, and where it sends it. Pure."""

from __future__ import annotations

from typing import Any

GRPC_PORT, HTTP_PORT = 4317, 4318
"""Ports on which telemetry comes in by OTLP."""

HEALTH_PORT = 13133
"""Port on which the collector says whether it is well."""

_PROCESSORS = ["memory_limiter", "batch"]


def collector_config(region: str, *, namespace: str, log_group: str, remote_write_url: str | None) -> dict[str, Any]:
    """Return the configuration: traces to X-Ray, metrics to Prometheus where there is one, else to CloudWatch.

    *namespace* is the one of CloudWatch metrics, *log_group* what they are written to on the way.
    """
    metrics, exporter = _metrics(region, namespace, log_group, remote_write_url)
    signing = {} if remote_write_url is None else {"sigv4auth": {"region": region, "service": "aps"}}
    health = {"health_check": {"endpoint": f"0.0.0.0:{HEALTH_PORT}"}}
    return {
        "extensions": {**health, **signing},
        "receivers": {
            "otlp": {
                "protocols": {
                    "grpc": {"endpoint": f"0.0.0.0:{GRPC_PORT}"},
                    "http": {"endpoint": f"0.0.0.0:{HTTP_PORT}"},
                }
            }
        },
        "processors": {
            # It refuses what does not fit, rather than be killed with all that it holds.
            "memory_limiter": {"check_interval": "1s", "limit_percentage": 75, "spike_limit_percentage": 20},
            "batch": {},
        },
        "exporters": {"awsxray": {"region": region}, metrics: exporter},
        "service": {
            "extensions": sorted({**health, **signing}),
            "pipelines": {
                "traces": {"receivers": ["otlp"], "processors": _PROCESSORS, "exporters": ["awsxray"]},
                "metrics": {"receivers": ["otlp"], "processors": _PROCESSORS, "exporters": [metrics]},
            },
        },
    }


def _metrics(region: str, namespace: str, log_group: str, remote_write_url: str | None) -> tuple[str, dict[str, Any]]:
    if remote_write_url is not None:
        return "prometheusremotewrite", {"endpoint": remote_write_url, "auth": {"authenticator": "sigv4auth"}}
    return "awsemf", {
        "region": region,
        "namespace": namespace,
        "log_group_name": log_group,
        # Each further combination of labels is a metric of its own, and billed as one.
        "dimension_rollup_option": "NoDimensionRollup",
    }
