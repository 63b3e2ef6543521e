"""What costs by the hour is watched: a budget tells somebody when more is spent than was meant.

A budget of the whole account is seldom in the same stack: say so with the parameter `elsewhere`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...authoring import (
    Controls,
    Inventory,
    Item,
    Level,
    Parameter,
    Severity,
    StackRule,
    Verdicts,
    guarded,
    must_be_one_of,
)

_BUDGET = "aws:budgets/budget:Budget"
_BY_THE_HOUR = frozenset(
    {
        "aws:autoscaling/group:Group",
        "aws:docdb/clusterInstance:ClusterInstance",
        "aws:ec2/instance:Instance",
        "aws:ec2/natGateway:NatGateway",
        "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
        "aws:ecs/service:Service",
        "aws:eks/cluster:Cluster",
        "aws:eks/nodeGroup:NodeGroup",
        "aws:elasticache/cluster:Cluster",
        "aws:elasticache/replicationGroup:ReplicationGroup",
        "aws:lb/loadBalancer:LoadBalancer",
        "aws:msk/cluster:Cluster",
        "aws:neptune/clusterInstance:ClusterInstance",
        "aws:opensearch/domain:Domain",
        "aws:rds/clusterInstance:ClusterInstance",
        "aws:rds/instance:Instance",
        "aws:redshift/cluster:Cluster",
        "aws:sagemaker/endpoint:Endpoint",
    }
)
_OTHER_LIMITS = ("plannedLimits", "autoAdjustData")
_AMOUNT = re.compile(r"\d+(\.\d+)?")
_TOLD = ("subscriberEmailAddresses", "subscriberSnsTopicArns")


def _check(stack: Inventory, parameters: Mapping[str, Any]) -> Verdicts:
    if parameters["elsewhere"]:
        return
    verdicts = [list(guarded(_judge(budget))) for budget in stack.of(_BUDGET)]
    if not verdicts:
        yield stack.whole.says("no budget in this stack watches what it costs")
    elif all(verdicts):
        yield from (verdict for found in verdicts for verdict in found)


def _judge(budget: Item) -> Verdicts:
    yield from must_be_one_of(budget["budgetType"], ("COST",))
    if all(budget[limit].absent for limit in _OTHER_LIMITS) and not _AMOUNT.fullmatch(budget["limitAmount"].text()):
        yield budget["limitAmount"].problem("must be an amount")
    notifications = budget["notifications"]
    if not any(one[told].items() for one in notifications.items() for told in _TOLD):
        yield notifications.says("notifications must tell somebody: no e-mail address and no topic is named")


budget_present = StackRule(
    id="budget-present",
    promise="A budget tells somebody when more is spent than was meant.",
    fix='Add an aws.budgets.Budget with budget_type="COST", limit_amount and notifications, or set the rule\'s'
    " parameter `elsewhere`.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(),
    parameters={
        "elsewhere": Parameter(
            says="Whether a budget of the account, made by another stack, watches this one too.",
            default=False,
            schema={"type": "boolean"},
        )
    },
    looks_at=_BY_THE_HOUR,
    check=_check,
)
