"""Advice to commit"""

from __future__ import annotations

from decimal import Decimal

import pytest

from stackwright.checks.cost.advice.commitments import ADVISERS
from stackwright.checks.cost.money import HOURS, Range, cents
from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.advice.advising import a_month, advised, given, make, only, prices, proposed

INSTANCE = "aws:ec2/instance:Instance"
GROUP = "aws:autoscaling/group:Group"
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
DATABASE = "aws:rds/instance:Instance"
CACHE = "aws:elasticache/replicationGroup:ReplicationGroup"
SERVICE = "aws:ecs/service:Service"
TASK = "aws:ecs/taskDefinition:TaskDefinition"
POSTGRES = {"engine": "postgres", "instanceClass": "db.m5.large", "allocatedStorage": 20, "multiAz": True}
MACHINE = {"instanceType": "m5.large", "associatePublicIpAddress": False}
LARGE = make(TASK, "t", {"cpu": "1024", "memory": "2048", "requiresCompatibilities": ["FARGATE"]})
RATIO = {"service": "Savings Plans", "item": "Compute", "unit": "ratio", "asOf": "2026-11-01"}


def committed(*items, **more):
    return advised(ADVISERS, *items, **{"profile": "production", **more})


def test_reserves_databases():
    found = only(committed(make(DATABASE, "db", POSTGRES)))
    assert found.saving == Range.of(a_month("0.356") - a_month("0.228"))
    assert found.what == (
        "reserve it for a year with no upfront payment: 0.228 USD an hour in place of 0.356; it pays off above 65 % of"
        " the hours"
    )
    assert found.risk.startswith("it is paid for the whole term, used or not")


def test_reserves_machines_and_caches():
    assert only(committed(make(INSTANCE, "m", MACHINE))).saving.expected == a_month("0.096") - a_month("0.06")
    cache = make(CACHE, "c", {"nodeType": "cache.t4g.medium", "numCacheClusters": 3})
    found = only(committed(cache))
    assert found.saving.expected == a_month("0.065", 3) - a_month("0.044", 3)
    assert found.what.startswith("reserve 3 of them for a year")


def group(**sizes):
    template = make(
        TEMPLATE, "lt", {"instanceType": "m5.large", "networkInterfaces": [{"associatePublicIpAddress": False}]}
    )
    inputs = {"minSize": 2, "maxSize": 8, "launchTemplate": {"id": "lt"}, **sizes}
    return template, make(GROUP, "g", inputs, refs={"launchTemplate": template})


def test_reserves_what_a_group_has_at_the_least():
    found = only(committed(*group(desiredCapacity=4)))
    assert found.saving == Range.of(a_month("0.096", 2) - a_month("0.06", 2))
    assert found.what.startswith("reserve 2 of them")


def test_reserves_whole_machines():
    used = given(g={"averageInstances": Range.of("1.5", 2, 3)})
    found = only(committed(*group(), files=[used]))
    assert found.saving.expected == a_month("0.096") - a_month("0.06")
    assert committed(*group(), files=[given(g={"averageInstances": Range.of("0.5", 2, 3)})]) == []


@pytest.mark.parametrize("profile", ["development", "ephemeral"])
def test_is_for_production_alone(profile):
    assert committed(make(DATABASE, "db", POSTGRES), profile=profile) == []


def test_is_not_for_what_is_on_a_schedule():
    assert committed(make(DATABASE, "db", POSTGRES), files=[given(db={"hoursOn": 300})]) == []
    evening = make(
        "aws:autoscaling/schedule:Schedule",
        "evening",
        {"recurrence": "0 19 * * 1-5", "minSize": 1, "maxSize": 1},
        refs={"autoscalingGroupName": group()[1]},
    )
    assert committed(*group(), evening) == []


def test_is_not_for_what_a_schedule_may_concern():
    schedule = make("aws:scheduler/schedule:Schedule", "s", {"target": {"arn": "x", "input": UNKNOWN}})
    assert proposed(ADVISERS, make(DATABASE, "db", POSTGRES), schedule, profile="production") == []


