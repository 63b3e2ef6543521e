"""Alarms as data: what a component watches about itself. Pure but for `pulumi.Input` in the dimensions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    import pulumi

Severity = Literal["P0", "P1", "P2", "P3"]
"""P0: customers are down. P1: wake somebody. P2: this working day. P3: this week."""

SEVERITIES: tuple[Severity, ...] = ("P0", "P1", "P2", "P3")

Comparison = Literal["above", "at_least", "below", "at_most"]


@dataclass(frozen=True, kw_only=True)
class Metric:
    """One CloudWatch metric with one statistic."""

    namespace: str
    """CloudWatch namespace, for instance `AWS/RDS`."""

    name: str
    """Metric name, for instance `CPUUtilization`."""

    dimensions: Mapping[str, pulumi.Input[str]]
    """Dimension name -> value; exactly the set the service publishes, or the alarm never has data."""

    statistic: str = "Average"
    """`Average`, `Sum`, `Minimum`, `Maximum`, `SampleCount` or a percentile such as `p95`. Default: `Average`."""


@dataclass(frozen=True, kw_only=True)
class AlarmSpec:
    """One alarm: a metric (or an expression over several), its limit, who is called and what they read."""

    key: str
    """Unique within the component and stable: the alarm is `{component}-{key}`."""

    title: str
    """What is wrong, in words, for instance `CPU above 80 % for 15 minutes`."""

    severity: Severity
    """Decides the SNS topic."""

    metrics: Mapping[str, Metric]
    """Id -> metric. One entry, unless `expression` combines several."""

    threshold: float
    """Limit, in the metric's own unit."""

    runbook: str
    """Stem of the page under `docs/runbooks/`."""

    comparison: Comparison = "above"
    """How the value breaches the threshold. Default: above it."""

    expression: str | None = None
    """Metric math over the ids in `metrics`. Default: none, the one metric is compared as it is."""

    period_seconds: int = 60
    """Length of one period. Default: one minute."""

    periods: int = 5
    """Periods looked at. Default: five."""

    breaching_periods: int | None = None
    """Periods that must breach. Default: all of them."""

    missing: Literal["notBreaching", "breaching", "ignore", "missing"] = "notBreaching"
    """What no data means. Default: fine (an idle service publishes nothing)."""

    only_while_on: bool = False
    """Whether it also fires because something was switched off on purpose, so that a `Schedule` mutes it meanwhile.
    Default: it does not."""

    def __post_init__(self) -> None:
        if not self.metrics:
            raise ValueError(f"alarm {self.key!r} must name at least one metric")
        if self.expression is None and len(self.metrics) != 1:
            raise ValueError(
                f"alarm {self.key!r} has {len(self.metrics)} metrics: give an expression that combines them"
            )


class Watched(Protocol):
    """Anything that brings its own alarms."""

    @property
    def logical_name(self) -> str:
        """Name that its alarms start with."""

    @property
    def alarms(self) -> tuple[AlarmSpec, ...]:
        """The alarms it brings."""


def single(metric: Metric) -> dict[str, Metric]:
    """Return *metric* as the one-entry mapping that an alarm without an expression takes."""
    return {"value": metric}
