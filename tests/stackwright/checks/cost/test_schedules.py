"""How many of something run..."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.cost.money import Range
from stackwright.checks.cost.schedules import Running, grouped, hours_on, scaled
from stackwright.checks.cost.values import UNKNOWN, Undecided
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.pricers.pricing import made

SERVICE = "aws:ecs/service:Service"
TARGET = "aws:appautoscaling/target:Target"
ACTION = "aws:appautoscaling/scheduledAction:ScheduledAction"
GROUP = "aws:autoscaling/group:Group"
GROUP_SCHEDULE = "aws:autoscaling/schedule:Schedule"
SCHEDULE = "aws:scheduler/schedule:Schedule"
DATABASE = "aws:rds/instance:Instance"
CLUSTER = "aws:rds/cluster:Cluster"
DIMENSION = "ecs:service:DesiredCount"
SIZES = ("minSize", "desiredCapacity", "maxSize")
WEEKEND, WEEK = "cron(0 0 ? * SAT *)", "cron(0 0 ? * MON *)"
# Of the 365 days of 2027, 104 are from Saturday to Monday.
ON = Decimal(261) / 365


def target(service, low=1, high=3, **inputs):
    inputs = {"scalableDimension": DIMENSION, "minCapacity": low, "maxCapacity": high, **inputs}
    return made(TARGET, "scaling", {"resourceId": service} if service else None, **inputs)


def action(owner, expression, **change):
    inputs = {"scalableDimension": change.pop("dimension", DIMENSION), "timezone": change.pop("timezone", None)}
    inputs["resourceId"] = change.pop("resourceId", UNKNOWN)
    uses = {"resourceId": owner} if owner else None
    return made(ACTION, expression, uses, schedule=expression, scalableTargetAction=change, **inputs)


def tasks(service, *others, wanted=2):
    return scaled(service, World([service, *others]), DIMENSION, Decimal(wanted))


def call(operation, expression, of=None, **inputs):
    """A schedule of EventBridge Scheduler that calls an API."""
    arn = f"arn:aws:scheduler:::aws-sdk:{operation}"
    called = {"arn": arn, "input": inputs.pop("input", "{}")}
    uses = {"target": of} if of else None
    return made(SCHEDULE, f"{operation} {expression}", uses, scheduleExpression=expression, target=called, **inputs)


def rounded(running):
    return [round(end, 8) for end in running.count.ends]


def test_is_what_is_wanted_where_nothing_scales_it():
    assert tasks(made(SERVICE, "web")) == Running(Range.of(2))


def test_is_the_range_of_its_scaling_around_what_is_wanted():
    service = made(SERVICE, "web")
    assert tasks(service, target(service)) == Running(Range.of(1, 2, 3), "1 - 2 - 3 running, the range of its scaling")
    assert tasks(service, target(service, 2, 2)) == Running(Range.of(2))


def test_is_not_changed_by_the_scaling_of_something_else():
    service, other = made(SERVICE, "web"), made(SERVICE, "api")
    assert tasks(service, target(other)) == Running(Range.of(2))
    assert tasks(service, target(service, scalableDimension="custom:other")) == Running(Range.of(2))


def test_is_found_by_a_resource_id_that_is_written_out():
    service = made(SERVICE, "web", name="web")
    found = target(None, resourceId="service/main/web", scalableDimension=UNKNOWN)
    assert tasks(service, found).count == Range.of(1, 2, 3)
    assert tasks(service, target(None, resourceId=UNKNOWN)).count == Range.of(2)


def test_says_which_number_only_the_deployment_tells():
    service = made(SERVICE, "web")
    with pytest.raises(Undecided, match="minCapacity"):
        tasks(service, target(service, low=UNKNOWN))


@pytest.mark.parametrize("through", ["target", "service", "name"])
def test_is_weighed_over_the_year_by_scheduled_actions(through):
    service = made(SERVICE, "web", name="web")
    scaling = target(service)
    owner = {"target": scaling, "service": service, "name": None}[through]
    literal = {"resourceId": "service/main/web"} if through == "name" else {}
    off = action(owner, WEEKEND, minCapacity=0, maxCapacity=0, **literal)
    on = action(owner, WEEK, minCapacity=1, maxCapacity=3, **literal)
    found = tasks(service, scaling, off, on)
    assert rounded(found) == [round(count * ON, 8) for count in (1, 2, 3)]
    assert found.awake == Range.of(1, 2, 3)
    assert found.assumption == "0.72 - 1.43 - 2.15 running on the average of its scheduled actions"


def test_keeps_the_end_of_the_range_that_an_action_leaves_out():
    service = made(SERVICE, "web")
    found = tasks(service, target(service), action(service, "cron(0 0 1 1 ? *)", minCapacity=2))
    assert rounded(found) == [2, 2, 3]


def test_is_set_by_scheduled_actions_alone_where_the_scalable_target_is_elsewhere():
    service = made(SERVICE, "web")
    found = tasks(service, action(service, WEEKEND, minCapacity=0, maxCapacity=0), action(service, WEEK))
    assert rounded(found) == [round(2 * ON, 8)] * 3


def test_leaves_out_a_schedule_that_cannot_be_read():
    service = made(SERVICE, "web")
    found = tasks(service, target(service), action(service, "cron(no)", minCapacity=0, maxCapacity=0))
    assert (found.count, found.awake) == (Range.of(1, 2, 3), None)
    assert found.assumption.startswith("1 - 2 - 3 running; its schedule is left out: 'cron(no)' must have six fields")


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5), st.integers(0, 5))
def test_is_never_more_by_a_schedule_that_takes_some_away(least, more, lower, wanted):
    service = made(SERVICE, "web")
    scaling = target(service, least, least + more)
    low = min(lower, least)
    night = action(service, "cron(0 20 * * ? *)", minCapacity=low, maxCapacity=low)
    day = action(service, "cron(0 7 ? * MON-FRI *)", minCapacity=least, maxCapacity=least + more)
    with_schedule = tasks(service, scaling, night, day, wanted=wanted).count
    without = tasks(service, scaling, wanted=wanted).count
    assert all(found <= end for found, end in zip(with_schedule.ends, without.ends, strict=True))


def machines(*others, **sizes):
    group = made(GROUP, "nodes", **sizes)
    return grouped(group, World([group, *others]), group, SIZES)


def test_is_the_size_of_a_group():
    assert machines(minSize=1, desiredCapacity=2, maxSize=3).count == Range.of(1, 2, 3)
    assert machines(minSize=1, maxSize=3).count == Range.of(1, 1, 3)
    assert machines(minSize=2, maxSize=2) == Running(Range.of(2))


def test_is_weighed_over_the_year_by_a_groups_schedules():
    group = {"autoscalingGroupName": made(GROUP, "nodes")}
    off = made(GROUP_SCHEDULE, "off", group, recurrence="0 0 * * SAT", minSize=0, maxSize=0, desiredCapacity=0)
    on = made(GROUP_SCHEDULE, "on", group, recurrence="0 0 * * MON", minSize=1, maxSize=3, desiredCapacity=2)
    found = machines(off, on, minSize=1, desiredCapacity=2, maxSize=3)
    assert rounded(found) == [round(count * ON, 8) for count in (1, 2, 3)]


def test_keeps_what_a_groups_schedule_leaves_as_it_is():
    group = {"autoscalingGroupName": made(GROUP, "nodes")}
    change = made(GROUP_SCHEDULE, "more", group, recurrence="0 0 1 1 *", minSize=-1, maxSize=-1, desiredCapacity=3)
    once = made(GROUP_SCHEDULE, "once", group, startTime="2027-01-01T00:00:00Z", minSize=0, maxSize=0)
    assert rounded(machines(change, once, minSize=1, desiredCapacity=2, maxSize=3)) == [1, 3, 3]


@pytest.mark.parametrize("named", [True, False])
def test_is_weighed_by_calls_that_resize_a_group(named):
    group = made(GROUP, "nodes", name="nodes")
    name = '"AutoScalingGroupName": "nodes", ' if named else ""
    sizes = {WEEKEND: (0, 0, 0), WEEK: (1, 3, 2)}
    calls = [
        call(
            "autoscaling:updateAutoScalingGroup",
            when,
            None if named else group,
            input=f'{{{name}"MinSize": {low}, "MaxSize": {high}, "DesiredCapacity": {wanted}}}',
        )
        for when, (low, high, wanted) in sizes.items()
    ]
    found = machines(*calls, name="nodes", minSize=1, desiredCapacity=2, maxSize=3)
    assert rounded(found) == [round(count * ON, 8) for count in (1, 2, 3)]


@pytest.mark.parametrize("given_", [UNKNOWN, "no JSON", '{"AutoScalingGroupName": "other", "MinSize": 0}'])
def test_leaves_out_calls_whose_input_does_not_tell(given_):
    calls = call("autoscaling:updateAutoScalingGroup", WEEKEND, input=given_)
    assert machines(calls, minSize=1, maxSize=1) == Running(Range.of(1))


@pytest.mark.parametrize("part", ["0.5", "0"])
def test_can_be_a_part_of_what_runs(part):
    running = Running(Range.of(2), "counted", awake=Range.of(4))
    assert running.times(Decimal(part)) == Running(
        Range.of(2 * Decimal(part)), "counted", awake=Range.of(4 * Decimal(part))
    )
    assert Running(Range.of(2)).times(Decimal(part)).awake is None


def on(item, *others):
    found = hours_on(item, World([item, *others]))
    return (round(found[0].expected, 6), found[1]) if found else None


@pytest.mark.parametrize(
    ("type_", "operations"),
    [
        (DATABASE, ("rds:stopDBInstance", "rds:startDBInstance")),
        (CLUSTER, ("rds:stopDBCluster", "rds:startDBCluster")),
        ("aws:redshift/cluster:Cluster", ("redshift:pauseCluster", "redshift:resumeCluster")),
        ("aws:ec2/instance:Instance", ("ec2:stopInstances", "ec2:startInstances")),
    ],
)
def test_is_for_the_hours_between_the_calls_that_start_and_stop_it(type_, operations):
    item = made(type_, "main")
    off, on_again = (call(one, when, item) for one, when in zip(operations, (WEEKEND, WEEK), strict=True))
    assert on(item, off, on_again) == (522, "on 522 hours a month by its schedules")


@pytest.mark.parametrize("given_", ['{"DbInstanceIdentifier": "main-id"}', '{"InstanceIds": ["main-id"]}'])
def test_is_found_by_the_name_in_a_calls_input(given_):
    item = made(DATABASE, "main")
    calls = call("rds:stopDBInstance", WEEKEND, input=given_), call("rds:startDBInstance", WEEK, input=given_)
    assert on(item, *calls)[0] == 522


def test_is_for_an_instance_what_it_is_for_its_cluster():
    cluster = made(CLUSTER, "main")
    instance = made("aws:rds/clusterInstance:ClusterInstance", "one", {"clusterIdentifier": cluster})
    calls = call("rds:stopDBCluster", WEEKEND, cluster), call("rds:startDBCluster", WEEK, cluster)
    assert on(instance, cluster, *calls)[0] == 522


@pytest.mark.parametrize(
    "calls",
    [
        [],
        [("rds:stopDBInstance", {})],
        [("rds:startDBInstance", {})],
        [("rds:stopDBInstance", {}), ("rds:startDBInstance", {"state": "DISABLED"})],
        [("rds:stopDBInstance", {}), ("rds:startExportTask", {})],
        [("rds:stopDBInstance", {"scheduleExpressionTimezone": "Mars/Olympus"}), ("rds:startDBInstance", {})],
    ],
)
def test_is_always_where_nothing_both_stops_and_starts_it(calls):
    item = made(DATABASE, "main")
    schedules = [call(operation, WEEK, item, **inputs) for operation, inputs in calls]
    assert on(item, *schedules) is None


def test_is_always_where_schedules_are_of_another_or_of_tasks():
    item, other = made(DATABASE, "main"), made(DATABASE, "other")
    calls = call("rds:stopDBInstance", WEEKEND, other), call("rds:startDBInstance", WEEK, other)
    run = made(SCHEDULE, "run", scheduleExpression=WEEK, target={"arn": "arn:aws:ecs:eu-west-1:1:cluster/main"})
    later = made(SCHEDULE, "later", scheduleExpression=WEEK, target={"arn": UNKNOWN})
    assert on(item, other, *calls, run, later) is None