def test_is_not_for_spot():
    spot = {**MACHINE, "instanceMarketOptions": {"marketType": "spot"}}
    assert proposed(ADVISERS, make(INSTANCE, "m", spot), profile="production") == []


def service(name="api", **more):
    inputs = {"name": name, "launchType": "FARGATE", "desiredCount": 2, **more}
    return make(SERVICE, name, inputs, refs={"taskDefinition": LARGE})


def test_plans_what_fargate_and_lambda_take_at_the_least(tmp_path):
    folder = prices(
        tmp_path,
        savings__plan_compute_1y_no__upfront_fargate={**RATIO, "usd": "0.8"},
        savings__plan_compute_1y_no__upfront_lambda={**RATIO, "usd": "0.9"},
    )
    function = make("aws:lambda/function:Function", "f", {"memorySize": 1024})
    busy = given(f={"requests": Range.of(10_000_000, 20_000_000, 20_000_000), "durationMs": 1000})
    scaled = make(
        "aws:appautoscaling/target:Target", "s", {"minCapacity": 2, "maxCapacity": 9, "resourceId": "service/main/api"}
    )
    found = only(committed(LARGE, service(desiredCount=5), scaled, function, prices=folder, files=[busy]))
    # Two vCPUs and 4 GB, and 10 million GB-seconds: a fifth and a tenth of what these cost
    hourly = Decimal("0.04048") * 2 + Decimal("0.004445") * 4
    duration = Decimal("0.0000166667") * 10_000_000
    assert abs(found.saving.expected - (hourly * HOURS / 5 + duration / 10)) <= Decimal("0.04")
    assert found.saving.low <= found.saving.expected <= found.saving.high
    # 0.284 in place of 0.327 USD an hour
    commitment = hourly * Decimal("0.8") + duration / HOURS * Decimal("0.9")
    assert found.what == (
        f"buy a Compute Savings Plan of {commitment:.3f} USD an hour for a year with no upfront payment, for what"
        " Fargate and Lambda take at the least; it pays off while 87 % of that is used"
    )
    assert (found.urn, found.resource) == ("", "dev")


def test_plans_nothing_by_the_ratio_of_another_region(tmp_path):
    folder = prices(tmp_path, savings__plan_compute_1y_no__upfront_fargate={**RATIO, "usd": "0.8"})
    there = [make(one.type, one.name, one.values, region="eu-west-1") for one in (LARGE,)]
    tasks = make(SERVICE, "api", service().values, refs={"taskDefinition": there[0]}, region="eu-west-1")
    found = proposed(ADVISERS, *there, tasks, profile="production", prices=folder, region="eu-west-1")
    assert found == []


def test_plans_nothing_for_spot_beside_it(tmp_path):
    folder = prices(tmp_path, savings__plan_compute_1y_no__upfront_fargate={**RATIO, "usd": "0.8"})
    strategy = [
        {"capacityProvider": "FARGATE", "base": 2, "weight": 0},
        {"capacityProvider": "FARGATE_SPOT", "weight": 1},
    ]
    mixed = service(launchType=None, desiredCount=6, capacityProviderStrategies=strategy)
    alone = service(desiredCount=2)
    assert [one.saving for one in committed(LARGE, mixed, prices=folder)] == [
        one.saving for one in committed(LARGE, alone, prices=folder)
    ]


def test_rounds_each_line(tmp_path):
    folder = prices(tmp_path, savings__plan_compute_1y_no__upfront_fargate={**RATIO, "usd": "0.8"})
    found = only(committed(LARGE, service(), prices=folder))
    before = a_month("0.04048", 2) + a_month("0.004445", 4)
    after = cents(Decimal("0.04048") * 2 * HOURS * Decimal("0.8")) + cents(
        Decimal("0.004445") * 4 * HOURS * Decimal("0.8")
    )
    assert found.saving == Range.of(before - after)
