"""What KEDA looks at is told to it in its own words, and made one number where none may run at some times."""

from __future__ import annotations

from datetime import date

import pulumi
import pytest

from components.compute.spec import Scale, ScheduledScale
from components.kubernetes.scaling.hours import working_timetable
from components.kubernetes.scaling.triggers import Demand
from components.kubernetes.scaling.windows import timetable
from components.schedule.hours import WorkingHours
from tests.components.compute.conftest import StandInTarget

from .conftest import QUEUE

OFFICE = WorkingHours(timezone="Europe/Dublin", start="07:00", stop="20:00")
HOLIDAYS = WorkingHours(
    timezone="Europe/Dublin",
    start="07:00",
    stop="20:00",
    holidays=(date(2026, 12, 25), date(2026, 4, 6), date(2027, 3, 29)),
)
DAY = {
    "day": ScheduledScale(cron="0 7 * * *", min=0, max=6),
    "rush": ScheduledScale(cron="0 9 * * *", min=3, max=6),
    "night": ScheduledScale(cron="0 20 * * *", min=0, max=0),
}
WORKING = {
    "type": "cron",
    "name": "window_1",
    "metadata": {
        "timezone": "Europe/Dublin",
        "start": "0 7 * * MON-FRI",
        "end": "0 20 * * MON-FRI",
        "desiredReplicas": "2",
    },
}
CALLER = {"awsRegion": "eu-west-1", "identityOwner": "operator"}


def demand(scope, *, hours=None, routed=False, queue=None, **scale):
    wanted = Scale(**{"min": 2, "max": 6, **scale})
    table = working_timetable(hours, wanted) if hours else timetable(wanted)
    target = StandInTarget(rule=None) if routed else None
    return Demand(scope=scope, scale=wanted, timetable=table, target=target, queue=queue)


def triggers(scope, **given):
    return {trigger.get("name", trigger["type"]): trigger for trigger in demand(scope, **given).triggers()}


def test_cpu_is_followed_and_memory_where_asked(scope):
    assert demand(scope).triggers() == [{"type": "cpu", "metricType": "Utilization", "metadata": {"value": "60"}}]
    assert triggers(scope, memory_percent=70)["memory"] == {
        "type": "memory",
        "metricType": "Utilization",
        "metadata": {"value": "70"},
    }


def test_messages_are_counted_under_the_role_of_keda(scope):
    assert triggers(scope, queue=QUEUE)["queue"] == {
        "type": "aws-sqs-queue",
        "name": "queue",
        "metadata": {"queueURL": QUEUE.queue_url, "queueLength": "10", **CALLER},
    }


def metadata(deploy, scope, name, **given):
    """Return what a trigger is told, once the outputs in it are known."""

    def program():
        found = triggers(scope, routed=True, requests_per_target=500, **given)[name]
        pulumi.export("metadata", found["metadata"])
        return found["type"]

    made = deploy(program)
    assert made.result == "aws-cloudwatch"
    return made.stack.outputs["metadata"]


def test_requests_are_those_of_the_target_group_in_a_minute_that_is_complete(deploy, scope):
    assert metadata(deploy, scope, "requests") == {
        "namespace": "AWS/ApplicationELB",
        "metricName": "RequestCount",
        "dimensionName": "LoadBalancer;TargetGroup",
        "dimensionValue": "app/edge/2;targetgroup/orders/1",
        "metricStat": "Sum",
        "metricStatPeriod": "60",
        "metricCollectionTime": "180",
        "metricEndTimeOffset": "60",
        "targetMetricValue": "500",
        "minMetricValue": "0",
        **CALLER,
    }


def test_the_first_pod_is_woken_by_what_the_balancer_answers_without_one(deploy, scope):
    found = metadata(deploy, scope, "waking", min=0)
    told = {key: found[key] for key in ("metricName", "dimensionName", "dimensionValue")}
    assert told == {
        "metricName": "HTTPCode_ELB_503_Count",
        "dimensionName": "LoadBalancer",
        "dimensionValue": "app/edge/2",
    }


