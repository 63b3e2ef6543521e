"""A schedule switches everything off outside working hours, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from components.off_hours import MachineGroup, ScalableService, StoppableDatabase
from components.schedule import Schedule, ScheduleArgs, WorkingHours

HOURS = WorkingHours(timezone="Europe/Dublin", start="07:00", stop="20:00")
API = ScalableService(resource_id="service/main/api", min=1, max=2)
ORDERS = StoppableDatabase(identifier="orders", arn="arn:orders")
NODES = MachineGroup(name="nodes", arn="arn:nodes", min=1, max=3, desired=2)
ACTION = "aws:appautoscaling/scheduledAction:ScheduledAction"
CALL = "aws:scheduler/schedule:Schedule"
MUTE = "aws:cloudwatch/alarmMuteRule:AlarmMuteRule"
ROLE = {
    "off-hours-group": "aws:scheduler/scheduleGroup:ScheduleGroup",
    "off-hours-role": "aws:iam/role:Role",
    "off-hours-policy": "aws:iam/rolePolicy:RolePolicy",
}


@pytest.fixture
def build(deploy, scope):
    def make(where=scope, **given):
        return deploy(lambda: Schedule("off-hours", ScheduleArgs(scope=where, **{"hours": HOURS, **given})))

    return make


def test_is_made_of_exactly_these_children(build):
    made = build(
        services={"api": API}, databases={"orders": ORDERS}, groups={"nodes": NODES}, muted_alarms=["api-down"]
    )
    assert made.named() == {
        "off-hours-api-start": ACTION,
        "off-hours-api-stop": ACTION,
        **ROLE,
        "off-hours-orders-start": CALL,
        "off-hours-orders-stop": CALL,
        "off-hours-nodes-start": CALL,
        "off-hours-nodes-stop": CALL,
        "off-hours-mute-1": MUTE,
        "off-hours-mute-3": MUTE,
        "off-hours-mute-morning": MUTE,
    }
    component = made["off-hours"]
    assert component.type == "stackwright:schedule:Schedule"
    assert {made[name].parent for name in made.named()} == {component.urn}


def test_of_services_alone_needs_no_role(build):
    made = build(services={"api": API})
    assert set(made.named()) == {"off-hours-api-start", "off-hours-api-stop"}
    assert made.result.role_name is None


def test_with_holidays_starts_nothing_on_them(build):
    hours = replace(HOURS, holidays=(date(2026, 12, 25),))
    made = build(hours=hours, services={"api": API})
    assert set(made.named()) == {
        "off-hours-api-stop",
        "off-hours-api-start",
        "off-hours-api-start-2026",
        "off-hours-api-start-2026-12",
    }
    assert made["off-hours-api-start-2026-12"].inputs["schedule"] == (
        "cron(0 7 1-4,7-11,14-18,21-24,28-31 12 ? 2026,2199)"
    )


def test_shows_the_facts_that_matter_as_its_inputs(build):
    hours = replace(HOURS, holidays=(date(2027, 1, 1), date(2026, 12, 25)))
    made = build(hours=hours, services={"web": API, "api": API}, databases={"orders": ORDERS})
    assert made["off-hours"].inputs == {
        "timezone": "Europe/Dublin",
        "days": "MON-FRI",
        "start": "07:00",
        "stop": "20:00",
        "holidays": ["2026-12-25", "2027-01-01"],
        "services": ["api", "web"],
        "databases": ["orders"],
    }


def test_takes_the_tasks_of_a_service_away_and_gives_them_back(build):
    made = build(services={"api": API})
    address = {
        "serviceNamespace": "ecs",
        "scalableDimension": "ecs:service:DesiredCount",
        "resourceId": "service/main/api",
        "timezone": "Europe/Dublin",
    }
    assert made["off-hours-api-stop"].inputs == {
        **address,
        "schedule": "cron(0 20 * * ? *)",
        "scalableTargetAction": {"minCapacity": 0, "maxCapacity": 0},
    }
    assert made["off-hours-api-start"].inputs == {
        **address,
        "schedule": "cron(0 7 ? * MON-FRI *)",
        "scalableTargetAction": {"minCapacity": 1, "maxCapacity": 2},
    }


def test_leaves_a_service_alone_that_is_not_released(build):
    made = build(services={"api": API, "web": replace(API, min=0, max=0)})
    assert set(made.named()) == {"off-hours-api-start", "off-hours-api-stop"}
    assert set(made.result.wake_commands) == {"api"}


def test_tells_aws_one_time_of_a_service_after_the_other(build):
    made = build(hours=replace(HOURS, holidays=(date(2026, 12, 25),)), services={"api": API, "web": API})
    keys = ["stop", "start", "start-2026", "start-2026-12"]
    for name in ("api", "web"):
        actions = [made[f"off-hours-{name}-{key}"] for key in keys]
        assert actions[0].dependencies == ()
        assert [set(action.dependencies) for action in actions[1:]] == [{before.urn} for before in actions[:-1]]


def call(made, name):
    inputs = dict(made[name].inputs)
    target = dict(inputs.pop("target"))
    return inputs, json.loads(target.pop("input")), target


def test_starts_a_database_before_the_services_and_stops_it_after_them(build):
    made = build(databases={"orders": ORDERS})
    for key, expression, operation in (
        ("stop", "cron(10 20 * * ? *)", "stopDBInstance"),
        ("start", "cron(40 6 ? * MON-FRI *)", "startDBInstance"),
    ):
        inputs, given, target = call(made, f"off-hours-orders-{key}")
        assert inputs == {
            "name": f"acme-test-off-hours-orders-{key}",
            "groupName": made["off-hours-group"].outputs["name"],
            "scheduleExpression": expression,
            "scheduleExpressionTimezone": "Europe/Dublin",
            "flexibleTimeWindow": {"mode": "OFF"},
        }
        assert given == {"DbInstanceIdentifier": "orders"}
        assert target == {
            "arn": f"arn:aws:scheduler:::aws-sdk:rds:{operation}",
            "roleArn": made["off-hours-role"].outputs["arn"],
            "retryPolicy": {"maximumEventAgeInSeconds": 3600, "maximumRetryAttempts": 20},
        }


def test_takes_the_machines_of_a_group_away_and_gives_them_back(build):
    made = build(groups={"nodes": NODES})
    _, none, target = call(made, "off-hours-nodes-stop")
    _, some, _ = call(made, "off-hours-nodes-start")
    assert target["arn"] == "arn:aws:scheduler:::aws-sdk:autoscaling:updateAutoScalingGroup"
    assert none == {"AutoScalingGroupName": "nodes", "MinSize": 0, "MaxSize": 0, "DesiredCapacity": 0}
    assert some == {"AutoScalingGroupName": "nodes", "MinSize": 1, "MaxSize": 3, "DesiredCapacity": 2}


def test_calls_only_once_its_role_may(build):
    made = build(databases={"orders": ORDERS})
    policy = made["off-hours-policy"].urn
    assert all(policy in made[f"off-hours-orders-{key}"].dependencies for key in ("start", "stop"))


def test_is_for_its_own_group_and_says_which_role_it_has(build):
    made = build(databases={"orders": ORDERS})
    (trust,) = made.json("off-hours-role", "assumeRolePolicy")["Statement"]
    assert trust["Condition"]["StringEquals"]["aws:SourceArn"] == made["off-hours-group"].outputs["arn"]
    assert made.value(made.result.role_name) == made["off-hours-role"].outputs["name"]


def test_speaks_of_its_own_partition(build, scope):
    made = build(replace(scope, region="cn-north-1"), databases={"orders": ORDERS})
    assert call(made, "off-hours-orders-stop")[2]["arn"] == "arn:aws-cn:scheduler:::aws-sdk:rds:stopDBInstance"


def test_names_each_call_within_what_aws_takes(build):
    name = "a-database-with-rather-a-long-name-for-a-database"
    made = build(databases={name: ORDERS})
    names = [made[f"off-hours-{name}-{key}"].inputs["name"] for key in ("start", "stop")]
    assert all(len(each) <= 64 for each in names)
    assert len(set(names)) == 2


def test_mutes_alarms_until_the_day_has_begun(build, scope):
    made = build(services={"api": API}, muted_alarms=["api-down", "api-errors"])
    for gap, expression, duration in (
        ("1", "cron(0 20 * * MON,TUE,WED,THU)", "PT11H30M"),
        ("3", "cron(0 20 * * FRI)", "P2DT11H30M"),
        ("morning", "cron(0 6 * * MON,TUE,WED,THU,FRI)", "PT1H30M"),
    ):
        assert made[f"off-hours-mute-{gap}"].inputs == {
            "name": f"acme-test-off-hours-mute-{gap}",
            "description": "What fires because services are off outside working hours",
            "muteTargets": {"alarmNames": ["api-down", "api-errors"]},
            "rule": {"schedule": {"expression": expression, "duration": duration, "timezone": "Europe/Dublin"}},
            "tags": scope.tags(f"acme-test-off-hours-mute-{gap}"),
        }


def test_tags_what_takes_tags(build, scope):
    made = build(databases={"orders": ORDERS})
    for name in ("group", "role"):
        assert made[f"off-hours-{name}"].inputs["tags"] == scope.tags(f"acme-test-off-hours-{name}")


def test_tells_how_to_wake_each_thing(build):
    made = build(services={"api": API}, databases={"orders": ORDERS}, groups={"nodes": NODES})
    commands = {name: made.value(command) for name, command in made.result.wake_commands.items()}
    assert list(commands) == ["api", "orders", "nodes"]
    assert commands["orders"] == "aws rds start-db-instance --db-instance-identifier orders --region eu-west-1"


def test_can_be_altered_by_role(build):
    def disable(props):
        return {**props, "state": "DISABLED"}

    made = build(databases={"orders": ORDERS}, transform={"orders-stop": disable})
    assert made["off-hours-orders-stop"].inputs["state"] == "DISABLED"
