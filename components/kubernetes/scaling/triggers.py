"""What KEDA looks at, and what it makes of it: the triggers of a ScaledObject, and its formula.

Sources: KEDA documentation, "AWS CloudWatch", "AWS SQS Queue", "CPU", "Memory", "Cron", and "Scaling Modifiers".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pulumi

from ...compute.contract import Target
from ...compute.spec import Scale
from ...scope import Scope
from .queue import QueueDepth
from .windows import Holidays, Timetable, Window

# A minute of a load balancer's metrics is complete a minute after it, and may come late.
_PERIOD_SECONDS, _LATE_SECONDS, _LOOK_BACK_SECONDS = 60, 60, 180


@dataclass(frozen=True, kw_only=True)
class Demand:
    """What the number of pods follows."""

    scope: Scope
    """Where the service lives."""

    scale: Scale
    """How busy pods are to be kept."""

    timetable: Timetable
    """How many may run when."""

    target: Target | None = None
    """Route whose requests are counted, if `scale` says how many are work for one pod. Default: none are."""

    queue: QueueDepth | None = None
    """Queue whose messages are counted. Default: none."""

    @property
    def counted(self) -> bool:
        """Whether anything outside the cluster is counted."""
        return self.queue is not None or self._counts_requests

    @property
    def combined(self) -> bool:
        """Whether one formula must make one number of it all: a source that asks for pods must not when none may run.

        CPU and memory are no part of it, and need not be: they are those of pods that run, and KEDA stops the last.
        """
        return self.timetable.least == 0 and (self.counted or bool(self.timetable.holidays))

    @property
    def _counts_requests(self) -> bool:
        return self.target is not None and self.scale.requests_per_target is not None

    def triggers(self) -> list[dict[str, Any]]:
        """Return all triggers."""
        return [*self._usage(), *self._requests(), *self._messages(), *self._clock()]

    def formula(self) -> str:
        """Return how many pods are wanted; a source that cannot be read wants one where there is work at all."""
        table, windows = self.timetable, _names(self.timetable)
        wanted = list(windows)[: len(table.floors)]
        if self._counts_requests:
            wanted.append(_pods("requests", self.scale.requests_per_target))
            if table.idle:
                wanted.append("(waking ?? 0) > 0 ? 1 : 0")
        if self.queue is not None:
            wanted.append(_pods("queue", self.queue.messages_per_pod))
        pods = wanted[0] if len(wanted) == 1 else f"max({', '.join(wanted)})"
        away = [f"{_week(it)} * {_month(it, month)}" for it in table.holidays for month in it.dates]
        conditions = [f"{' + '.join(away)} == 0"] if away else []
        if table.off:
            conditions.append(f"{' + '.join(windows)} > 0")
        return f"{' && '.join(conditions)} ? {pods} : 0" if conditions else pods

    def _usage(self) -> Iterator[dict[str, Any]]:
        for resource, percent in (("cpu", self.scale.cpu_percent), ("memory", self.scale.memory_percent)):
            if percent is not None:
                yield {"type": resource, "metricType": "Utilization", "metadata": {"value": str(percent)}}

    def _requests(self) -> Iterator[dict[str, Any]]:
        if self.target is None or self.scale.requests_per_target is None:
            return
        balancer = self.target.load_balancer_arn_suffix
        group = pulumi.Output.concat(balancer, ";", self.target.target_group_arn_suffix)
        per_pod = self.scale.requests_per_target
        yield self._metric("requests", "RequestCount", per_pod, "LoadBalancer;TargetGroup", group)
        if self.timetable.idle:
            # A request that finds no pod is no request of the target group: all that tells of it is the balancer's own
            # answer 503. Source: Elastic Load Balancing, "CloudWatch metrics for your Application Load Balancer".
            yield self._metric("waking", "HTTPCode_ELB_503_Count", 1, "LoadBalancer", balancer)

    def _metric(
        self, name: str, metric: str, per_pod: int, dimensions: str, values: pulumi.Output[str]
    ) -> dict[str, Any]:
        metadata = {
            "namespace": "AWS/ApplicationELB",
            "metricName": metric,
            "dimensionName": dimensions,
            "dimensionValue": values,
            "metricStat": "Sum",
            "metricStatPeriod": str(_PERIOD_SECONDS),
            "metricCollectionTime": str(_LOOK_BACK_SECONDS),
            "metricEndTimeOffset": str(_LATE_SECONDS),
            "targetMetricValue": str(per_pod),
            # A minute without requests has no data.
            "minMetricValue": "0",
        }
        return {"type": "aws-cloudwatch", "name": name, "metadata": {**metadata, **self._caller()}}

    def _messages(self) -> Iterator[dict[str, Any]]:
        if self.queue is not None:
            metadata = {"queueURL": self.queue.queue_url, "queueLength": str(self.queue.messages_per_pod)}
            yield {"type": "aws-sqs-queue", "name": "queue", "metadata": {**metadata, **self._caller()}}

    def _caller(self) -> dict[str, str]:
        """Return the Region, and that KEDA asks under its own role: no service's pods may do more for it."""
        return {"awsRegion": self.scope.region, "identityOwner": "operator"}

    def _clock(self) -> Iterator[dict[str, Any]]:
        for name, window in _names(self.timetable).items():
            yield _cron(name, window)
        for holidays in self.timetable.holidays:
            yield _cron(_week(holidays), holidays.week)
            for month, dates in holidays.dates.items():
                yield _cron(_month(holidays, month), dates)


def _cron(name: str, window: Window) -> dict[str, Any]:
    metadata = {"timezone": window.timezone, "start": window.start, "end": window.end}
    return {"type": "cron", "name": name, "metadata": {**metadata, "desiredReplicas": str(window.pods)}}


def _names(timetable: Timetable) -> dict[str, Window]:
    """Return name in the formula -> window, floors first."""
    windows = (*timetable.floors, *timetable.opens)
    return {f"window_{number}": window for number, window in enumerate(windows, start=1)}


def _week(holidays: Holidays) -> str:
    return holidays.weekday.lower()


def _month(holidays: Holidays, month: int) -> str:
    return f"{_week(holidays)}_{month:02}"


def _pods(source: str, per_pod: int | None) -> str:
    # Rounded up, since KEDA takes less than a thousandth of a pod for none.
    return f"ceil(({source} ?? {per_pod}) / {per_pod})"
