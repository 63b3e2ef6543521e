"""What the OpenTelemetry collector takes in, and where it sends it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

GRPC_PORT, HTTP_PORT = 4317, 4318
"""Ports on which telemetry comes in by OTLP."""

HEALTH_PORT = 13133
"""Port on which the collector says whether it is well."""

_PROCESSORS = ["memory_limiter", "batch"]
_REMOTE_WRITE, _SIGNING = "prometheusremotewrite", "sigv4auth"


@dataclass(frozen=True, kw_only=True)
class Destination:
    """Where metrics go."""

    exporter: str
    """Exporter of the collector that writes there."""

    settings: dict[str, Any]
    """Its configuration."""

    extensions: dict[str, Any] = field(default_factory=dict)
    """Extensions of the collector that it uses. Default: none."""


def to_cloudwatch(region: str, *, namespace: str, log_group: str) -> Destination:
    """Return the metrics of CloudWatch in *namespace*; *log_group* is what they are written to on the way."""
    settings = {
        "region": region,
        "namespace": namespace,
        "log_group_name": log_group,
        # Each further combination of labels is a metric of its own, and billed as one.
        "dimension_rollup_option": "NoDimensionRollup",
    }
    return Destination(exporter="awsemf", settings=settings)


def to_workspace(region: str, remote_write_url: str) -> Destination:
    """Return a workspace of Amazon Managed Service for Prometheus, which takes only what is signed."""
    return Destination(
        exporter=_REMOTE_WRITE,
        settings={"endpoint": remote_write_url, "auth": {"authenticator": _SIGNING}},
        extensions={_SIGNING: {"region": region, "service": "aps"}},
    )


def to_server(remote_write_url: str) -> Destination:
    """Return a Prometheus server in the cluster, which network policies alone guard."""
    return Destination(exporter=_REMOTE_WRITE, settings={"endpoint": remote_write_url})


def collector_config(region: str, metrics: Destination) -> dict[str, Any]:
    """Return the configuration: traces go to X-Ray in *region*, metrics to *metrics*."""
    extensions = {"health_check": {"endpoint": f"0.0.0.0:{HEALTH_PORT}"}, **metrics.extensions}
    return {
        "extensions": extensions,
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
        "exporters": {"awsxray": {"region": region}, metrics.exporter: metrics.settings},
        "service": {
            "extensions": sorted(extensions),
            "pipelines": {
                "traces": {"receivers": ["otlp"], "processors": _PROCESSORS, "exporters": ["awsxray"]},
                "metrics": {"receivers": ["otlp"], "processors": _PROCESSORS, "exporters": [metrics.exporter]},
            },
        },
    }