@pytest.mark.parametrize("given", [{"min": 1}, {"hours": OFFICE}])
def test_nothing_is_woken_where_a_pod_runs_whenever_one_may(deploy, scope, given):
    made = deploy(lambda: list(triggers(scope, routed=True, requests_per_target=500, **given)))
    assert "requests" in made.result
    assert "waking" not in made.result


@pytest.mark.parametrize("given", [{"requests_per_target": 500}, {"routed": True}])
def test_requests_are_not_counted_without_a_route_or_a_number(deploy, scope, given):
    found = deploy(lambda: demand(scope, **given)).result
    assert [trigger["type"] for trigger in found.triggers()] == ["cpu"]
    assert not found.counted


def test_working_hours_are_a_window(scope):
    assert triggers(scope, hours=OFFICE) == {"cpu": triggers(scope)["cpu"], "window_1": WORKING}


def test_windows_in_which_a_pod_runs_come_before_those_in_which_one_may(scope):
    found = triggers(scope, queue=QUEUE, schedules=DAY)
    windows = {
        name: (it["metadata"]["start"], it["metadata"]["end"], it["metadata"]["desiredReplicas"])
        for name, it in found.items()
        if it["type"] == "cron"
    }
    assert windows == {"window_1": ("0 9 * * *", "0 20 * * *", "3"), "window_2": ("0 7 * * *", "0 9 * * *", "1")}


def test_each_weekday_with_holidays_is_a_trigger_and_so_are_its_dates_in_each_month(scope):
    found = triggers(scope, hours=HOLIDAYS)
    assert list(found) == ["cpu", "window_1", "mon", "mon_03", "mon_04", "fri", "fri_12"]
    assert {name: it["metadata"]["start"] for name, it in found.items() if it["type"] == "cron"} == {
        "window_1": "0 7 * * MON-FRI",
        "mon": "30 6 * * MON",
        "mon_03": "30 6 29 3 *",
        "mon_04": "30 6 6 4 *",
        "fri": "30 6 * * FRI",
        "fri_12": "30 6 25 12 *",
    }


@pytest.mark.parametrize(
    ("given", "combined"),
    [
        ({"queue": QUEUE}, False),
        ({"queue": QUEUE, "min": 0}, True),
        ({"queue": QUEUE, "hours": OFFICE}, True),
        ({"hours": OFFICE}, False),
        ({"hours": HOLIDAYS}, True),
        ({"queue": QUEUE, "schedules": DAY}, True),
    ],
)
def test_all_is_made_one_number_where_something_must_be_silenced(scope, given, combined):
    assert demand(scope, **given).combined is combined


@pytest.mark.parametrize(
    ("given", "formula"),
    [
        ({"queue": QUEUE, "min": 0}, "ceil((queue ?? 10) / 10)"),
        (
            {"routed": True, "requests_per_target": 500, "min": 0},
            "max(ceil((requests ?? 500) / 500), (waking ?? 0) > 0 ? 1 : 0)",
        ),
        ({"queue": QUEUE, "hours": OFFICE}, "window_1 > 0 ? max(window_1, ceil((queue ?? 10) / 10)) : 0"),
        ({"hours": HOLIDAYS}, "mon * mon_03 + mon * mon_04 + fri * fri_12 == 0 && window_1 > 0 ? window_1 : 0"),
        (
            {"queue": QUEUE, "schedules": DAY},
            "window_1 + window_2 > 0 ? max(window_1, ceil((queue ?? 10) / 10)) : 0",
        ),
        (
            {
                "routed": True,
                "requests_per_target": 500,
                "queue": QUEUE,
                "schedules": {"day": DAY["rush"], "night": ScheduledScale(cron="0 20 * * *", min=0, max=6)},
            },
            "max(window_1, ceil((requests ?? 500) / 500), (waking ?? 0) > 0 ? 1 : 0, ceil((queue ?? 10) / 10))",
        ),
    ],
)
def test_the_number_is_the_most_that_anything_wants_and_none_when_none_may_run(deploy, scope, given, formula):
    assert deploy(lambda: demand(scope, **given).formula()).result == formula
