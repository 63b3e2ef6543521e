"""A deployment is sent back by errors, or where no balancer counts them, by memory giving out; nobody is called."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def routed(deploy, peers):
    return deploy(lambda: peers.service(target=peers.target()))


def test_behind_a_balancer_the_share_of_errors_decides(routed):
    inputs = routed["orders-rollback-errors"].inputs
    dimensions = {"LoadBalancer": "app/edge/2", "TargetGroup": "targetgroup/orders/1"}

    def query(id_, name):
        measured = {"namespace": "AWS/ApplicationELB", "metricName": name, "stat": "Sum", "period": 60}
        return {"id": id_, "metric": {**measured, "dimensions": dimensions}}

    assert inputs["metricQueries"] == [
        {
            "id": "share",
            "expression": "IF(FILL(errors, 0) >= 5, 100 * FILL(errors, 0) / requests, 0)",
            "label": "Requests answered with 5xx (%)",
            "returnData": True,
        },
        query("errors", "HTTPCode_Target_5XX_Count"),
        query("requests", "RequestCount"),
    ]
    assert (inputs["comparisonOperator"], inputs["threshold"]) == ("GreaterThanThreshold", 5)


def test_elsewhere_memory_decides(orders):
    inputs = orders()["orders-rollback-memory"].inputs
    assert (inputs["namespace"], inputs["metricName"], inputs["statistic"], inputs["period"]) == (
        "AWS/ECS",
        "MemoryUtilization",
        "Average",
        60,
    )
    assert inputs["dimensions"] == {"ClusterName": "acme-test-main", "ServiceName": "acme-test-orders"}
    assert (inputs["comparisonOperator"], inputs["threshold"]) == ("GreaterThanThreshold", 95)


def test_there_is_one_of_them(routed, orders):
    assert [name for name in routed.named() if "rollback" in name] == ["orders-rollback-errors"]
    assert [name for name in orders().named() if "rollback" in name] == ["orders-rollback-memory"]


def test_two_minutes_of_three_are_needed_and_silence_is_fine(orders, routed):
    for inputs in (orders()["orders-rollback-memory"].inputs, routed["orders-rollback-errors"].inputs):
        assert (inputs["evaluationPeriods"], inputs["datapointsToAlarm"]) == (3, 2)
        assert inputs["treatMissingData"] == "notBreaching"


def test_nobody_is_called(orders, routed):
    for inputs in (orders()["orders-rollback-memory"].inputs, routed["orders-rollback-errors"].inputs):
        assert not {key for key in inputs if key.endswith("Actions")}


def test_it_is_named_tagged_and_says_what_to_read(orders, scope):
    inputs = orders()["orders-rollback-memory"].inputs
    assert inputs["name"] == "acme-test-orders-rollback-memory"
    assert inputs["tags"] == scope.tags("acme-test-orders-rollback-memory")
    assert inputs["alarmDescription"] == (
        "Sends a deployment back: memory above 95 % of its limit. "
        "Runbook: https://github.com/acme/platform/blob/main/docs/runbooks/service-rolled-back.md"
    )
    assert (Path(__file__).parents[3] / "docs" / "runbooks" / "service-rolled-back.md").is_file()
