"""What a service watches about itself: its limits, and whether as many tasks run as should."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

from ..observability.spec import AlarmSpec, Metric, single
from .ecs_cluster import ContainerInsights
from .spec import Scale, ServiceSpec

_BUSY_PERCENT = 80.0


def service_alarms(
    spec: ServiceSpec, insights: ContainerInsights, dimensions: Mapping[str, pulumi.Input[str]]
) -> tuple[AlarmSpec, ...]:
    """Return the alarms of a service; those on task counts need Container Insights to have any data."""
    alarms = (
        _busy("cpu", "CPUUtilization", spec.scale.cpu_percent, dimensions),
        _busy("memory", "MemoryUtilization", spec.scale.memory_percent, dimensions),
    )
    if insights == "disabled":
        return alarms
    return (*alarms, _too_few(dimensions), *_at_maximum(spec.scale, dimensions))


def _busy(what: str, metric: str, target_percent: int | None, dimensions: Mapping[str, pulumi.Input[str]]) -> AlarmSpec:
    # Half way from what autoscaling keeps to, to the limit: above it, more tasks have not helped.
    limit = _BUSY_PERCENT if target_percent is None else max(_BUSY_PERCENT, (target_percent + 100) / 2)
    label = {"cpu": "CPU"}.get(what, what.capitalize())
    return AlarmSpec(
        key=f"{what}-high",
        title=f"{label} of the tasks above {limit:g} % of its limit for 15 minutes",
        severity="P2",
        metrics=single(Metric(namespace="AWS/ECS", name=metric, dimensions=dimensions)),
        threshold=limit,
        periods=15,
        runbook=f"service-{what}-high",
    )


def _too_few(dimensions: Mapping[str, pulumi.Input[str]]) -> AlarmSpec:
    return AlarmSpec(
        key="running-below-desired",
        title="Fewer tasks running than desired for 10 minutes",
        severity="P1",
        metrics={"desired": _count("DesiredTaskCount", dimensions), "running": _count("RunningTaskCount", dimensions)},
        # No running task may mean no data point at all, which must not pass for "as many as desired".
        expression="desired - FILL(running, 0)",
        comparison="at_least",
        threshold=1,
        periods=10,
        runbook="service-tasks-missing",
    )


def _at_maximum(scale: Scale, dimensions: Mapping[str, pulumi.Input[str]]) -> tuple[AlarmSpec, ...]:
    limits = [(scale.min, scale.max), *((schedule.min, schedule.max) for schedule in scale.schedules.values())]
    most = max(high for _, high in limits)
    if any(low == most for low, _ in limits):
        # It is meant to run at its maximum: an alarm would never end.
        return ()
    alarm = AlarmSpec(
        key="at-maximum",
        title=f"At its maximum of {most} tasks for 30 minutes",
        severity="P3",
        metrics=single(_count("RunningTaskCount", dimensions)),
        comparison="at_least",
        threshold=most,
        periods=30,
        runbook="service-at-maximum",
    )
    return (alarm,)


def _count(name: str, dimensions: Mapping[str, pulumi.Input[str]]) -> Metric:
    return Metric(namespace="ECS/ContainerInsights", name=name, dimensions=dimensions)
