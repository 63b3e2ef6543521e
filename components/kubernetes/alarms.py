"""What a service in a cluster watches about itself: its limits, whether as many pods run as should, and its rollouts.

Sources: Amazon CloudWatch User Guide, "Enhanced Container Insights (Classic) metric reference"; which dimensions come
together: repository aws/amazon-cloudwatch-agent, translator/translate/otel/exporter/awsemf/kubernetes.go.
"""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

from ..compute.spec import Scale, ServiceSpec
from ..eks.contract import Cluster
from ..observability.spec import AlarmSpec, Metric, single
from .scaling.windows import timetable

_BUSY_PERCENT = 80.0

_Dimensions = Mapping[str, pulumi.Input[str]]


def service_alarms(
    spec: ServiceSpec, cluster: Cluster, namespace: str, name: pulumi.Input[str]
) -> tuple[AlarmSpec, ...]:
    """Return the alarms of the Deployment *name* in *namespace*; all need Container Insights to have any data.

    None fires because pods are none on purpose: then none is desired, and no pod is there to be busy.
    """
    if not cluster.container_insights:
        return ()
    # What is measured of pods is called after what made them.
    dimensions: _Dimensions = {"ClusterName": cluster.cluster_name, "Namespace": namespace, "PodName": name}
    return (
        _cpu(spec.scale, dimensions),
        _memory(spec.scale, dimensions),
        _too_few(dimensions),
        _stuck(dimensions),
        *_at_maximum(spec.scale, dimensions),
    )


def _limit(target_percent: int | None) -> float:
    # Half way from what autoscaling keeps to, to the limit: above it, more pods have not helped.
    return _BUSY_PERCENT if target_percent is None else max(_BUSY_PERCENT, (target_percent + 100) / 2)


def _cpu(scale: Scale, dimensions: _Dimensions) -> AlarmSpec:
    limit = _limit(scale.cpu_percent)
    return AlarmSpec(
        key="cpu-high",
        title=f"CPU of the pods above {limit:g} % of what they ask for, for 15 minutes",
        severity="P2",
        # Against the request, as autoscaling measures it: a pod may use more where its node has some to spare.
        metrics={"used": _metric("pod_cpu_usage_total", dimensions), "asked": _metric("pod_cpu_request", dimensions)},
        expression="100 * used / asked",
        threshold=limit,
        periods=15,
        runbook="service-cpu-high",
    )


def _memory(scale: Scale, dimensions: _Dimensions) -> AlarmSpec:
    limit = _limit(scale.memory_percent)
    return AlarmSpec(
        key="memory-high",
        title=f"Memory of the pods above {limit:g} % of its limit for 15 minutes",
        severity="P2",
        metrics=single(_metric("pod_memory_utilization_over_pod_limit", dimensions)),
        threshold=limit,
        periods=15,
        runbook="service-memory-high",
    )


def _too_few(dimensions: _Dimensions) -> AlarmSpec:
    return AlarmSpec(
        key="running-below-desired",
        title="Fewer pods ready than desired for 10 minutes",
        severity="P1",
        metrics={
            "desired": _metric("replicas_desired", dimensions),
            "ready": _metric("replicas_ready", dimensions),
        },
        # No ready pod may mean no data point at all, which must not pass for "as many as desired".
        expression="desired - FILL(ready, 0)",
        comparison="at_least",
        threshold=1,
        periods=10,
        runbook="service-tasks-missing",
    )


def _stuck(dimensions: _Dimensions) -> AlarmSpec:
    """Return what a cluster has instead of going back by itself: somebody is told, while the old pods go on."""
    return AlarmSpec(
        key="rollout-stuck",
        title="Pods of a new revision not well for 15 minutes, old ones still there",
        severity="P2",
        metrics={
            "desired": _metric("replicas_desired", dimensions),
            "available": _metric("status_replicas_available", dimensions),
            "unavailable": _metric("status_replicas_unavailable", dimensions),
        },
        # More pods than desired are there during a rollout only. Too few of them are another alarm's.
        expression="FILL(available, 0) + FILL(unavailable, 0) - desired",
        comparison="at_least",
        threshold=1,
        periods=15,
        runbook="service-rolled-back",
    )


def _at_maximum(scale: Scale, dimensions: _Dimensions) -> tuple[AlarmSpec, ...]:
    table = timetable(scale)
    if table.most in {table.least, *(window.pods for window in table.floors)}:
        # It is meant to run at its maximum: an alarm would never end.
        return ()
    alarm = AlarmSpec(
        key="at-maximum",
        title=f"At its maximum of {table.most} pods for 30 minutes",
        severity="P3",
        metrics=single(_metric("replicas_ready", dimensions)),
        comparison="at_least",
        threshold=table.most,
        periods=30,
        runbook="service-at-maximum",
    )
    return (alarm,)


def _metric(name: str, dimensions: _Dimensions) -> Metric:
    return Metric(namespace="ContainerInsights", name=name, dimensions=dimensions)
