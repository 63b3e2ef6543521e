"""How a cluster finds out whether a pod is well: what the balancer asks on Fargate, the cluster asks itself. Pure."""

from __future__ import annotations

import math
from typing import Any

from ...compute.spec import HealthCheck, ServiceSpec

# Often enough that a service which starts fast is not kept waiting.
_START_PERIOD = 5


def probes(spec: ServiceSpec, *, routed: bool) -> dict[str, Any]:
    """Return the probes of a service; none for a worker, as on Fargate: nobody sends it anything.

    Asked over HTTP is a service that a balancer asks too, and one that names a path of its own. For any other, to take
    connections is enough: on Fargate nobody asks it, so it need not answer at `/`.
    """
    if spec.port is None:
        return {}
    question = _question(spec.health, spec.port, routed)
    return {
        "startupProbe": {**question, **_start(spec.health)},
        "readinessProbe": {
            **question,
            **_patience(spec.health),
            "successThreshold": spec.health.healthy_count,
            "failureThreshold": spec.health.unhealthy_count,
        },
        # A pod that cannot answer is first sent nothing, and started again only where that has not helped.
        "livenessProbe": {
            **question,
            **_patience(spec.health),
            "failureThreshold": 2 * spec.health.unhealthy_count,
        },
    }


def _question(health: HealthCheck, port: int, routed: bool) -> dict[str, Any]:
    if routed or health.path != "/":
        return {"httpGet": {"path": health.path, "port": port, "scheme": "HTTP"}}
    return {"tcpSocket": {"port": port}}


def _patience(health: HealthCheck) -> dict[str, int]:
    return {"periodSeconds": health.interval_seconds, "timeoutSeconds": health.timeout_seconds}


def _start(health: HealthCheck) -> dict[str, int]:
    """Return how long a pod may take to start: what ECS waits before bad answers end a task."""
    allowed = health.grace_seconds + health.unhealthy_count * health.interval_seconds
    return {
        "periodSeconds": _START_PERIOD,
        "timeoutSeconds": health.timeout_seconds,
        "failureThreshold": math.ceil(allowed / _START_PERIOD),
    }
