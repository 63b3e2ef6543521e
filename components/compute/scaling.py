"""What makes a service's tasks more or fewer: how busy they are, and the clock."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..off_hours import ScalableService
from ..scope import Scope
from .contract import Target
from .cron import aws_cron
from .spec import ServiceSpec

_NAMESPACE = "ecs"
_DIMENSION = "ecs:service:DesiredCount"

# Out fast, in slowly: a task too many costs less than one too few.
_OUT_COOLDOWN = 60
_IN_COOLDOWN = 300


def autoscale(
    owner: Component,
    scope: Scope,
    spec: ServiceSpec,
    target: Target | None,
    *,
    cluster_name: pulumi.Output[str],
    service_name: pulumi.Output[str],
) -> ScalableService:
    """Create `{owner}-scaling` with its policies and schedules; it alone sets the number of tasks once they run.

    Return what a `Schedule` needs to know of it.
    """
    name = f"{owner.logical_name}-scaling"
    scale = spec.scale
    scalable = aws.appautoscaling.Target(
        name,
        service_namespace=_NAMESPACE,
        scalable_dimension=_DIMENSION,
        resource_id=pulumi.Output.concat("service/", cluster_name, "/", service_name),
        min_capacity=scale.min if spec.released else 0,
        max_capacity=scale.max if spec.released else 0,
        tags=scope.tags(scope.physical_name(name)),
        opts=owner.child(),
    )
    _track(owner, scalable, "cpu", "ECSServiceAverageCPUUtilization", scale.cpu_percent)
    if scale.memory_percent is not None:
        _track(owner, scalable, "memory", "ECSServiceAverageMemoryUtilization", scale.memory_percent)
    if scale.requests_per_target is not None and target is not None:
        group = pulumi.Output.concat(target.load_balancer_arn_suffix, "/", target.target_group_arn_suffix)
        _track(owner, scalable, "requests", "ALBRequestCountPerTarget", scale.requests_per_target, group)
    if spec.released:
        _schedule(owner, scalable, spec)
    return ScalableService(
        resource_id=scalable.resource_id,
        min=scale.min if spec.released else 0,
        max=scale.max if spec.released else 0,
        own_schedules=tuple(sorted(scale.schedules)),
    )


def _track(
    owner: Component,
    scalable: aws.appautoscaling.Target,
    role: str,
    metric: str,
    value: int,
    label: pulumi.Output[str] | None = None,
) -> None:
    aws.appautoscaling.Policy(
        f"{owner.logical_name}-scaling-{role}",
        policy_type="TargetTrackingScaling",
        service_namespace=scalable.service_namespace,
        scalable_dimension=scalable.scalable_dimension,
        resource_id=scalable.resource_id,
        target_tracking_scaling_policy_configuration=aws.appautoscaling.PolicyTargetTrackingScalingPolicyConfigurationArgs(
            predefined_metric_specification=aws.appautoscaling.PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationArgs(
                predefined_metric_type=metric, resource_label=label
            ),
            target_value=value,
            scale_out_cooldown=_OUT_COOLDOWN,
            scale_in_cooldown=_IN_COOLDOWN,
        ),
        opts=owner.child(),
    )


def _schedule(owner: Component, scalable: aws.appautoscaling.Target, spec: ServiceSpec) -> None:
    for key, schedule in spec.scale.schedules.items():
        aws.appautoscaling.ScheduledAction(
            f"{owner.logical_name}-schedule-{key}",
            service_namespace=scalable.service_namespace,
            scalable_dimension=scalable.scalable_dimension,
            resource_id=scalable.resource_id,
            schedule=aws_cron(schedule.cron),
            timezone=schedule.timezone,
            scalable_target_action=aws.appautoscaling.ScheduledActionScalableTargetActionArgs(
                min_capacity=schedule.min, max_capacity=schedule.max
            ),
            opts=owner.child(),
        )
