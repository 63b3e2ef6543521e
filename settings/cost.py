"""The sections about money: what the stack may cost, which rise needs an approval, in which currency it is told."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from components.cost.anomaly import LARGEST_PERCENT, AnomalyWatch
from components.cost.cost_guard import LARGEST_THRESHOLD, Watches, check_thresholds

from .checks import agreed, matching, positive, whole
from .kinds import Text
from .section import Section

Amount = Annotated[Decimal, positive()]
Threshold = Annotated[int, whole(1, LARGEST_THRESHOLD)]
MonitorArn = Annotated[
    Text,
    matching(
        r"arn:aws[a-z-]*:ce::\d{12}:anomalymonitor/[\w-]+",
        "must be the ARN of a cost anomaly monitor",
        "write the one that aws ce get-anomaly-monitors shows",
    ),
]
Currency = Annotated[Text, matching(r"[A-Z]{3}", "must be a currency's three letters", "write for instance EUR")]


class AnomalySettings(Section):
    """Which unusual spending is told."""

    minimum_usd: Amount = Field(examples=[20])
    """Smallest total of an anomaly that is told, in US dollars."""

    minimum_percent: Annotated[int, whole(1, LARGEST_PERCENT)] | None = None
    """Smallest excess over what was expected, in percent, that is told besides. Default: the amount alone decides."""

    monitor_arn: MonitorArn | None = None
    """The monitor of the account to adopt; a member account of an organization has to. Default: one of the stack's
    own, over what carries its `Environment` tag."""

    def watch(self) -> AnomalyWatch:
        """Return the watch."""
        return AnomalyWatch(**self.model_dump())


class BudgetSettings(Section):
    """What the stack may cost in a month."""

    monthly_usd: Amount = Field(examples=[500])
    """Limit of a calendar month in US dollars, before credits, refunds and tax; of what is spent, and of estimates."""

    thresholds: Annotated[tuple[Threshold, ...], agreed(check_thresholds)] = (50, 80, 100)
    """Percents of the limit, ascending: passing one is told, below 100 to `P3`, else to `P2`. Default: 50, 80, 100."""

    watches: Watches = "stack"
    """What is counted: `stack`, all that carries its `Environment` tag once that is a cost-allocation tag, or
    `account`, everything. Default: stack."""

    anomaly: AnomalySettings | None = None
    """Which unusual spending is told, to `P2`. Default: none is."""

    ceiling: Literal["none", "stop"]
    """What happens by itself once the limit is spent: `stop` stops the database and takes the services' permissions.
    Default: by profile."""


class ApprovalSettings(Section):
    """Which changes of the cost somebody must approve."""

    monthly_usd_increase: Annotated[Decimal, positive(or_zero=True)] = Decimal(1000)
    """Largest rise of the month's estimate, in US dollars, that nobody needs to approve; 0 for none. Default: 1000."""


class CostSettings(Section):
    """The currency that estimates are told in."""

    currency: Currency = Field(examples=["EUR"])
    """ISO 4217 code of the currency."""

    usd_rate: Amount = Field(examples=[0.92])
    """How much of it one US dollar is."""
