"""What a load balancer watches: its own errors, and the errors, health and speed of every routed target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from ..observability.spec import AlarmSpec, Metric, Severity, single

_NAMESPACE = "AWS/ApplicationELB"
_ERRORS = "load-balancer-errors"
_TARGETS = "load-balancer-targets"
_LATENCY = "load-balancer-latency"
_CONNECTIONS = "load-balancer-connections"
_TLS = "load-balancer-tls"

# With fewer requests in a minute, one failure would look like a bad minute.
_FEWEST_REQUESTS = 20
_FEWEST_CONNECTIONS = 100

# ACM renews 45 days before expiry or earlier; with 30 days left the renewal has failed.
_RENEWAL_OVERDUE_DAYS = 30

# Half of all requests slow is an outage in the making; the slowest hundredth is a matter for the week.
_PERCENTILES: tuple[tuple[str, Severity, int], ...] = (("p50", "P1", 5), ("p95", "P2", 10), ("p99", "P3", 15))


@dataclass(frozen=True, kw_only=True)
class LatencyObjective:
    """How long answers may take, by percentile."""

    p50_ms: int = 300
    """What half of all answers must stay within. Default: 300 ms."""

    p95_ms: int = 1_000
    """What 95 in 100 answers must stay within. Default: one second."""

    p99_ms: int = 2_500
    """What 99 in 100 answers must stay within. Default: 2.5 seconds."""

    def __post_init__(self) -> None:
        if not 0 < self.p50_ms < self.p95_ms < self.p99_ms:
            raise ValueError(
                f"latency must ascend from p50 to p99, got {self.p50_ms}, {self.p95_ms} and {self.p99_ms} ms: "
                "a slower percentile cannot be the faster one"
            )

    def limit_ms(self, percentile: str) -> int:
        """Return the limit of `p50`, `p95` or `p99`."""
        return {"p50": self.p50_ms, "p95": self.p95_ms, "p99": self.p99_ms}[percentile]


def balancer_alarms(balancer: pulumi.Input[str]) -> tuple[AlarmSpec, ...]:
    """Return the alarms of the load balancer with that ARN suffix, about itself."""
    dimensions = {"LoadBalancer": balancer}
    return (
        AlarmSpec(
            key="elb-5xx",
            title="The load balancer itself answered more than 10 requests a minute with 5xx, in 3 of 5 minutes",
            severity="P1",
            # A count, not a share: a request without a target to go to is not in RequestCount.
            metrics=single(_sum("HTTPCode_ELB_5XX_Count", dimensions)),
            threshold=10,
            breaching_periods=3,
            only_while_on=True,
            runbook=_ERRORS,
        ),
        AlarmSpec(
            key="rejected-connections",
            title="The load balancer rejected connections: it is at its limit",
            severity="P1",
            metrics=single(_sum("RejectedConnectionCount", dimensions)),
            threshold=0,
            periods=3,
            runbook=_CONNECTIONS,
        ),
    )


def tls_alarms(balancer: pulumi.Input[str], certificate_arn: pulumi.Input[str]) -> tuple[AlarmSpec, ...]:
    """Return the alarms about TLS of the load balancer with that ARN suffix and certificate."""
    dimensions = {"LoadBalancer": balancer}
    return (
        AlarmSpec(
            key="tls-errors",
            title="More than 20 % of new connections failed to agree on TLS for 15 minutes",
            severity="P3",
            metrics={
                "errors": _sum("ClientTLSNegotiationErrorCount", dimensions),
                "total": _sum("NewConnectionCount", dimensions),
            },
            expression=_percent(_FEWEST_CONNECTIONS),
            threshold=20,
            period_seconds=300,
            periods=3,
            runbook=_TLS,
        ),
        AlarmSpec(
            key="certificate-expiry",
            title=f"The certificate expires in less than {_RENEWAL_OVERDUE_DAYS} days: its renewal has failed",
            severity="P2",
            metrics=single(
                Metric(
                    namespace="AWS/CertificateManager",
                    name="DaysToExpiry",
                    dimensions={"CertificateArn": certificate_arn},
                    statistic="Minimum",
                )
            ),
            threshold=_RENEWAL_OVERDUE_DAYS,
            comparison="below",
            period_seconds=86_400,
            periods=1,
            runbook=_TLS,
        ),
    )


def target_alarms(
    name: str, balancer: pulumi.Input[str], target_group: pulumi.Input[str], latency: LatencyObjective
) -> tuple[AlarmSpec, ...]:
    """Return the alarms of the routed target *name*, from the two ARN suffixes."""
    dimensions = {"TargetGroup": target_group, "LoadBalancer": balancer}
    return (
        *_health(name, dimensions),
        AlarmSpec(
            key=f"{name}-target-5xx",
            title=f"{name}: more than 5 % of answers are 5xx for 5 minutes",
            severity="P1",
            metrics={
                "errors": _sum("HTTPCode_Target_5XX_Count", dimensions),
                "total": _sum("RequestCount", dimensions),
            },
            expression=_percent(_FEWEST_REQUESTS),
            threshold=5,
            runbook=_ERRORS,
        ),
        *(
            AlarmSpec(
                key=f"{name}-{percentile}",
                title=f"{name}: {percentile} latency above {latency.limit_ms(percentile)} ms for {minutes} minutes",
                severity=severity,
                metrics=single(_metric("TargetResponseTime", dimensions, percentile)),
                threshold=latency.limit_ms(percentile) / 1_000,
                periods=minutes,
                runbook=_LATENCY,
            )
            for percentile, severity, minutes in _PERCENTILES
        ),
    )


def _health(name: str, dimensions: Mapping[str, pulumi.Input[str]]) -> tuple[AlarmSpec, AlarmSpec]:
    none_healthy = AlarmSpec(
        key=f"{name}-no-healthy",
        title=f"{name}: not one healthy target for 3 minutes",
        severity="P0",
        # Every node of the balancer counts for itself: the maximum is zero only if none sees a healthy target.
        # A service scaled to nothing on purpose publishes no data, and that is no outage.
        metrics=single(_metric("HealthyHostCount", dimensions, "Maximum")),
        threshold=1,
        comparison="below",
        periods=3,
        only_while_on=True,
        runbook=_TARGETS,
    )
    some_unhealthy = AlarmSpec(
        key=f"{name}-unhealthy",
        title=f"{name}: at least one unhealthy target for 10 minutes",
        severity="P2",
        metrics=single(_metric("UnHealthyHostCount", dimensions, "Maximum")),
        threshold=0,
        periods=10,
        only_while_on=True,
        runbook=_TARGETS,
    )
    return none_healthy, some_unhealthy


def _percent(fewest: int) -> str:
    return f"IF(total >= {fewest}, 100 * FILL(errors, 0) / total, 0)"


def _sum(name: str, dimensions: Mapping[str, pulumi.Input[str]]) -> Metric:
    return _metric(name, dimensions, "Sum")


def _metric(name: str, dimensions: Mapping[str, pulumi.Input[str]], statistic: str) -> Metric:
    return Metric(namespace=_NAMESPACE, name=name, dimensions=dimensions, statistic=statistic)
