"""Advice to take Fargate Spot"""

from __future__ import annotations

from decimal import Decimal

import pytest

from stackwright.checks.cost.advice.spot import ADVISERS
from stackwright.checks.cost.money import Range
from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.advice.advising import advised, given, make, only, proposed

SERVICE = "aws:ecs/service:Service"
TASK = "aws:ecs/taskDefinition:TaskDefinition"
SCALABLE = "aws:appautoscaling/target:Target"
ARM = {"runtimePlatform": {"cpuArchitecture": "ARM64"}}
LARGE = make(TASK, "t", {"cpu": "1024", "memory": "2048", "requiresCompatibilities": ["FARGATE"], **ARM})
# A vCPU and 2 GB for a month: 0.03238 and 2 x 0.00356 USD an hour.
VCPU, MEMORY = Decimal("23.64"), Decimal("5.20")


def service(**more):
    inputs = {"name": "api", "launchType": "FARGATE", "desiredCount": 1, **more}
    return make(SERVICE, "api", inputs, refs={"taskDefinition": LARGE})


def scaled(least, most):
    return make(SCALABLE, "s", {"minCapacity": least, "maxCapacity": most, "resourceId": "service/main/api"})


def test_is_for_all_tasks_outside_production():
    found = only(advised(ADVISERS, LARGE, service()))
    # Spot takes between 50 and 70 % off, 60 % is expected; each line is rounded by itself
    low = (VCPU * Decimal("0.3")).quantize(Decimal("0.01")) + (MEMORY * Decimal("0.3")).quantize(Decimal("0.01"))
    assert found.saving == Range.of("14.42", "17.31", VCPU + MEMORY - low)
    assert found.what == (
        "set capacityProviderStrategies to FARGATE_SPOT (weight 1), and take launchType away;"
        " the cluster's capacity providers must name FARGATE_SPOT"
    )


def test_is_for_half_above_the_minimum_in_production():
    used = given(api={"averageTasks": 6})
    found = only(advised(ADVISERS, LARGE, service(desiredCount=2), scaled(2, 10), profile="production", files=[used]))
    # Two tasks of six, 60 % off is expected; vCPUs 141.82 to 94.55 and 18.91, memory 31.19 to 20.79 and 4.16
    assert found.saving.expected == Decimal("141.82") - Decimal("113.46") + Decimal("31.19") - Decimal("24.95")
    assert found.what.startswith(
        "set capacityProviderStrategies to FARGATE (base 2, weight 1) and FARGATE_SPOT (weight 1)"
    )
    assert "the minimum stays on demand" in found.risk


def test_keeps_the_minimum_of_the_day_where_nights_have_none():
    evening = make(
        "aws:appautoscaling/scheduledAction:ScheduledAction",
        "evening",
        {
            "schedule": "cron(0 19 * * ? *)",
            "resourceId": "service/main/api",
            "scalableTargetAction": {"minCapacity": 0, "maxCapacity": 0},
        },
    )
    morning = make(
        "aws:appautoscaling/scheduledAction:ScheduledAction",
        "morning",
        {
            "schedule": "cron(0 7 * * ? *)",
            "resourceId": "service/main/api",
            "scalableTargetAction": {"minCapacity": 3, "maxCapacity": 9},
        },
    )
    items = (LARGE, service(desiredCount=6), scaled(3, 9), evening, morning)
    (found,) = proposed(ADVISERS, *items, profile="production")
    assert found.what.startswith("set capacityProviderStrategies to FARGATE (base 3, weight 1) and FARGATE_SPOT")


def test_is_worth_nothing_where_no_more_than_the_minimum_is_expected():
    assert advised(ADVISERS, LARGE, service(), scaled(1, 10), profile="production") == []


@pytest.mark.parametrize(
    "more",
    [
        {"launchType": "EC2"},
        {"launchType": None},
        {"launchType": UNKNOWN},
        {"capacityProviderStrategies": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]},
        {"capacityProviderStrategies": UNKNOWN},
        {"deploymentController": {"type": "CODE_DEPLOY"}},
    ],
)
def test_is_not_given_to_services_that_are_not_on_demand_on_fargate(more):
    assert proposed(ADVISERS, LARGE, service(**more)) == []


def test_is_given_to_services_with_a_strategy_of_fargate_alone():
    strategy = [{"capacityProvider": "FARGATE", "base": 1, "weight": 1}]
    (found,) = proposed(ADVISERS, LARGE, service(launchType=None, capacityProviderStrategies=strategy))
    assert "launchType" not in found.what
    assert found.inputs[found.item.urn]["launchType"] is None


def test_is_not_given_to_tasks_of_windows_nor_to_those_of_another_stack():
    windows = make(TASK, "t", {"runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}})
    assert proposed(ADVISERS, windows, service()) == []
    assert proposed(ADVISERS, service()) == []
