"""Advice on the sizes of Fargate tasks"""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import given, strategies

from stackwright.checks.cost.advice.metrics import Peaks
from stackwright.checks.cost.advice.right_size import ADVISERS, HEADROOM
from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.advice.advising import a_month, advised, make, only, proposed

SERVICE = "aws:ecs/service:Service"
TASK = "aws:ecs/taskDefinition:TaskDefinition"
POLICY = "aws:appautoscaling/policy:Policy"
SCALABLE = "aws:appautoscaling/target:Target"
CPU, MEMORY = "ECSServiceAverageCPUUtilization", "ECSServiceAverageMemoryUtilization"


def task(cpu="1024", memory="4096", **more):
    return make(TASK, "t", {"cpu": cpu, "memory": memory, "requiresCompatibilities": ["FARGATE"], **more})


def service(definition, name="api", **more):
    inputs = {"name": name, "launchType": "FARGATE", "desiredCount": 2, **more}
    return make(SERVICE, name, inputs, refs={"taskDefinition": definition})


def policy(metric, target, **more):
    tracking = {"predefinedMetricSpecification": {"predefinedMetricType": metric}, "targetValue": target}
    inputs = {"resourceId": "service/main/api", "targetTrackingScalingPolicyConfiguration": tracking}
    return make(POLICY, metric, inputs, **more)


def peaks(cpu, memory, **more):
    used = Peaks(None if cpu is None else Decimal(cpu), None if memory is None else Decimal(memory), 13)
    return {"api": used, **more}


def pair(*items, **more):
    (found,) = proposed(ADVISERS, *items, **more)
    changes = found.inputs[items[0].urn]
    return int(changes["cpu"]), int(changes["memory"])


def test_is_the_smallest_pair_with_room_for_the_most_that_was_used():
    definition = task()
    found = only(advised(ADVISERS, definition, service(definition), peaks=peaks(35, 30)))
    # 1,024 x 35 % x 1.3 = 466 units, 4,096 x 30 % x 1.3 = 1,597 MB: 512 and 2,048, for two tasks
    assert found.what == (
        "set cpu to 512 and memory to 2048 in place of 1024 and 4096: at most 35 % of the CPU and 30 % of the memory"
        " were used in 13 days"
    )
    assert found.saving.expected == a_month("0.04048", 2) - a_month("0.04048", 1) + a_month("0.004445", 8) - a_month(
        "0.004445", 4
    )
    assert "not measured" in found.risk


@pytest.mark.parametrize(
    ("cpu", "memory", "expected"),
    [
        (19, 9, (256, 512)),
        (20, 9, (512, 1024)),
        (19, 20, (256, 2048)),
        (19, 39, (512, 3072)),
        (70, 9, (1024, 2048)),
    ],
)
def test_holds_both_in_a_pair_that_there_is(cpu, memory, expected):
    definition = task()
    assert pair(definition, service(definition), peaks=peaks(cpu, memory)) == expected


@pytest.mark.parametrize(("cpu", "memory"), [(80, 80), (100, 5), (None, 5), (5, None)])
def test_is_not_given_where_the_task_is_used_or_not_known(cpu, memory):
    definition = task("256", "512")
    assert proposed(ADVISERS, definition, service(definition), peaks=peaks(cpu, memory)) == []


def test_is_not_given_without_metrics():
    definition = task()
    assert proposed(ADVISERS, definition, service(definition)) == []


def test_stays_below_what_autoscaling_aims_at():
    definition = task()
    items = definition, service(definition)
    # 1,024 x 35 % / 50 % = 717 units: more than 512
    assert pair(*items, policy(CPU, 50), peaks=peaks(35, 10)) == (1024, 2048)
    # 1,024 x 35 % x 1.3 is more than by a target of 90 %
    assert pair(*items, policy(CPU, 90), peaks=peaks(35, 10)) == (512, 1024)
    # 4,096 x 30 % / 40 % = 3,072 MB
    assert pair(*items, policy(MEMORY, 40), peaks=peaks(35, 30)) == (512, 3072)
    assert pair(*items, policy("ALBRequestCountPerTarget", 500), peaks=peaks(35, 10)) == (512, 1024)


def test_finds_the_policies_of_a_service_by_reference():
    definition = task()
    api = service(definition)
    target = make(SCALABLE, "s", {"minCapacity": 1, "maxCapacity": 4}, refs={"resourceId": api})
    tracking = policy(CPU, 50, refs={"resourceId": target})
    other = policy(CPU, 20)
    other.values["resourceId"] = "service/main/other"
    assert pair(definition, api, target, tracking, other, peaks=peaks(35, 10)) == (1024, 2048)


def test_serves_every_service_that_runs_the_task():
    definition = task()
    items = definition, service(definition), service(definition, "batch")
    assert proposed(ADVISERS, *items, peaks=peaks(5, 5)) == []
    most = Peaks(Decimal(35), Decimal(6), 10)
    assert pair(*items, peaks=peaks(5, 5, batch=most)) == (512, 1024)


@pytest.mark.parametrize(
    "starter", ["aws:cloudwatch/eventTarget:EventTarget", "aws:scheduler/schedule:Schedule", "aws:ecs/taskSet:TaskSet"]
)
def test_is_not_given_where_something_else_starts_the_task(starter):
    definition = task()
    other = make(starter, "x", {"target": {"input": ""}}, refs={"target": definition})
    assert proposed(ADVISERS, definition, service(definition), other, peaks=peaks(5, 5)) == []


@pytest.mark.parametrize(
    "more",
    [
        {"runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}},
        {"cpu": UNKNOWN},
        {"memory": None},
        {"cpu": "32768", "memory": "245760"},
    ],
)
def test_is_not_given_to_what_it_does_not_know(more):
    definition = task(**more)
    assert proposed(ADVISERS, definition, service(definition), peaks=peaks(99, 99)) == []


def test_is_not_given_to_services_on_machines():
    definition = task()
    assert proposed(ADVISERS, definition, service(definition, launchType="EC2"), peaks=peaks(5, 5)) == []


SIZES = [("256", "512"), ("512", "4096"), ("1024", "8192"), ("4096", "30720"), ("16384", "122880")]


@given(
    size=strategies.sampled_from(SIZES),
    cpu=strategies.decimals(0, 100, places=1),
    memory=strategies.decimals(0, 100, places=1),
)
def test_always_leaves_the_room_it_promises_and_never_grows(size, cpu, memory):
    definition = task(*size)
    for found in proposed(ADVISERS, definition, service(definition), peaks=peaks(cpu, memory)):
        changes = found.inputs[definition.urn]
        for name, used, was in zip(("cpu", "memory"), (cpu, memory), size, strict=True):
            assert Decimal(was) * used / 100 * HEADROOM <= int(changes[name]) <= int(was)


def test_has_pairs_in_order_of_size():
    from stackwright.data import tables

    rows = [(int(row["cpu"]), int(row["from_mb"])) for row in tables.rows("advice_fargate_sizes")]
    assert rows == sorted(rows)
    assert all(first <= second for first, second in itertools.pairwise(rows))


def test_is_nothing_where_it_has_the_smallest_that_fits():
    definition = task("512", "2048")
    assert proposed(ADVISERS, definition, service(definition), peaks=peaks(70, 60)) == []
