"""The alarms of a load balancer..."""

from __future__ import annotations

from pathlib import Path

import pytest

from components.load_balancer.alarms import LatencyObjective, balancer_alarms, target_alarms, tls_alarms
from components.observability.spec import AlarmSpec

RUNBOOKS = Path(__file__).parents[3] / "docs" / "runbooks"
OWN = {"LoadBalancer": "app/edge/1"}
OF_TARGET = {"TargetGroup": "targetgroup/api/2", "LoadBalancer": "app/edge/1"}


def alarms() -> dict[str, AlarmSpec]:
    found = (
        *balancer_alarms("app/edge/1"),
        *tls_alarms("app/edge/1", "arn:certificate"),
        *target_alarms("api", "app/edge/1", "targetgroup/api/2", LatencyObjective(p50_ms=100, p95_ms=200, p99_ms=450)),
    )
    return {alarm.key: alarm for alarm in found}


def test_have_stable_keys_and_severities() -> None:
    assert {key: alarm.severity for key, alarm in alarms().items()} == {
        "elb-5xx": "P1",
        "rejected-connections": "P1",
        "tls-errors": "P3",
        "certificate-expiry": "P2",
        "api-no-healthy": "P0",
        "api-unhealthy": "P2",
        "api-target-5xx": "P1",
        "api-p50": "P1",
        "api-p95": "P2",
        "api-p99": "P3",
    }


@pytest.mark.parametrize(
    ("key", "metric", "statistic", "dimensions"),
    [
        ("elb-5xx", "HTTPCode_ELB_5XX_Count", "Sum", OWN),
        ("rejected-connections", "RejectedConnectionCount", "Sum", OWN),
        ("certificate-expiry", "DaysToExpiry", "Minimum", {"CertificateArn": "arn:certificate"}),
        ("api-no-healthy", "HealthyHostCount", "Maximum", OF_TARGET),
        ("api-unhealthy", "UnHealthyHostCount", "Maximum", OF_TARGET),
        ("api-p50", "TargetResponseTime", "p50", OF_TARGET),
        ("api-p95", "TargetResponseTime", "p95", OF_TARGET),
        ("api-p99", "TargetResponseTime", "p99", OF_TARGET),
    ],
)
def test_look_at_a_metric_as_aws_publishes_it(
    key: str, metric: str, statistic: str, dimensions: dict[str, str]
) -> None:
    (watched,) = alarms()[key].metrics.values()
    assert (watched.name, watched.statistic, watched.dimensions) == (metric, statistic, dimensions)
    assert watched.namespace == ("AWS/CertificateManager" if key == "certificate-expiry" else "AWS/ApplicationELB")


@pytest.mark.parametrize(
    ("key", "metrics", "dimensions", "fewest"),
    [
        ("api-target-5xx", {"errors": "HTTPCode_Target_5XX_Count", "total": "RequestCount"}, OF_TARGET, 20),
        ("tls-errors", {"errors": "ClientTLSNegotiationErrorCount", "total": "NewConnectionCount"}, OWN, 100),
    ],
)
def test_compare_failures_with_the_whole_where_there_is_enough_of_it(
    key: str, metrics: dict[str, str], dimensions: dict[str, str], fewest: int
) -> None:
    alarm = alarms()[key]
    assert alarm.expression == f"IF(total >= {fewest}, 100 * FILL(errors, 0) / total, 0)"
    assert {id_: metric.name for id_, metric in alarm.metrics.items()} == metrics
    assert all(metric.dimensions == dimensions and metric.statistic == "Sum" for metric in alarm.metrics.values())
    assert all(metric.namespace == "AWS/ApplicationELB" for metric in alarm.metrics.values())


@pytest.mark.parametrize(
    ("key", "condition", "seconds"),
    [
        ("elb-5xx", ("above", 10), (60, 5, 3)),
        ("rejected-connections", ("above", 0), (60, 3, None)),
        ("tls-errors", ("above", 20), (300, 3, None)),
        ("certificate-expiry", ("below", 30), (86_400, 1, None)),
        ("api-no-healthy", ("below", 1), (60, 3, None)),
        ("api-unhealthy", ("above", 0), (60, 10, None)),
        ("api-target-5xx", ("above", 5), (60, 5, None)),
        ("api-p50", ("above", 0.1), (60, 5, None)),
        ("api-p95", ("above", 0.2), (60, 10, None)),
        ("api-p99", ("above", 0.45), (60, 15, None)),
    ],
)
def test_go_off_when_it_matters(key: str, condition: tuple[str, float], seconds: tuple[int, int, int | None]) -> None:
    alarm = alarms()[key]
    assert (alarm.comparison, alarm.threshold) == condition
    assert (alarm.period_seconds, alarm.periods, alarm.breaching_periods) == seconds
    assert alarm.missing == "notBreaching"


def test_are_muted_while_services_are_off_where_that_alone_raises_them() -> None:
    assert {key for key, alarm in alarms().items() if alarm.only_while_on} == {
        "elb-5xx",
        "api-no-healthy",
        "api-unhealthy",
    }


def test_say_what_is_wrong_and_with_which_route() -> None:
    assert alarms()["api-p95"].title == "api: p95 latency above 200 ms for 10 minutes"
    assert all(alarm.title.startswith("api: ") for key, alarm in alarms().items() if key.startswith("api-"))


def test_lead_to_a_page_that_exists() -> None:
    stems = {alarm.runbook for alarm in alarms().values()}
    assert stems == {f"load-balancer-{subject}" for subject in ("connections", "errors", "latency", "targets", "tls")}
    for stem in stems:
        page = (RUNBOOKS / f"{stem}.md").read_text(encoding="utf-8")
        assert page.startswith("# ")
        for heading in (
            "What it means",
            "First five minutes",
            "Likely causes",
            "If it was a false alarm: what to change",
        ):
            assert f"\n## {heading}\n" in page
        assert len(page.splitlines()) < 60


def test_have_limits_that_ascend_by_default() -> None:
    objective = LatencyObjective()
    assert [objective.limit_ms(percentile) for percentile in ("p50", "p95", "p99")] == [300, 1_000, 2_500]


@pytest.mark.parametrize(("p50", "p95", "p99"), [(0, 1, 2), (300, 300, 900), (300, 900, 900), (900, 600, 300)])
def test_refuse_limits_that_do_not_ascend(p50: int, p95: int, p99: int) -> None:
    with pytest.raises(ValueError, match=f"latency must ascend from p50 to p99, got {p50}, {p95} and {p99} ms"):
        LatencyObjective(p50_ms=p50, p95_ms=p95, p99_ms=p99)
