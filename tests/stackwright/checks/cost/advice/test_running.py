"""What is known of how much runs"""

from __future__ import annotations

import pytest

from stackwright.checks.cost.advice.running import is_scheduled, running_of
from stackwright.checks.cost.money import Range
from stackwright.checks.cost.values import UNKNOWN, Undecided
from tests.stackwright.checks.cost.advice.advising import given, make, situation

SERVICE = "aws:ecs/service:Service"
GROUP = "aws:autoscaling/group:Group"
NODES = "aws:eks/nodeGroup:NodeGroup"
INSTANCE = "aws:ec2/instance:Instance"
SCHEDULE = "aws:scheduler/schedule:Schedule"


@pytest.mark.parametrize(
    ("type_", "inputs", "count"),
    [
        (SERVICE, {"desiredCount": 3}, Range.of(3)),
        (GROUP, {"minSize": 1, "desiredCapacity": 2, "maxSize": 4}, Range.of(1, 2, 4)),
        (NODES, {"scalingConfig": {"minSize": 1, "desiredSize": 2, "maxSize": 4}}, Range.of(1, 2, 4)),
        (INSTANCE, {}, Range.of(1)),
    ],
)
def test_is_the_number_of_tasks_or_machines(type_, inputs, count):
    item = make(type_, "x", inputs)
    assert running_of(item, situation(item).world).count == count


def test_is_on_no_schedule_where_nothing_says_so():
    machine = make(INSTANCE, "m", {"instanceType": "m6g.large"})
    assert not is_scheduled(machine, situation(machine))
    assert is_scheduled(machine, situation(machine, files=[given(m={"hoursOn": 100})]))


def test_is_on_a_schedule_of_its_group():
    group = make(GROUP, "g", {"name": "g", "minSize": 1, "maxSize": 1})
    evening = make(
        "aws:autoscaling/schedule:Schedule",
        "evening",
        {"recurrence": "0 19 * * 1-5", "minSize": 0, "maxSize": 0, "desiredCapacity": 0, "autoscalingGroupName": "g"},
    )
    assert is_scheduled(group, situation(group, evening))
    assert not is_scheduled(group, situation(group))


def test_is_on_a_schedule_that_names_it_whatever_that_calls():
    nodes = make(NODES, "n", {"nodeGroupName": "spare", "scalingConfig": {"minSize": 1, "maxSize": 1}}, id="spare")
    target = {"arn": "arn:aws:scheduler:::aws-sdk:eks:updateNodegroupConfig", "input": '{"NodegroupName": "spare"}'}
    schedule = make(SCHEDULE, "s", {"scheduleExpression": "rate(1 day)", "target": target})
    assert is_scheduled(nodes, situation(nodes, schedule))


def test_is_undecided_where_a_schedule_may_concern_it():
    machine = make(INSTANCE, "m", {"instanceType": "m6g.large"})
    schedule = make(SCHEDULE, "s", {"target": {"arn": "x", "input": UNKNOWN}})
    with pytest.raises(Undecided):
        is_scheduled(machine, situation(machine, schedule))
