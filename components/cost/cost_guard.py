"""A budget for one stack: who is told when more is spent than was meant, and what is then stopped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, get_args

import pulumi
import pulumi_aws as aws

from ..component import Component, Transform
from ..observability.publishers import COST_PARTITIONS
from ..observability.spec import Severity
from ..scope import Scope
from .anomaly import AnomalyWatch, watch_anomalies
from .ceiling import CostCeiling, put_ceiling

Watches = Literal["stack", "account"]
"""What the budget counts: what carries the stack's `Environment` tag, or all that the account spends."""

LIMIT_SEVERITY: Severity = "P2"
"""Who hears that the limit is or will be reached, of an unusual expense, and of the ceiling."""

LARGEST_THRESHOLD = 1000
"""Largest threshold, in percent of the limit."""

_APPROACH_SEVERITY: Severity = "P3"
# A budget has up to five notifications, and one is the forecast. Source: AWS Budgets API Reference, "CreateBudget",
# NotificationsWithSubscribers; "Notification" says ten.
_MOST_THRESHOLDS = 4
# What AWS Budgets allows in a name. Source: AWS Budgets API Reference, "Budget", BudgetName.
_LONGEST_NAME = 100


@dataclass(frozen=True, kw_only=True)
class CostGuardArgs:
    """What a stack may cost, and who is told."""

    scope: Scope
    """Names, tags, and the environment whose costs are counted."""

    monthly_usd: Decimal
    """Limit of a calendar month in US dollars, before credits, refunds and tax."""

    topic_arns: Mapping[str, pulumi.Input[str]]
    """Severity -> topic, as `Alarms.topic_arns`; `P2` and `P3` are told. The topic and its key must let AWS Budgets and
    Cost Anomaly Detection publish, as those of `Alarms` and `EncryptionKey` do."""

    thresholds: tuple[int, ...] = (50, 80, 100)
    """Percents of the limit, ascending, one to four: passing one is told, below 100 to `P3`, from 100 on to `P2`.
    Default: 50, 80 and 100."""

    watches: Watches = "stack"
    """What is counted. `stack` is nothing until `Environment` is a cost-allocation tag (`CostAllocationTags`), and
    never what carries no tags, for instance support. `account` is everything, which fits a stack that has an account of
    its own. Default: stack."""

    anomaly: AnomalyWatch | None = None
    """What unusual spending is told, to `P2`. Default: none is."""

    ceiling: CostCeiling | None = None
    """What is stopped, by itself, once the limit is spent. Default: nothing; people decide."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""

    def __post_init__(self) -> None:
        if self.scope.partition not in COST_PARTITIONS:
            raise ValueError(
                f"AWS Budgets is offered in the partitions {' and '.join(COST_PARTITIONS)}, and {self.scope.region} is "
                f"in {self.scope.partition}: keep the budget in the account that pays for this one"
            )
        if not (self.monthly_usd.is_finite() and self.monthly_usd > 0):
            raise ValueError(f"monthly_usd must be an amount above 0, got {self.monthly_usd}")
        if self.watches not in get_args(Watches):
            raise ValueError(f"watches must be one of {', '.join(get_args(Watches))}, got {self.watches!r}")
        check_thresholds(self.thresholds)
        missing = [severity for severity in (LIMIT_SEVERITY, _APPROACH_SEVERITY) if severity not in self.topic_arns]
        if missing:
            raise ValueError(f"topic_arns must have P2 and P3, and lacks {' and '.join(missing)}")


class CostGuard(Component):
    """A monthly budget of the stack that tells people in time, notices unusual spending, and may stop what it can.

    AWS counts late: it brings a budget up to date two or three times a day, from bills up to a day old, and a forecast
    needs about five weeks of them. So it ends weeks of waste, not an expensive hour.
    """

    budget_name: pulumi.Output[str]
    """Name of the budget."""

    budget_arn: pulumi.Output[str]
    """ARN of the budget."""

    anomaly_monitor_arn: pulumi.Output[str] | None
    """ARN of the cost anomaly monitor, its own or the adopted one; none without `anomaly`."""

    def __init__(self, name: str, args: CostGuardArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        inputs = {
            "monthlyUsd": f"{args.monthly_usd:f}",
            "thresholds": list(args.thresholds),
            "watches": args.watches,
            "anomaly": args.anomaly.mode if args.anomaly else None,
            "ceiling": args.ceiling.stops if args.ceiling else None,
        }
        super().__init__("stackwright:cost:CostGuard", name, inputs, opts, args.transform)
        topic = args.topic_arns[LIMIT_SEVERITY]
        physical_name = args.scope.physical_name(name, limit=_LONGEST_NAME)
        budget = aws.budgets.Budget(
            name,
            name=physical_name,
            budget_type="COST",
            time_unit="MONTHLY",
            limit_amount=f"{args.monthly_usd:f}",
            limit_unit="USD",
            cost_filters=_filters(args),
            # What is used at its price, as estimates count it, so that no credit hides a rise.
            cost_types={"include_credit": False, "include_refund": False, "include_tax": False},
            notifications=list(_notifications(args)),
            tags=args.scope.tags(physical_name),
            opts=self.child(),
        )
        self.budget_name = budget.name
        self.budget_arn = budget.arn
        self.anomaly_monitor_arn = None
        if args.anomaly is not None:
            self.anomaly_monitor_arn = watch_anomalies(self, args.scope, args.anomaly, topic)
        if args.ceiling is not None:
            put_ceiling(self, args.scope, args.ceiling, budget, topic)
        self.finish()


def _filters(args: CostGuardArgs) -> list[aws.budgets.BudgetCostFilterArgs] | None:
    if args.watches == "account":
        return None
    # "user:" marks a tag that people set, "$" parts key and value.
    # Source: AWS Cost Management User Guide, "Budget filters", and pulumi-aws, `Budget`.
    value = f"user:Environment${args.scope.environment}"
    return [aws.budgets.BudgetCostFilterArgs(name="TagKeyValue", values=[value])]


def _notifications(args: CostGuardArgs) -> Iterator[aws.budgets.BudgetNotificationArgs]:
    """Yield who is told of which percentage spent, and of a forecast above the limit."""
    for percent in args.thresholds:
        severity = _APPROACH_SEVERITY if percent < 100 else LIMIT_SEVERITY
        yield _notification("ACTUAL", percent, args.topic_arns[severity])
    yield _notification("FORECASTED", 100, args.topic_arns[LIMIT_SEVERITY])


def _notification(kind: str, percent: int, topic_arn: pulumi.Input[str]) -> aws.budgets.BudgetNotificationArgs:
    return aws.budgets.BudgetNotificationArgs(
        notification_type=kind,
        comparison_operator="GREATER_THAN",
        threshold=percent,
        threshold_type="PERCENTAGE",
        subscriber_sns_topic_arns=[topic_arn],
    )


def check_thresholds(thresholds: tuple[int, ...]) -> None:
    """Refuse *thresholds* that are no ascending percentages."""
    listed = ", ".join(map(str, thresholds)) or "none"
    if not 1 <= len(thresholds) <= _MOST_THRESHOLDS:
        raise ValueError(f"thresholds must be 1 to {_MOST_THRESHOLDS} percentages, got {listed}: write for instance 80")
    if sorted(set(thresholds)) != list(thresholds):
        raise ValueError(f"thresholds must ascend, got {listed}: write the smallest first, and each once")
    if not 1 <= thresholds[0] <= thresholds[-1] <= LARGEST_THRESHOLD:
        raise ValueError(f"thresholds must be from 1 to {LARGEST_THRESHOLD} percent, got {listed}")
