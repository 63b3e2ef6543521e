"""A pod is asked how it is"""

from __future__ import annotations

from typing import Any

import pytest

from components.compute.spec import HealthCheck, Image, Scale, ServiceSpec
from components.kubernetes.service.probes import probes

HTTP = {"httpGet": {"path": "/", "port": 8080, "scheme": "HTTP"}}


def spec(**changes: Any) -> ServiceSpec:
    basis = {"cpu": 0.25, "memory": 512, "image": Image(repository="orders"), "scale": Scale(min=1, max=1)}
    return ServiceSpec(**{**basis, **changes})


def test_as_the_balancer_asks_it_with_time_to_start_and_patience_before_it_is_started_again():
    assert probes(spec(port=8080), routed=True) == {
        "startupProbe": {**HTTP, "periodSeconds": 5, "timeoutSeconds": 5, "failureThreshold": 21},
        "readinessProbe": {
            **HTTP,
            "periodSeconds": 15,
            "timeoutSeconds": 5,
            "successThreshold": 2,
            "failureThreshold": 3,
        },
        "livenessProbe": {**HTTP, "periodSeconds": 15, "timeoutSeconds": 5, "failureThreshold": 6},
    }


def test_for_nothing_but_a_connection_where_no_balancer_asks():
    asked = probes(spec(port=8080), routed=False)
    assert [probe["tcpSocket"] for probe in asked.values()] == [{"port": 8080}] * 3
    assert not any("httpGet" in probe for probe in asked.values())


def test_at_the_path_it_names_also_where_no_balancer_asks():
    asked = probes(spec(port=8080, health=HealthCheck(path="/healthz")), routed=False)
    assert [probe["httpGet"]["path"] for probe in asked.values()] == ["/healthz"] * 3


def test_never_where_it_has_no_port():
    assert probes(spec(), routed=False) == {}


@pytest.mark.parametrize(
    ("health", "failures"),
    [
        (HealthCheck(grace_seconds=0, interval_seconds=10, unhealthy_count=2), 4),
        (HealthCheck(grace_seconds=121, interval_seconds=10, unhealthy_count=2), 29),
    ],
)
def test_as_long_as_ecs_would_wait_before_it_ends_a_task_that_starts(health, failures):
    start = probes(spec(port=8080, health=health), routed=True)["startupProbe"]
    assert start["failureThreshold"] == failures
