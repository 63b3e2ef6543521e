"""How many pods a workload has..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.packing.scaling import Counts, Scale, Window, fixed, scale_of
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.packing.cluster import cron, deployment, hpa, scaled_object

DAY, LONG_DAY = ("0 7 * * MON-FRI", "0 20 * * MON-FRI"), ("30 6 * * MON", "30 20 * * MON")
OPEN = Window(*DAY, "Europe/Dublin")
CPU = {"type": "cpu", "metricType": "Utilization", "metadata": {"value": "60"}}
QUEUE = {"type": "aws-sqs-queue", "name": "queue", "metadata": {"queueLength": "10"}}


def scale(workload, *others):
    return scale_of(workload, World([workload, *others]))


def at(found, *windows):
    counts = found.at(frozenset(windows))
    return (counts.low, counts.expected, counts.high)


@pytest.mark.parametrize(("replicas", "count"), [(None, 1), (3, 3), (0, 0)])
def test_is_what_it_says_itself_where_nothing_scales_it(replicas, count):
    assert at(scale(deployment(replicas=replicas))) == (count, count, count)


@pytest.mark.parametrize(
    ("replicas", "limits", "counts"),
    [
        (None, {"minReplicas": 2, "maxReplicas": 6}, (2, 2, 6)),
        (None, {"maxReplicas": 6}, (1, 1, 6)),
        (4, {"minReplicas": 2, "maxReplicas": 6}, (2, 4, 6)),
        (9, {"minReplicas": 2, "maxReplicas": 6}, (2, 6, 6)),
        # https://kubernetes.io/docs/concepts/workloads/autoscaling/: what is scaled to nothing is not scaled.
        (0, {"minReplicas": 2, "maxReplicas": 6}, (0, 0, 0)),
    ],
)
def test_is_within_the_limits_of_an_autoscaler(replicas, limits, counts):
    assert at(scale(deployment(replicas=replicas), hpa(**limits))) == counts


def test_is_nothing_that_an_autoscaler_of_another_workload_says():
    other = hpa(minReplicas=5, maxReplicas=9)
    other.values["metadata"]["namespace"] = "else"
    assert at(scale(deployment(), hpa("web", minReplicas=5), other)) == (1, 1, 1)


def test_is_the_least_of_a_scaled_object_and_up_to_its_most_whatever_the_workload_says():
    found = scale(deployment(replicas=5), scaled_object("api", CPU, minReplicaCount=2, maxReplicaCount=6))
    assert at(found) == (2, 2, 6)


def test_is_at_the_most_a_hundred_where_a_scaled_object_does_not_say():
    assert at(scale(deployment(), scaled_object("api", CPU, minReplicaCount=1))) == (1, 1, 100)


def test_is_what_windows_ask_for_while_they_are_open():
    night, day = cron("night", "0 1 * * *", "0 2 * * *", 4), cron("day", *DAY, 2)
    found = scale(deployment(), scaled_object("api", CPU, day, night, minReplicaCount=1, maxReplicaCount=6))
    assert at(found) == (1, 1, 6)
    assert at(found, OPEN) == (2, 2, 6)
    assert at(found, OPEN, Window("0 1 * * *", "0 2 * * *", "Europe/Dublin")) == (4, 4, 6)


def test_is_what_windows_ask_for_and_no_more_where_nothing_else_is_looked_at():
    found = scale(deployment(), scaled_object("api", cron("day", *DAY, 2), minReplicaCount=0, maxReplicaCount=6))
    assert (at(found), at(found, OPEN)) == ((0, 0, 0), (2, 2, 2))


def test_is_nothing_outside_windows_where_only_pods_that_run_are_measured():
    found = scale(deployment(), scaled_object("api", CPU, cron("day", *DAY), minReplicaCount=0, maxReplicaCount=2))
    assert (at(found), at(found, OPEN)) == ((0, 0, 0), (1, 1, 2))


def test_sleeps_where_something_outside_may_ask_for_pods_at_any_time():
    found = scale(deployment(), scaled_object("api", QUEUE, minReplicaCount=0, maxReplicaCount=8))
    assert at(found) == (0, 0, 8)
    assert found.at(frozenset()).asleep
    assert not Counts(0, 0, 0).asleep
    assert not Counts(1, 1, 8).asleep


def test_is_what_a_formula_makes_of_windows_and_sources():
    modifiers = {"scalingModifiers": {"formula": "holiday == 0 && day > 0 ? max(day, ceil((queue ?? 10) / 10)) : 0"}}
    triggers = (cron("day", *DAY, 2), cron("holiday", *LONG_DAY), QUEUE)
    found = scale(
        deployment(), scaled_object("api", *triggers, minReplicaCount=0, maxReplicaCount=8, advanced=modifiers)
    )
    assert at(found) == (0, 0, 0)
    assert at(found, OPEN) == (2, 2, 8)
    assert at(found, OPEN, Window(*LONG_DAY, "Europe/Dublin")) == (0, 0, 0)


def test_is_refused_where_its_formula_cannot_be_read():
    found = Scale(least=0, most=2, wanted=0, formula="what?")
    with pytest.raises(ValueError, match="what"):
        found.at(frozenset())


def test_is_a_fixed_number_while_a_scaled_object_is_paused():
    paused = scaled_object("api", CPU, minReplicaCount=2, maxReplicaCount=6)
    paused.values["metadata"]["annotations"] = {"autoscaling.keda.sh/paused-replicas": "0"}
    assert scale(deployment(), paused) == fixed(0)
