"""The number of pods follows how busy they are, what waits for them, and the clock."""

from __future__ import annotations

from datetime import date

import pulumi
import pytest

from components.compute.spec import ScheduledScale
from components.kubernetes.scaling import fewest
from components.schedule.hours import WorkingHours
from tests.kubernetes.validation import problems

from .conftest import QUEUE, made_of

NIGHT = ScheduledScale(cron="0 20 * * MON-FRI", min=0, max=0, timezone="Europe/Berlin")
MORNING = ScheduledScale(cron="0 7 * * MON-FRI", min=2, max=6, timezone="Europe/Berlin")
MORNING_UTC = ScheduledScale(cron="0 7 * * *", min=2, max=6)
OFFICE = {"timezone": "Europe/Dublin", "start": "07:00", "stop": "20:00"}
HOURS = WorkingHours(**OFFICE)
DEPLOYMENT = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "orders"}
LABELS = {
    "app.kubernetes.io/name": "orders",
    "app.kubernetes.io/part-of": "acme-test",
    "app.kubernetes.io/managed-by": "pulumi",
}
BEHAVIOR = {
    "scaleUp": {
        "stabilizationWindowSeconds": 0,
        "selectPolicy": "Max",
        "policies": [
            {"type": "Percent", "value": 100, "periodSeconds": 60},
            {"type": "Pods", "value": 4, "periodSeconds": 60},
        ],
    },
    "scaleDown": {
        "stabilizationWindowSeconds": 300,
        "selectPolicy": "Max",
        "policies": [{"type": "Percent", "value": 50, "periodSeconds": 300}],
    },
}
PLAIN = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler"
SCALED = "kubernetes:keda.sh/v1alpha1:ScaledObject"
CPU = {"type": "cpu", "metricType": "Utilization", "metadata": {"value": "60"}}


def body(made, name="orders"):
    inputs = made[f"{name}-autoscaler"].inputs
    assert problems([inputs]) == []
    return inputs["spec"]


def usage(resource, percent):
    target = {"type": "Utilization", "averageUtilization": percent}
    return {"type": "Resource", "resource": {"name": resource, "target": target}}


def kinds(made):
    return {name: type_ for name, type_ in made.named("stackwright:kubernetes:Owner$").items() if name != "deployment"}


def test_cpu_alone_needs_no_more_than_kubernetes_itself(scaled):
    made = scaled()
    assert kinds(made) == {"orders-autoscaler": PLAIN}
    assert body(made) == {
        "scaleTargetRef": DEPLOYMENT,
        "minReplicas": 2,
        "maxReplicas": 6,
        "metrics": [
            {
                "type": "Resource",
                "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 60}},
            }
        ],
        "behavior": BEHAVIOR,
    }


def test_it_may_stand_beside_the_one_that_takes_its_place(scaled):
    assert scaled()["orders-autoscaler"].inputs["metadata"] == {
        "name": "orders",
        "namespace": "core-api",
        "labels": LABELS,
        "annotations": {"validations.keda.sh/hpa-ownership": "false"},
    }


def test_memory_needs_no_more_either(scaled):
    made = scaled(memory_percent=70)
    assert kinds(made) == {"orders-autoscaler": PLAIN}
    assert body(made)["metrics"] == [usage("cpu", 60), usage("memory", 70)]


def test_one_schedule_is_a_limit_at_all_times(scaled):
    made = scaled(schedules={"always": ScheduledScale(cron="0 0 * * *", min=3, max=4)})
    assert kinds(made) == {"orders-autoscaler": PLAIN}
    assert (body(made)["minReplicas"], body(made)["maxReplicas"]) == (3, 4)


def test_requests_need_keda_which_keeps_what_runs_while_it_cannot_count(scaled):
    made = scaled(routed=True, requests_per_target=500)
    assert kinds(made) == {"orders-autoscaler": SCALED}
    spec = body(made)
    assert [trigger["type"] for trigger in spec.pop("triggers")] == ["cpu", "aws-cloudwatch"]
    assert spec == {
        "scaleTargetRef": DEPLOYMENT,
        "minReplicaCount": 2,
        "maxReplicaCount": 6,
        "advanced": {"horizontalPodAutoscalerConfig": {"behavior": BEHAVIOR}},
        "fallback": {"failureThreshold": 3, "replicas": 2, "behavior": "currentReplicasIfHigher"},
    }
    assert made["orders-autoscaler"].inputs["metadata"] == {
        "name": "orders",
        "namespace": "core-api",
        "labels": LABELS,
    }


def test_a_queue_needs_keda(scaled):
    spec = body(scaled(queue=QUEUE))
    assert [trigger["type"] for trigger in spec["triggers"]] == ["cpu", "aws-sqs-queue"]
    assert "scalingModifiers" not in spec["advanced"]


def test_from_none_the_queue_alone_starts_pods_and_one_where_it_cannot_be_read(scaled):
    spec = body(scaled(queue=QUEUE, min=0))
    assert (spec["minReplicaCount"], spec["cooldownPeriod"]) == (0, 300)
    assert spec["advanced"]["scalingModifiers"] == {
        "formula": "ceil((queue ?? 10) / 10)",
        "target": "1",
        "metricType": "AverageValue",
    }
    assert spec["fallback"] == {"failureThreshold": 3, "replicas": 1, "behavior": "scalingModifiers"}


