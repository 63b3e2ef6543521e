"""What makes a service's pods more or fewer: how busy they are, what waits for them, and the clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
import pulumi_kubernetes as kubernetes

from ...component import Component
from ...compute.contract import Target
from ...compute.spec import Scale, ServiceSpec
from ...eks.contract import Cluster
from ...schedule.hours import WorkingHours
from ...scope import Scope
from ..labels import metadata
from .hours import working_timetable
from .queue import QueueDepth
from .triggers import Demand
from .windows import Timetable, timetable

# Out fast, in slowly: a pod too many costs less than one too few.
_OUT_SECONDS = 60
_IN_SECONDS = 300

# How often in a row, about half a minute apart, a source may be silent before what runs is what is wanted.
_FAILURES = 3

# What KEDA makes of a ScaledObject is called `keda-hpa-` and its name, which must fit into a label.
_LONGEST_NAME = 63 - len("keda-hpa-")

# Lets a ScaledObject be created beside the plain autoscaler it takes the place of, which goes after it.
# Source: repository kedacore/keda, apis/keda/v1alpha1/scaledobject_types.go.
_MAY_OVERLAP = {"validations.keda.sh/hpa-ownership": "false"}


def autoscale(
    owner: Component,
    scope: Scope,
    cluster: Cluster,
    spec: ServiceSpec,
    *,
    namespace: str,
    deployment: kubernetes.apps.v1.Deployment,
    target: Target | None = None,
    off_hours: WorkingHours | None = None,
    queue: QueueDepth | None = None,
    after: Sequence[pulumi.Resource] = (),
) -> pulumi.CustomResource | None:
    """Create `{owner}-autoscaler` of the Deployment called as *owner*; it alone sets the number of its pods.

    It is a HorizontalPodAutoscaler where CPU and memory say enough, else a ScaledObject for KEDA, which is in *after*:
    for requests, a queue, schedules, working hours. Return none for a service that is not released.

    No pod is ever started because of the CPU or memory of none. A Fargate service whose min is 0 stays at none just the
    same, unnoticed; here it is a ValueError, as are schedules that no window expresses.
    """
    scale = spec.scale
    try:
        table = _table(scale, off_hours)
    except ValueError as problem:
        raise ValueError(f"{owner.logical_name}: {problem}") from problem
    demand = Demand(scope=scope, scale=scale, timetable=table, target=target, queue=queue)
    if table.idle and not demand.counted:
        raise ValueError(
            f"{owner.logical_name}: with a min of 0 nothing would start the first pod, since no pod has no CPU to "
            "measure: count what waits (requests_per_target or a queue), set min to 1, or, for a time when it is to be "
            "off, max to 0"
        )
    if not spec.released:
        return None
    if table.lowered:
        pulumi.log.warn(
            f"in a cluster the most pods are {table.most} at all times: a schedule's lower max "
            f"({', '.join(map(str, table.lowered))}) is not kept, unless it is 0",
            owner,
        )
    options = owner.child(provider=cluster.provider, depends_on=[deployment, *after])
    name = f"{owner.logical_name}-autoscaler"
    if table.least and not table.floors and not demand.counted:
        return kubernetes.autoscaling.v2.HorizontalPodAutoscaler(
            name,
            metadata=_metadata(scope, owner.logical_name, namespace, _MAY_OVERLAP),
            spec=_plain(owner.logical_name, scale, table.least, table.most),
            opts=options,
        )
    if len(owner.logical_name) > _LONGEST_NAME:
        raise ValueError(
            f"{owner.logical_name}: its name must be up to {_LONGEST_NAME} characters where KEDA scales it, as what it "
            f"makes has a longer one, got {len(owner.logical_name)}: shorten it"
        )
    return kubernetes.apiextensions.CustomResource(
        name,
        api_version="keda.sh/v1alpha1",
        kind="ScaledObject",
        metadata=_metadata(scope, owner.logical_name, namespace),
        spec=_scaled(owner.logical_name, demand),
        opts=options,
    )


def fewest(spec: ServiceSpec, off_hours: WorkingHours | None = None) -> int:
    """Return how many pods of *spec* run at all times: none where it is off at some, or is not released."""
    return _table(spec.scale, off_hours).least if spec.released else 0


def _table(scale: Scale, off_hours: WorkingHours | None) -> Timetable:
    return timetable(scale) if off_hours is None else working_timetable(off_hours, scale)


def _metadata(scope: Scope, name: str, namespace: str, annotations: Mapping[str, str] | None = None) -> Any:
    return metadata(scope, name, namespace=namespace, annotations=annotations)


def _plain(name: str, scale: Scale, least: int, most: int) -> Any:
    usage = (("cpu", scale.cpu_percent), ("memory", scale.memory_percent))
    return {
        "scaleTargetRef": _deployment(name),
        "minReplicas": least,
        "maxReplicas": most,
        "metrics": [_usage(resource, percent) for resource, percent in usage if percent is not None],
        "behavior": _behavior(),
    }


def _usage(resource: str, percent: int) -> dict[str, Any]:
    target = {"type": "Utilization", "averageUtilization": percent}
    return {"type": "Resource", "resource": {"name": resource, "target": target}}


def _scaled(name: str, demand: Demand) -> dict[str, Any]:
    table = demand.timetable
    advanced: dict[str, Any] = {"horizontalPodAutoscalerConfig": {"behavior": _behavior()}}
    if demand.combined:
        advanced["scalingModifiers"] = {"formula": demand.formula(), "target": "1", "metricType": "AverageValue"}
    found: dict[str, Any] = {
        "scaleTargetRef": _deployment(name),
        "minReplicaCount": table.least,
        "maxReplicaCount": table.most,
        "advanced": advanced,
        "triggers": demand.triggers(),
    }
    if table.least == 0:
        found["cooldownPeriod"] = _IN_SECONDS
    if demand.counted:
        # The clock goes on when CloudWatch or SQS do not answer; where there is no clock, what runs stays.
        behavior = "scalingModifiers" if demand.combined else "currentReplicasIfHigher"
        found["fallback"] = {"failureThreshold": _FAILURES, "replicas": max(1, table.least), "behavior": behavior}
    return found


def _deployment(name: str) -> dict[str, str]:
    return {"apiVersion": "apps/v1", "kind": "Deployment", "name": name}


def _behavior() -> dict[str, Any]:
    """Return the pace: out to twice as many, or four more, a minute; in to half of the most of the last five."""
    return {
        "scaleUp": {
            "stabilizationWindowSeconds": 0,
            "selectPolicy": "Max",
            "policies": [
                {"type": "Percent", "value": 100, "periodSeconds": _OUT_SECONDS},
                {"type": "Pods", "value": 4, "periodSeconds": _OUT_SECONDS},
            ],
        },
        "scaleDown": {
            "stabilizationWindowSeconds": _IN_SECONDS,
            "selectPolicy": "Max",
            "policies": [{"type": "Percent", "value": 50, "periodSeconds": _IN_SECONDS}],
        },
    }
