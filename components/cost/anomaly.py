"""Unusual spending: what watches for it, and from which size on somebody is told."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..scope import Scope

LARGEST_PERCENT = 10_000
"""Largest excess that may be asked for, in percent."""


@dataclass(frozen=True, kw_only=True)
class AnomalyWatch:
    """Which unusual spending is told, and what notices it."""

    minimum_usd: Decimal
    """Smallest total of an anomaly that is told, in US dollars."""

    minimum_percent: int | None = None
    """Smallest excess over what was expected that is told, in percent, besides the amount. Default: the amount alone
    decides."""

    monitor_arn: pulumi.Input[str] | None = None
    """ARN of a monitor of the same account to adopt, for instance the one over all services that AWS makes. A member
    account of an organization must adopt one: AWS lets only its management account watch by tag. Default: a monitor of
    its own, over what carries the stack's `Environment` tag."""

    def __post_init__(self) -> None:
        if not (self.minimum_usd.is_finite() and self.minimum_usd > 0):
            raise ValueError(f"minimum_usd must be an amount above 0, got {self.minimum_usd}")
        if self.minimum_percent is not None and not 1 <= self.minimum_percent <= LARGEST_PERCENT:
            raise ValueError(f"minimum_percent must be 1 to {LARGEST_PERCENT}, got {self.minimum_percent}")

    @property
    def mode(self) -> Literal["own", "adopted"]:
        """Whose monitor it is."""
        return "own" if self.monitor_arn is None else "adopted"


def watch_anomalies(
    owner: Component, scope: Scope, watch: AnomalyWatch, topic_arn: pulumi.Input[str]
) -> pulumi.Output[str]:
    """Create `{owner}-anomaly` and, unless one is adopted, `{owner}-monitor`; return the monitor's ARN."""
    monitor_arn = _monitor(owner, scope).arn if watch.monitor_arn is None else watch.monitor_arn
    physical_name = scope.physical_name(owner.logical_name, "anomaly")
    aws.costexplorer.AnomalySubscription(
        f"{owner.logical_name}-anomaly",
        name=physical_name,
        # Only single alerts go to a topic; the daily and weekly summaries go by e-mail.
        # Source: Cost Explorer API Reference, "AnomalySubscription", Frequency.
        frequency="IMMEDIATE",
        monitor_arn_lists=[monitor_arn],
        subscribers=[aws.costexplorer.AnomalySubscriptionSubscriberArgs(type="SNS", address=topic_arn)],
        threshold_expression=_threshold(watch),
        tags=scope.tags(physical_name),
        opts=owner.child(),
    )
    return pulumi.Output.from_input(monitor_arn)


def _monitor(owner: Component, scope: Scope) -> aws.costexplorer.AnomalyMonitor:
    # CUSTOM, as an account has one DIMENSIONAL monitor for each dimension, and other stacks may be in it.
    # Source: AWS Cost Management User Guide, "Quotas and restrictions", Cost Anomaly Detection.
    physical_name = scope.physical_name(owner.logical_name, "monitor")
    return aws.costexplorer.AnomalyMonitor(
        f"{owner.logical_name}-monitor",
        name=physical_name,
        monitor_type="CUSTOM",
        monitor_specification=json.dumps(_specification(scope)),
        tags=scope.tags(physical_name),
        opts=owner.child(),
    )


def _specification(scope: Scope) -> dict[str, Any]:
    # Written as the API gives it back, with its nulls: any difference replaces the monitor and loses what it learned.
    return {
        "And": None,
        "CostCategories": None,
        "Dimensions": None,
        "Not": None,
        "Or": None,
        "Tags": {"Key": "Environment", "MatchOptions": None, "Values": [scope.environment]},
    }


def _threshold(watch: AnomalyWatch) -> Any:
    amount = _at_least("ANOMALY_TOTAL_IMPACT_ABSOLUTE", f"{watch.minimum_usd:f}")
    if watch.minimum_percent is None:
        return amount
    return {"ands": [amount, _at_least("ANOMALY_TOTAL_IMPACT_PERCENTAGE", str(watch.minimum_percent))]}


def _at_least(key: str, value: str) -> dict[str, Any]:
    return {"dimension": {"key": key, "match_options": ["GREATER_THAN_OR_EQUAL"], "values": [value]}}
