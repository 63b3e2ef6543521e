"""The alarm that sends a deployment back: more errors, or for a service that no balancer sees, memory giving out."""

from __future__ import annotations

from typing import Any

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..scope import Scope
from .contract import Target

_RUNBOOK = "service-rolled-back"

_ERROR_PERCENT = 5
_FEWEST_ERRORS = 5
_MEMORY_PERCENT = 95


def rollback_alarm(
    owner: Component,
    scope: Scope,
    target: Target | None,
    *,
    cluster_name: pulumi.Output[str],
    service_name: str,
) -> aws.cloudwatch.MetricAlarm:
    """Create `{owner}-rollback-errors` behind a load balancer, `{owner}-rollback-memory` elsewhere.

    Nobody is called: ECS reads it during a deployment. One that was already breached before is not read.
    """
    if target is not None:
        what = f"more than {_ERROR_PERCENT} % of requests answered with 5xx"
        return _alarm(owner, scope, "errors", what, threshold=_ERROR_PERCENT, metric_queries=_error_share(target))
    return _alarm(
        owner,
        scope,
        "memory",
        f"memory above {_MEMORY_PERCENT} % of its limit",
        threshold=_MEMORY_PERCENT,
        namespace="AWS/ECS",
        metric_name="MemoryUtilization",
        statistic="Average",
        period=60,
        dimensions={"ClusterName": cluster_name, "ServiceName": service_name},
    )


def _alarm(owner: Component, scope: Scope, role: str, what: str, **measured: Any) -> aws.cloudwatch.MetricAlarm:
    name = scope.physical_name(owner.logical_name, "rollback", role, limit=255)
    return aws.cloudwatch.MetricAlarm(
        f"{owner.logical_name}-rollback-{role}",
        name=name,
        alarm_description=f"Sends a deployment back: {what}. Runbook: {scope.runbook_url(runbook=_RUNBOOK)}",
        comparison_operator="GreaterThanThreshold",
        evaluation_periods=3,
        datapoints_to_alarm=2,
        treat_missing_data="notBreaching",
        tags=scope.tags(name),
        opts=owner.child(),
        **measured,
    )


def _error_share(target: Target) -> list[aws.cloudwatch.MetricAlarmMetricQueryArgs]:
    share = aws.cloudwatch.MetricAlarmMetricQueryArgs(
        id="share",
        # One failed request out of one is no reason to go back.
        expression=f"IF(FILL(errors, 0) >= {_FEWEST_ERRORS}, 100 * FILL(errors, 0) / requests, 0)",
        label="Requests answered with 5xx (%)",
        return_data=True,
    )
    dimensions = {
        "LoadBalancer": target.load_balancer_arn_suffix,
        "TargetGroup": target.target_group_arn_suffix,
    }
    metrics = {"errors": "HTTPCode_Target_5XX_Count", "requests": "RequestCount"}
    return [
        share,
        *(
            aws.cloudwatch.MetricAlarmMetricQueryArgs(
                id=id_,
                metric=aws.cloudwatch.MetricAlarmMetricQueryMetricArgs(
                    namespace="AWS/ApplicationELB", metric_name=name, dimensions=dimensions, stat="Sum", period=60
                ),
            )
            for id_, name in metrics.items()
        ),
    ]
