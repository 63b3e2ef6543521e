"""What a service's tasks run on, and how a new revision takes the place of the old."""

from __future__ import annotations

from typing import Any

import pulumi_aws as aws

from .contract import Target
from .spec import ServiceSpec


def capacity(spec: ServiceSpec) -> dict[str, Any]:
    """Return what tasks run on. With spot, the first task and a fifth of the others outlive any shortage."""
    regular = aws.ecs.ServiceCapacityProviderStrategyArgs(capacity_provider="FARGATE", base=1, weight=1)
    spare = aws.ecs.ServiceCapacityProviderStrategyArgs(capacity_provider="FARGATE_SPOT", weight=4)
    return {
        "capacity_provider_strategies": [regular, spare] if spec.spot else [regular],
        # Without it the provider would replace the service, and so stop it, to change what it runs on.
        "force_new_deployment": True,
        "triggers": {"spot": str(spec.spot).lower()},
    }


def deployment(alarm: aws.cloudwatch.MetricAlarm) -> dict[str, Any]:
    """Return how a new revision replaces the old: beside it, watched, and back again where it fails."""
    return {
        "deployment_minimum_healthy_percent": 100,
        "deployment_maximum_percent": 200,
        "deployment_circuit_breaker": aws.ecs.ServiceDeploymentCircuitBreakerArgs(enable=True, rollback=True),
        "alarms": aws.ecs.ServiceAlarmsArgs(enable=True, rollback=True, alarm_names=[alarm.name]),
        "wait_for_steady_state": True,
    }


def routing(name: str, spec: ServiceSpec, target: Target | None) -> dict[str, Any]:
    """Return how requests come in, where a balancer sends any; a new task has time before its health counts."""
    if target is None or spec.port is None:
        return {}
    return {
        "health_check_grace_period_seconds": spec.health.grace_seconds,
        "load_balancers": [
            aws.ecs.ServiceLoadBalancerArgs(
                target_group_arn=target.target_group_arn, container_name=name, container_port=spec.port
            )
        ],
    }
