"""An alarm, as data..."""

from __future__ import annotations

from dataclasses import replace

import pytest

from components.observability.spec import SEVERITIES, AlarmSpec, Metric, single

CPU = Metric(namespace="AWS/RDS", name="CPUUtilization", dimensions={"DBInstanceIdentifier": "orders"})
BUSY = AlarmSpec(key="cpu", title="busy", severity="P2", metrics=single(CPU), threshold=80, runbook="database-cpu")


def test_has_one_of_four_severities_the_worst_first():
    assert SEVERITIES == ("P0", "P1", "P2", "P3")


def test_waits_for_five_minutes_above_its_threshold_unless_told_otherwise():
    assert (BUSY.comparison, BUSY.period_seconds, BUSY.periods, BUSY.breaching_periods) == ("above", 60, 5, None)


def test_takes_silence_for_health_unless_told_otherwise():
    assert BUSY.missing == "notBreaching"


def test_averages_its_metric_unless_told_otherwise():
    assert CPU.statistic == "Average"


def test_takes_a_single_metric_as_a_mapping_of_one():
    assert list(single(CPU).values()) == [CPU]


def test_refuses_to_be_about_nothing():
    with pytest.raises(ValueError, match="alarm 'cpu' must name at least one metric"):
        replace(BUSY, metrics={})


def test_refuses_several_metrics_that_nothing_combines():
    with pytest.raises(ValueError, match="alarm 'cpu' has 2 metrics: give an expression that combines them"):
        replace(BUSY, metrics={"a": CPU, "b": CPU})


def test_takes_several_metrics_with_an_expression():
    assert replace(BUSY, metrics={"a": CPU, "b": CPU}, expression="a / b").expression == "a / b"
