"""The pricer of alarms, metrics and dashboards..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter"
CANARY = "aws:synthetics/canary:Canary"
CONTRIBUTORS = "aws:cloudwatch/contributorInsightRule:ContributorInsightRule"
STANDARD, HIGH = "cloudwatch.alarm.standard", "cloudwatch.alarm.high-resolution"


def metric(period=60):
    return {"id": "m", "metric": {"metricName": "errors", "namespace": "App", "period": period, "stat": "Sum"}}


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ({}, ("alarm", STANDARD, "1")),
        ({"period": 60}, ("alarm", STANDARD, "1")),
        ({"period": 59}, ("alarm, high resolution", HIGH, "1")),
        ({"period": 10}, ("alarm, high resolution", HIGH, "1")),
    ],
)
def test_prices_an_alarm_by_its_resolution(period, expected):
    assert lines(made(ALARM, metricName="errors", **period)) == [expected]


def test_counts_each_metric_of_an_expression_and_not_the_expression():
    queries = [{"id": "e", "expression": "m1 / m2"}, metric(), metric(300)]
    assert lines(made(ALARM, metricQueries=queries)) == [("alarm of 2 metrics", STANDARD, "2")]


def test_takes_one_metric_of_high_resolution_for_all():
    assert lines(made(ALARM, metricQueries=[metric(), metric(30)])) == [
        ("alarm of 2 metrics, high resolution", HIGH, "2")
    ]


def test_counts_three_metrics_for_an_anomaly():
    queries = [{"id": "band", "expression": "ANOMALY_DETECTION_BAND(m, 2)"}, metric()]
    assert lines(made(ALARM, metricQueries=queries)) == [("alarm of 3 metrics, anomaly", STANDARD, "3")]


def test_counts_what_a_query_reads_as_assumed():
    queries = [
        {"id": "q", "expression": ' select AVG(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId)', "period": 60}
    ]
    alarm = made(ALARM, metricQueries=queries)
    assert lines(alarm) == [("alarm on a query", STANDARD, "2 - 10 - 50")]
    assert line(alarm, STANDARD, usage={"metricsAnalyzed": 7}).quantity.expected == 7


def test_counts_metrics_whose_dimensions_are_unknown():
    queries = [{"id": "m", "metric": {"metricName": "errors", "dimensions": {"Service": UNKNOWN}, "period": 60}}]
    assert lines(made(ALARM, metricQueries=queries)) == [("alarm", STANDARD, "1")]


def test_says_that_an_unknown_period_decides():
    assert unpriced(made(ALARM, period=UNKNOWN)) == [("alarm", "period is known only after the deployment")]


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("compositeAlarm:CompositeAlarm", [("alarm on alarms", "cloudwatch.alarm.composite", "1")]),
        ("dashboard:Dashboard", [("dashboard", "cloudwatch.dashboard", "1")]),
        (
            "metricStream:MetricStream",
            [("metric updates", "cloudwatch.metric-stream", "1000000 - 10000000 - 100000000")],
        ),
    ],
)
def test_prices_what_is_paid_by_the_piece(type_, expected):
    assert lines(made(f"aws:cloudwatch/{type_}")) == expected


def test_prices_what_browsers_send():
    assert lines(made("aws:rum/appMonitor:AppMonitor")) == [
        ("events of users' browsers", "cloudwatch.rum", "100000 - 1000000 - 10000000")
    ]


def test_prices_the_metric_of_a_filter():
    assert lines(made(FILTER, metricTransformation={"name": "errors"})) == [("custom metric", "cloudwatch.metric", "1")]


def test_counts_the_metrics_that_dimensions_make_as_assumed():
    transformation = {"name": "errors", "dimensions": {"Service": "$.service"}}
    assert lines(made(FILTER, metricTransformation=transformation)) == [
        ("custom metrics", "cloudwatch.metric", "2 - 10 - 50")
    ]


def test_prices_a_canary_by_its_schedule():
    canary = made(CANARY, schedule={"expression": "rate(5 minutes)"}, startCanary=True)
    assert lines(canary) == [("runs", "cloudwatch.canary-run", "8760")]
    assert line(canary, "cloudwatch.canary-run").assumption == "started, on its schedule rate(5 minutes)"


def test_takes_a_canary_that_is_not_started_for_one_that_may_be():
    assert lines(made(CANARY, schedule={"expression": "rate(1 hour)"})) == [
        ("runs", "cloudwatch.canary-run", "0 - 730")
    ]


def test_takes_the_runs_that_a_usage_file_tells():
    canary = made(CANARY, schedule={"expression": UNKNOWN})
    assert lines(canary, usage={"runs": 100}) == [("runs", "cloudwatch.canary-run", "100")]
    assert unpriced(canary) == [("canary", "schedule.expression is known only after the deployment")]


def test_does_not_price_a_schedule_that_cannot_be_evaluated():
    assert unpriced(made(CANARY, schedule={"expression": "sometimes"})) == [
        ("runs", "'sometimes' must have five fields, and has 1")
    ]


def test_prices_a_rule_of_contributor_insights_and_what_it_matches():
    assert lines(made(CONTRIBUTORS, ruleState="ENABLED")) == [
        ("rule", "cloudwatch.contributor-insights.rule", "1"),
        ("events matched", "cloudwatch.contributor-insights.events", "1000000 - 10000000 - 100000000"),
    ]


@pytest.mark.parametrize(
    ("type_", "inputs"),
    [
        (CONTRIBUTORS, {"ruleState": "DISABLED"}),
        ("aws:cloudwatch/contributorManagedInsightRule:ContributorManagedInsightRule", {"state": "DISABLED"}),
    ],
)
def test_takes_nothing_for_a_rule_that_is_turned_off(type_, inputs):
    assert lines(made(type_, **inputs)) == []
