"""Unusual spending..."""

from __future__ import annotations

from decimal import Decimal

import pytest

from components.cost.anomaly import AnomalyWatch

MONITOR = "arn:aws:ce::123456789012:anomalymonitor/theirs"


def at_least(key, value):
    return {"dimension": {"key": key, "matchOptions": ["GREATER_THAN_OR_EQUAL"], "values": [value]}}


def watch(**given):
    return AnomalyWatch(**{"minimum_usd": Decimal("20.00")} | given)


def test_is_noticed_by_a_monitor_of_the_stacks_own_over_what_carries_its_tag(build, scope):
    made = build(anomaly=watch())
    monitor = made["costs-monitor"]
    assert {key: value for key, value in monitor.inputs.items() if key != "monitorSpecification"} == {
        "name": "acme-test-costs-monitor",
        "monitorType": "CUSTOM",
        "tags": scope.tags("acme-test-costs-monitor"),
    }
    assert made.json("costs-monitor", "monitorSpecification") == {
        "And": None,
        "CostCategories": None,
        "Dimensions": None,
        "Not": None,
        "Or": None,
        "Tags": {"Key": "Environment", "MatchOptions": None, "Values": ["test"]},
    }
    assert made["costs-anomaly"].inputs["monitorArnLists"] == [monitor.outputs["arn"]]


def test_is_noticed_by_the_monitor_that_is_adopted_and_no_other_is_made(build):
    made = build(anomaly=watch(monitor_arn=MONITOR))
    assert set(made.named()) == {"costs", "costs-anomaly"}
    assert made["costs-anomaly"].inputs["monitorArnLists"] == [MONITOR]


def test_is_told_at_once_from_the_amount_on(build, scope):
    assert build(anomaly=watch(monitor_arn=MONITOR))["costs-anomaly"].inputs == {
        "name": "acme-test-costs-anomaly",
        "frequency": "IMMEDIATE",
        "monitorArnLists": [MONITOR],
        "subscribers": [{"type": "SNS", "address": "arn:aws:sns:eu-west-1:123456789012:P2"}],
        "thresholdExpression": at_least("ANOMALY_TOTAL_IMPACT_ABSOLUTE", "20.00"),
        "tags": scope.tags("acme-test-costs-anomaly"),
    }


def test_is_told_where_both_amount_and_percentage_are_reached(build):
    made = build(anomaly=watch(minimum_percent=40))
    assert made["costs-anomaly"].inputs["thresholdExpression"] == {
        "ands": [
            at_least("ANOMALY_TOTAL_IMPACT_ABSOLUTE", "20.00"),
            at_least("ANOMALY_TOTAL_IMPACT_PERCENTAGE", "40"),
        ]
    }


def test_says_whose_monitor_it_is():
    assert (watch().mode, watch(monitor_arn=MONITOR).mode) == ("own", "adopted")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"minimum_usd": Decimal(0)}, "minimum_usd must be an amount above 0, got 0"),
        ({"minimum_usd": Decimal("NaN")}, "minimum_usd must be an amount above 0, got NaN"),
        ({"minimum_percent": 0}, "minimum_percent must be 1 to 10000, got 0"),
        ({"minimum_percent": 10001}, "minimum_percent must be 1 to 10000, got 10001"),
    ],
)
def test_is_refused_below_any_sense(given, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        watch(**given)
