"""A service in a cluster watches its limits, whether as many pods run as should, and whether rollouts end."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pulumi
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.compute.alarms import service_alarms as on_fargate
from components.compute.spec import Image, Scale, ScheduledScale, ServiceSpec
from components.kubernetes.alarms import service_alarms

RUNBOOKS = Path(__file__).parents[3] / "docs" / "runbooks"


@dataclass
class Watched:
    """All that the alarms need to know of a cluster."""

    container_insights: bool = True
    cluster_name: str = "main"


def spec(**scale):
    return ServiceSpec(
        cpu=1, memory=2048, image=Image(repository="orders"), scale=Scale(**{"min": 1, "max": 4, **scale})
    )


def alarms(insights=True, **scale):
    made = service_alarms(spec(**scale), Watched(insights), "core-api", "orders")
    return {alarm.key: alarm for alarm in made}


def metrics(alarm):
    return {key: metric.name for key, metric in alarm.metrics.items()}


def test_its_alarms_are_those_of_fargate_and_one_in_place_of_going_back_by_itself():
    there = {alarm.key: (alarm.severity, alarm.runbook) for alarm in on_fargate(spec(), "enhanced", {})}
    here = {key: (alarm.severity, alarm.runbook) for key, alarm in alarms().items()}
    assert here.pop("rollout-stuck") == ("P2", "service-rolled-back")
    assert here == there


def test_every_metric_has_dimensions_that_container_insights_publishes_together():
    for alarm in alarms().values():
        for metric in alarm.metrics.values():
            assert metric.namespace == "ContainerInsights"
            assert metric.dimensions == {"ClusterName": "main", "Namespace": "core-api", "PodName": "orders"}
            assert metric.statistic == "Average"


def test_cpu_is_measured_against_what_the_pods_ask_for():
    alarm = alarms()["cpu-high"]
    assert metrics(alarm) == {"used": "pod_cpu_usage_total", "asked": "pod_cpu_request"}
    assert alarm.expression == "100 * used / asked"
    assert (alarm.threshold, alarm.comparison, alarm.periods, alarm.missing) == (80, "above", 15, "notBreaching")


def test_memory_is_measured_against_the_limit_of_the_pods():
    alarm = alarms()["memory-high"]
    assert metrics(alarm) == {"value": "pod_memory_utilization_over_pod_limit"}
    assert (alarm.threshold, alarm.comparison, alarm.periods, alarm.missing) == (80, "above", 15, "notBreaching")


def test_titles_say_what_is_wrong():
    assert [alarm.title for alarm in alarms(cpu_percent=75).values()] == [
        "CPU of the pods above 87.5 % of what they ask for, for 15 minutes",
        "Memory of the pods above 80 % of its limit for 15 minutes",
        "Fewer pods ready than desired for 10 minutes",
        "Pods of a new revision not well for 15 minutes, old ones still there",
        "At its maximum of 4 pods for 30 minutes",
    ]


@given(st.integers(10, 90))
def test_the_limit_is_above_what_autoscaling_keeps_to(percent):
    made = alarms(cpu_percent=percent, memory_percent=percent)
    for key in ("cpu-high", "memory-high"):
        assert max(percent + 1, 80) <= made[key].threshold < 100


def test_missing_pods_are_counted_even_when_none_is_ready():
    alarm = alarms()["running-below-desired"]
    assert metrics(alarm) == {"desired": "replicas_desired", "ready": "replicas_ready"}
    assert alarm.expression == "desired - FILL(ready, 0)"
    assert (alarm.comparison, alarm.threshold, alarm.periods) == ("at_least", 1, 10)


def test_a_rollout_is_stuck_where_there_are_more_pods_than_desired_for_long():
    alarm = alarms()["rollout-stuck"]
    assert metrics(alarm) == {
        "desired": "replicas_desired",
        "available": "status_replicas_available",
        "unavailable": "status_replicas_unavailable",
    }
    assert alarm.expression == "FILL(available, 0) + FILL(unavailable, 0) - desired"
    assert (alarm.comparison, alarm.threshold, alarm.periods) == ("at_least", 1, 15)


def test_the_maximum_is_the_services_own():
    alarm = alarms()["at-maximum"]
    assert metrics(alarm) == {"value": "replicas_ready"}
    assert (alarm.comparison, alarm.threshold, alarm.periods) == ("at_least", 4, 30)


def test_the_maximum_is_the_highest_of_any_hour():
    schedules = {
        "rush": ScheduledScale(cron="0 8 * * *", min=2, max=9),
        "calm": ScheduledScale(cron="0 20 * * *", min=1, max=4),
    }
    assert alarms(schedules=schedules)["at-maximum"].threshold == 9


@pytest.mark.parametrize(
    "scale",
    [
        {"min": 4},
        {
            "schedules": {
                "rush": ScheduledScale(cron="0 8 * * *", min=4, max=4),
                "calm": ScheduledScale(cron="0 20 * * *", min=1, max=4),
            }
        },
    ],
)
def test_a_service_meant_to_run_at_its_maximum_is_not_called_out_for_it(scale):
    assert "at-maximum" not in alarms(**scale)


def test_none_has_to_be_silenced_while_a_service_is_off():
    assert not any(alarm.only_while_on for alarm in alarms().values())
    assert {alarm.missing for alarm in alarms().values()} == {"notBreaching"}


def test_without_container_insights_no_alarm_waits_for_data_that_never_comes():
    assert alarms(insights=False) == {}


def test_the_clusters_name_may_be_known_later_only(deploy):
    def program():
        cluster = Watched(cluster_name=pulumi.Output.from_input("main-1a2b3c"))
        (alarm, *_) = service_alarms(spec(), cluster, "core-api", "orders")
        pulumi.export("cluster", alarm.metrics["used"].dimensions["ClusterName"])

    assert deploy(program).stack.outputs["cluster"] == "main-1a2b3c"


def test_every_alarm_has_a_page_that_says_what_to_do_in_a_cluster():
    for alarm in alarms().values():
        text = (RUNBOOKS / f"{alarm.runbook}.md").read_text()
        for section in ("## What it means", "## On EKS", "## Likely causes", "## If it was a false alarm"):
            assert section in text
        assert "kubectl" in text
