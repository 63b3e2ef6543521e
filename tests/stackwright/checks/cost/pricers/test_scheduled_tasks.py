"""Tasks that EventBridge starts..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

EVENT_TARGET = "aws:cloudwatch/eventTarget:EventTarget"
RULE = "aws:cloudwatch/eventRule:EventRule"
SCHEDULE = "aws:scheduler/schedule:Schedule"
TASK = made("aws:ecs/taskDefinition:TaskDefinition", "task", family="report", cpu="1024", memory="2048")
DISCOUNT = {"fargate.spot.discount.least": "0.5", "fargate.spot.discount.most": "0.7"}


def target(rule=None, task=TASK, **started):
    started = {"launchType": "FARGATE", "taskDefinitionArn": UNKNOWN, **started}
    uses = {"ecsTarget": task, **({"rule": rule} if rule else {})}
    return made(EVENT_TARGET, "report", {key: one for key, one in uses.items() if one}, ecsTarget=started)


def rule(expression=None, **inputs):
    return made(RULE, "nightly", scheduleExpression=expression, **inputs)


def schedule(expression="rate(1 hour)", **inputs):
    started = {"ecsParameters": {"launchType": "FARGATE", "taskDefinitionArn": UNKNOWN}, "arn": "cluster"}
    return made(SCHEDULE, "report", {"target": TASK}, **{"scheduleExpression": expression, "target": started, **inputs})


def test_run_as_often_as_the_schedule_of_their_rule_says():
    hourly = rule("rate(1 hour)")
    # 730 runs of 6 minutes are 73 hours.
    assert lines(target(hourly), TASK, hourly, usage={"minutes": 6}) == [
        ("1 vCPU x86", "fargate.x86.vcpu", "73"),
        ("2 GB memory x86", "fargate.x86.memory", "146"),
    ]


def test_name_the_runs_and_the_minutes_that_are_assumed():
    hourly = rule("rate(1 hour)")
    assert line(target(hourly), "fargate.x86.vcpu", TASK, hourly).assumption == (
        "runs 730 by its schedule; minutes 1 - 5 - 30, assumed for production"
    )


def test_run_as_often_as_their_events_are_assumed_to_come():
    on_upload = rule(eventPattern="{}")
    assert line(target(on_upload), "fargate.x86.vcpu", TASK, on_upload, usage={"minutes": 60}).assumption == (
        "runs 10 - 100 - 1,000, assumed for production; minutes 60, usage.yaml"
    )


def test_run_as_often_as_a_usage_file_says():
    hourly = rule("rate(1 hour)")
    found = line(target(hourly), "fargate.x86.vcpu", TASK, hourly, usage={"runs": 10, "minutes": 30})
    assert found.quantity.expected == 5


def test_run_as_assumed_where_the_schedule_cannot_be_read():
    odd = rule("cron(nonsense)")
    assert line(target(odd), "fargate.x86.vcpu", TASK, odd).assumption.startswith("runs 10 - 100 - 1,000, assumed")


@pytest.mark.parametrize("off", [rule("rate(1 hour)", state="DISABLED")])
def test_do_not_run_while_their_rule_is_off(off):
    found = line(target(off), "fargate.x86.vcpu", TASK, off)
    assert (found.quantity.expected, found.assumption.partition(";")[0]) == (0, "it is switched off")


def test_are_as_many_as_a_run_starts():
    hourly = rule("rate(1 hour)")
    assert lines(target(hourly, taskCount=3), TASK, hourly, usage={"minutes": 6})[0][2] == "219"


def test_are_divided_into_on_demand_and_spot():
    hourly = rule("rate(1 hour)")
    providers = [{"capacityProvider": "FARGATE", "base": 1}, {"capacityProvider": "FARGATE_SPOT", "weight": 1}]
    started = target(hourly, launchType=None, capacityProviderStrategies=providers, taskCount=3)
    found = lines(started, TASK, hourly, usage={"minutes": 6}, usd=DISCOUNT)
    assert [(label, quantity) for label, key, quantity in found if "vcpu" in key] == [
        ("1 vCPU x86", "73"),
        ("1 vCPU x86, Spot", "146 x 0.3 - 0.4 - 0.5"),
    ]


def test_are_paid_for_storage_above_20_gb():
    large = made(TASK.type, "large", cpu="1024", memory="2048", ephemeralStorage={"sizeInGib": 30})
    hourly = rule("rate(1 hour)")
    found = lines(target(hourly, large), large, hourly, usage={"minutes": 6})
    assert found[2:] == [("10 GB storage above 20", "fargate.storage", "730")]


def test_cost_nothing_on_machines():
    hourly = rule("rate(1 hour)")
    found = target(hourly, launchType="EC2")
    assert lines(found, TASK, hourly) == unpriced(found, TASK, hourly) == []


def test_are_not_priced_where_their_definition_is_elsewhere():
    assert unpriced(target(task=None)) == [("tasks", "its task definition is not in this stack")]


def test_are_no_part_of_other_targets():
    assert lines(made(EVENT_TARGET, arn="arn:aws:lambda:eu-west-1:123456789012:function:f")) == []


def test_are_priced_beside_the_invocations_of_a_schedule():
    assert lines(schedule(), TASK, usage={"minutes": 6}) == [
        ("invocations", "scheduler.invocations", "730"),
        ("1 vCPU x86", "fargate.x86.vcpu", "73"),
        ("2 GB memory x86", "fargate.x86.memory", "146"),
    ]
    other = schedule(target={"arn": "arn:aws:scheduler:::aws-sdk:rds:stopDBInstance", "input": "{}"})
    assert lines(other) == [("invocations", "scheduler.invocations", "730")]


def test_are_not_started_by_a_schedule_that_is_off():
    assert [quantity for _, _, quantity in lines(schedule(state="DISABLED"), TASK)] == ["0", "0", "0"]
