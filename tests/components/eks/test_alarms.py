"""A cluster watches itself: its API, its store, its nodes, and pods that find no place."""

from __future__ import annotations

from pathlib import Path

import pytest

from components.eks.alarms import cluster_alarms

RUNBOOKS = Path(__file__).parents[3] / "docs" / "runbooks"
ALARMS = {alarm.key: alarm for alarm in cluster_alarms("acme", fewest_nodes=2, container_insights=True)}


def facts(alarm):
    (metric,) = alarm.metrics.values()
    assert metric.dimensions == {"ClusterName": "acme"}
    return (metric.namespace, metric.name, metric.statistic, alarm.comparison, alarm.threshold, alarm.periods)


def test_calls_that_fail_are_measured_against_all_calls():
    alarm = ALARMS["api-errors"]
    assert {key: (metric.namespace, metric.name, metric.statistic) for key, metric in alarm.metrics.items()} == {
        "failed": ("AWS/EKS", "apiserver_request_total_5XX", "Sum"),
        "all": ("AWS/EKS", "apiserver_request_total", "Sum"),
    }
    assert {tuple(metric.dimensions.items()) for metric in alarm.metrics.values()} == {(("ClusterName", "acme"),)}
    assert (alarm.expression, alarm.threshold, alarm.periods) == ("100 * failed / all", 1, 10)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("api-throttled", ("AWS/EKS", "apiserver_request_total_429", "Sum", "above", 0, 15)),
        ("store-full", ("AWS/EKS", "apiserver_storage_size_bytes", "Maximum", "above", 6 * 1024**3, 5)),
        ("pods-unplaced", ("AWS/EKS", "scheduler_pending_pods_UNSCHEDULABLE", "Minimum", "above", 0, 15)),
        ("nodes-missing", ("ContainerInsights", "cluster_node_count", "Minimum", "below", 2, 5)),
        ("nodes-failed", ("ContainerInsights", "cluster_failed_node_count", "Minimum", "above", 0, 15)),
        ("node-disk", ("ContainerInsights", "node_filesystem_utilization", "Maximum", "above", 80, 10)),
    ],
)
def test_each_limit_is_this(key, expected):
    assert facts(ALARMS[key]) == expected


def test_somebody_is_woken_only_where_customers_are_or_will_be_down():
    assert {key: alarm.severity for key, alarm in ALARMS.items()} == {
        "api-errors": "P1",
        "api-throttled": "P3",
        "store-full": "P1",
        "pods-unplaced": "P2",
        "nodes-missing": "P0",
        "nodes-failed": "P1",
        "node-disk": "P2",
    }


def test_silence_of_the_nodes_is_a_fault_and_of_nothing_else():
    assert {key for key, alarm in ALARMS.items() if alarm.missing == "breaching"} == {"nodes-missing"}


def test_without_measurements_there_is_no_alarm_that_never_has_data():
    found = cluster_alarms("acme", fewest_nodes=2, container_insights=False)
    assert {alarm.key for alarm in found} == {"api-errors", "api-throttled", "store-full", "pods-unplaced"}


@pytest.mark.parametrize("alarm", ALARMS.values(), ids=lambda alarm: alarm.key)
def test_whoever_is_called_has_a_page_to_read(alarm):
    assert (RUNBOOKS / f"{alarm.runbook}.md").is_file()
