"""A service watches its limits, and whether as many tasks run as should."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.compute.alarms import service_alarms
from components.compute.spec import Image, Scale, ScheduledScale, ServiceSpec

DIMENSIONS = {"ClusterName": "main", "ServiceName": "orders"}
RUNBOOKS = Path(__file__).parents[3] / "docs" / "runbooks"


def alarms(insights="enhanced", **scale):
    spec = ServiceSpec(
        cpu=1, memory=2048, image=Image(repository="orders"), scale=Scale(**{"min": 1, "max": 4, **scale})
    )
    return {alarm.key: alarm for alarm in service_alarms(spec, insights, DIMENSIONS)}


def test_its_alarms_are_these():
    assert list(alarms()) == ["cpu-high", "memory-high", "running-below-desired", "at-maximum"]


def test_their_urgency_is_this():
    assert {key: alarm.severity for key, alarm in alarms().items()} == {
        "cpu-high": "P2",
        "memory-high": "P2",
        "running-below-desired": "P1",
        "at-maximum": "P3",
    }


def test_every_metric_has_the_dimensions_aws_publishes():
    for alarm in alarms().values():
        assert {tuple(metric.dimensions.items()) for metric in alarm.metrics.values()} == {tuple(DIMENSIONS.items())}


@pytest.mark.parametrize(("key", "name"), [("cpu-high", "CPUUtilization"), ("memory-high", "MemoryUtilization")])
def test_use_is_measured_by_ecs_against_the_tasks_limit(key, name):
    alarm = alarms()[key]
    (metric,) = alarm.metrics.values()
    assert (metric.namespace, metric.name, metric.statistic) == ("AWS/ECS", name, "Average")
    assert (alarm.threshold, alarm.comparison, alarm.periods, alarm.missing) == (80, "above", 15, "notBreaching")


def test_titles_say_what_is_wrong():
    assert [alarm.title for alarm in alarms(cpu_percent=75).values()] == [
        "CPU of the tasks above 87.5 % of its limit for 15 minutes",
        "Memory of the tasks above 80 % of its limit for 15 minutes",
        "Fewer tasks running than desired for 10 minutes",
        "At its maximum of 4 tasks for 30 minutes",
    ]


@given(st.integers(10, 90))
def test_the_limit_is_above_what_autoscaling_keeps_to(percent):
    made = alarms(cpu_percent=percent, memory_percent=percent)
    for key in ("cpu-high", "memory-high"):
        assert max(percent + 1, 80) <= made[key].threshold < 100


def test_missing_tasks_are_counted_even_when_none_runs():
    alarm = alarms()["running-below-desired"]
    assert {key: (metric.namespace, metric.name) for key, metric in alarm.metrics.items()} == {
        "desired": ("ECS/ContainerInsights", "DesiredTaskCount"),
        "running": ("ECS/ContainerInsights", "RunningTaskCount"),
    }
    assert alarm.expression == "desired - FILL(running, 0)"
    assert (alarm.comparison, alarm.threshold, alarm.periods) == ("at_least", 1, 10)


def test_the_maximum_is_the_services_own():
    alarm = alarms()["at-maximum"]
    (metric,) = alarm.metrics.values()
    assert (metric.namespace, metric.name) == ("ECS/ContainerInsights", "RunningTaskCount")
    assert (alarm.comparison, alarm.threshold, alarm.periods) == ("at_least", 4, 30)


def test_the_maximum_is_the_highest_of_any_hour():
    schedules = {"rush": ScheduledScale(cron="0 8 * * *", min=2, max=9)}
    assert alarms(schedules=schedules)["at-maximum"].threshold == 9


@pytest.mark.parametrize(
    "scale",
    [
        {"min": 4},
        {"schedules": {"rush": ScheduledScale(cron="0 8 * * *", min=9, max=9)}},
        {"schedules": {"rush": ScheduledScale(cron="0 8 * * *", min=4, max=4)}},
    ],
)
def test_a_service_meant_to_run_at_its_maximum_is_not_called_out_for_it(scale):
    assert "at-maximum" not in alarms(**scale)


def test_task_counts_are_watched_with_container_insights_of_either_kind():
    assert list(alarms("enabled")) == list(alarms("enhanced"))


def test_without_container_insights_no_alarm_waits_for_data_that_never_comes():
    assert list(alarms("disabled")) == ["cpu-high", "memory-high"]


def test_every_alarm_has_a_page_that_says_what_to_do():
    for alarm in alarms().values():
        text = (RUNBOOKS / f"{alarm.runbook}.md").read_text()
        for section in ("## What it means", "## First five minutes", "## Likely causes", "## If it was a false alarm"):
            assert section in text
        assert text.count("\n") < 60
