"""A monthly budget of a part of a stack: what carries one of some `Name` tags, and who hears of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..observability.publishers import COST_PARTITIONS
from ..scope import Scope

# In per cent of the limit: early enough to do something about it.
_APPROACH, _REACHED = 80, 100
# What AWS Budgets allows in a name. Source: AWS Budgets API Reference, "Budget", BudgetName.
_LONGEST_NAME = 100
# Source: AWS Budgets API Reference, "Notification": an alert has up to ten e-mail addresses, and one topic.
_MOST_EMAILS = 10


@dataclass(frozen=True, kw_only=True)
class MonthlyBudget:
    """What a part of a stack may cost, and who is told."""

    usd: Decimal
    """Limit of a calendar month in US dollars, before credits, refunds and tax."""

    emails: tuple[str, ...] = ()
    """Addresses that are told, at most ten. Default: none, `topic_arn` is."""

    topic_arn: pulumi.Input[str] | None = None
    """Topic that is told; it and its key must let AWS Budgets publish. Default: none, `emails` are."""

    def __post_init__(self) -> None:
        if not (isinstance(self.usd, Decimal) and self.usd.is_finite() and self.usd > 0):
            raise ValueError(f"usd must be an amount above 0, such as Decimal(500), got {self.usd!r}")
        if isinstance(self.emails, str):
            raise ValueError(f"emails must be a tuple, such as ('team@acme.example',), got {self.emails!r}")
        if not self.emails and self.topic_arn is None:
            raise ValueError("a budget tells nobody: give emails or topic_arn")
        if len(self.emails) > _MOST_EMAILS:
            raise ValueError(f"emails must be at most {_MOST_EMAILS}, which AWS Budgets takes, got {len(self.emails)}")
        for address in self.emails:
            if "@" not in address:
                raise ValueError(f"emails must be addresses such as 'team@acme.example', got {address!r}")


def monthly_budget(owner: Component, scope: Scope, budget: MonthlyBudget, names: Sequence[str]) -> aws.budgets.Budget:
    """Create `{owner}-budget`, which counts what has one of *names* as its `Name` tag.

    It counts nothing until `Name` is a cost-allocation tag (`CostAllocationTags`), and is up to a day late. Raises
    ValueError in a partition without AWS Budgets.
    """
    if scope.partition not in COST_PARTITIONS:
        raise ValueError(
            f"AWS Budgets is offered in the partitions {' and '.join(COST_PARTITIONS)}, and {scope.region} is in "
            f"{scope.partition}"
        )
    name = scope.physical_name(owner.logical_name, "budget", limit=_LONGEST_NAME)
    # "user:" marks a tag that people set, "$" parts key and value.
    # Source: AWS Cost Management User Guide, "Budget filters", and pulumi-aws, `Budget`.
    counted = [f"user:Name${each}" for each in sorted(names)]
    return aws.budgets.Budget(
        f"{owner.logical_name}-budget",
        name=name,
        budget_type="COST",
        time_unit="MONTHLY",
        limit_amount=f"{budget.usd:f}",
        limit_unit="USD",
        cost_filters=[aws.budgets.BudgetCostFilterArgs(name="TagKeyValue", values=counted)],
        # What is used at its price, as estimates count it, so that no credit hides a rise.
        cost_types={"include_credit": False, "include_refund": False, "include_tax": False},
        notifications=[
            _notification(budget, "ACTUAL", _APPROACH),
            _notification(budget, "ACTUAL", _REACHED),
            _notification(budget, "FORECASTED", _REACHED),
        ],
        tags=scope.tags(name),
        opts=owner.child(),
    )


def _notification(budget: MonthlyBudget, kind: str, percent: int) -> aws.budgets.BudgetNotificationArgs:
    return aws.budgets.BudgetNotificationArgs(
        notification_type=kind,
        comparison_operator="GREATER_THAN",
        threshold=percent,
        threshold_type="PERCENTAGE",
        subscriber_email_addresses=list(budget.emails) or None,
        subscriber_sns_topic_arns=[budget.topic_arn] if budget.topic_arn is not None else None,
    )
