"""Which AWS services tell people something through the alert topics, and how each is known to act for this account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..scope import Scope

# Where AWS Budgets and Cost Anomaly Detection are offered; a policy that names a principal which a partition does not
# have is refused. Source: AWS Cost Management User Guide, "Creating an Amazon SNS topic for budget notifications" and
# "... for anomaly notifications", in the editions of both partitions.
COST_PARTITIONS = ("aws", "aws-cn")


@dataclass(frozen=True, kw_only=True)
class Publisher:
    """A service that publishes by itself, without a role."""

    sid: str
    """What publishes, in a statement's name."""

    service: str
    """The service's principal."""

    sources: str
    """ARN pattern of what it publishes for."""

    def condition(self, scope: Scope) -> dict[str, Any]:
        """Return the condition that it acts for this account, or anybody's alarm could use the service as its proxy."""
        return {
            "StringEquals": {"aws:SourceAccount": scope.account_id},
            "ArnLike": {"aws:SourceArn": self.sources},
        }


def publishers(scope: Scope) -> tuple[Publisher, ...]:
    """Return who publishes to the alert topics: alarms, and where AWS offers them budgets and cost anomalies."""
    arn = f"arn:{scope.partition}"
    alarms = Publisher(
        sid="Alarms",
        service="cloudwatch.amazonaws.com",
        sources=f"{arn}:cloudwatch:{scope.region}:{scope.account_id}:alarm:*",
    )
    if scope.partition not in COST_PARTITIONS:
        return (alarms,)
    # Both are global services: their ARNs name no Region.
    budgets = Publisher(sid="Budgets", service="budgets.amazonaws.com", sources=f"{arn}:budgets::{scope.account_id}:*")
    anomalies = Publisher(
        sid="CostAnomalies",
        service="costalerts.amazonaws.com",
        sources=f"{arn}:ce::{scope.account_id}:anomalysubscription/*",
    )
    return (alarms, budgets, anomalies)