def test_schedules_need_keda_but_no_formula_where_nothing_is_counted(scaled):
    spec = body(scaled(schedules={"night": NIGHT, "morning": MORNING}))
    assert spec == {
        "scaleTargetRef": DEPLOYMENT,
        "minReplicaCount": 0,
        "maxReplicaCount": 6,
        "cooldownPeriod": 300,
        "advanced": {"horizontalPodAutoscalerConfig": {"behavior": BEHAVIOR}},
        "triggers": [
            CPU,
            {
                "type": "cron",
                "name": "window_1",
                "metadata": {
                    "timezone": "Europe/Berlin",
                    "start": "0 7 * * MON-FRI",
                    "end": "0 20 * * MON-FRI",
                    "desiredReplicas": "2",
                },
            },
        ],
    }


def test_a_schedule_that_only_raises_the_least_leaves_the_service_on(scaled):
    spec = body(scaled(schedules={"night": ScheduledScale(cron="0 20 * * *", min=1, max=6), "morning": MORNING_UTC}))
    assert spec["minReplicaCount"] == 1
    assert "cooldownPeriod" not in spec
    assert spec["triggers"][1]["metadata"]["desiredReplicas"] == "2"


def test_outside_working_hours_and_on_holidays_nothing_runs_whatever_waits(scaled):
    hours = WorkingHours(**OFFICE, holidays=(date(2026, 12, 25),))
    spec = body(scaled(off_hours=hours, queue=QUEUE))
    assert spec["minReplicaCount"] == 0
    assert spec["advanced"]["scalingModifiers"]["formula"] == (
        "fri * fri_12 == 0 && window_1 > 0 ? max(window_1, ceil((queue ?? 10) / 10)) : 0"
    )
    assert [trigger.get("name") for trigger in spec["triggers"]] == [None, "queue", "window_1", "fri", "fri_12"]


def test_working_hours_alone_need_no_formula(scaled):
    spec = body(scaled(off_hours=HOURS))
    assert spec["advanced"] == {"horizontalPodAutoscalerConfig": {"behavior": BEHAVIOR}}
    assert "fallback" not in spec


def test_a_service_that_is_not_released_has_none(scaled):
    assert kinds(scaled(tag=None, queue=QUEUE)) == {}


@pytest.mark.parametrize(
    ("given", "pods"),
    [
        ({}, 2),
        ({"schedules": {"day": MORNING_UTC, "night": ScheduledScale(cron="0 20 * * *", min=1, max=6)}}, 1),
        ({"schedules": {"day": MORNING, "night": NIGHT}}, 0),
        ({"off_hours": HOURS}, 0),
        ({"tag": None}, 0),
    ],
)
def test_the_fewest_pods_are_those_of_all_times(given, pods):
    tag, hours = given.pop("tag", "v1"), given.pop("off_hours", None)
    assert fewest(made_of(tag, **given), hours) == pods


@pytest.mark.parametrize(
    "given",
    [
        {"min": 0},
        {"min": 0, "off_hours": HOURS},
        {"min": 0, "requests_per_target": 500},
        {"min": 0, "tag": None},
        {"schedules": {"day": MORNING_UTC, "night": ScheduledScale(cron="0 20 * * *", min=0, max=6)}},
    ],
)
def test_none_with_nothing_that_starts_the_first_is_refused(scaled, given):
    with pytest.raises(ValueError, match=r"orders: with a min of 0 nothing would start the first pod.*max to 0"):
        scaled(**given)


def test_a_name_too_long_for_what_keda_makes_of_it_is_refused(scaled):
    assert body(scaled(name="a" * 54, queue=QUEUE), "a" * 54)
    with pytest.raises(ValueError, match=r"name must be up to 54 characters where KEDA scales it, .* got 55: shorten"):
        scaled(name="a" * 55, queue=QUEUE)


def test_schedules_besides_working_hours_are_refused(scaled):
    with pytest.raises(ValueError, match=r"orders: the service has schedules of its own \(night\)"):
        scaled(off_hours=HOURS, schedules={"night": NIGHT})


def test_a_lower_maximum_that_is_not_kept_is_told_once_with_its_service(scaled, monkeypatch):
    told = []
    monkeypatch.setattr(pulumi.log, "warn", lambda message, resource: told.append((resource.logical_name, message)))
    scaled(schedules={"rush": ScheduledScale(cron="0 8 * * *", min=2, max=9), "calm": MORNING_UTC})
    notice = "in a cluster the most pods are 9 at all times: a schedule's lower max (6) is not kept, unless it is 0"
    assert told == [("orders", notice)]


def test_nothing_is_told_where_every_maximum_is_kept(scaled, monkeypatch):
    monkeypatch.setattr(pulumi.log, "warn", lambda *_: pytest.fail("there is nothing to tell"))
    scaled(schedules={"night": NIGHT, "morning": MORNING})


@pytest.mark.parametrize("given", [{}, {"queue": QUEUE}])
def test_it_comes_after_what_it_scales_and_what_reads_it_and_into_the_cluster(scaled, given):
    made = scaled(**given)
    autoscaler = made["orders-autoscaler"]
    assert {made["deployment"].urn, made["keda"].urn} <= set(autoscaler.dependencies)
    assert "pulumi:providers:kubernetes::cluster" in autoscaler.provider
    assert autoscaler.parent == made["orders"].urn
