"""The pricer of what an account is run with..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made

BUDGET = "aws:budgets/budget:Budget"
ACTION = "aws:budgets/budgetAction:BudgetAction"
PARAMETER = "aws:ssm/parameter:Parameter"


def test_prices_a_budget_with_actions_by_the_day_and_once():
    budget = made(BUDGET, "budget")
    actions = [made(ACTION, name, {"budgetName": budget}, budgetName=UNKNOWN) for name in ("stop", "deny")]
    # lines() puts the first of its arguments last into the stack.
    assert lines(actions[1], budget, actions[0]) == []
    (found,) = lines(actions[0], budget)
    assert found[:2] == ("budget with actions", "budgets.action")
    assert line(actions[0], "budgets.action", budget).quantity.expected * 12 == 365


def test_prices_an_action_of_a_budget_that_is_not_in_the_stack():
    assert [key for _, key, _ in lines(made(ACTION, budgetName="monthly"))] == ["budgets.action"]


@pytest.mark.parametrize("inputs", [{}, {"tier": "Standard"}])
def test_takes_nothing_for_a_standard_parameter(inputs):
    assert lines(made(PARAMETER, **inputs)) == []


def test_prices_an_advanced_parameter_and_the_calls_for_it():
    assert lines(made(PARAMETER, tier="Advanced")) == [
        ("advanced parameter", "ssm.parameter.advanced", "1"),
        ("calls", "ssm.requests", "10000 - 100000 - 1000000"),
    ]


def test_does_not_expect_that_tiering_makes_an_advanced_parameter():
    tiered = line(made(PARAMETER, tier="Intelligent-Tiering"), "ssm.parameter.advanced")
    assert tiered.quantity.ends == (0, 0, 1)
    assert tiered.assumption == "advanced only where the value or a policy needs it"


def test_prices_machines_outside_aws_where_a_usage_file_tells_them():
    activation = made("aws:ssm/activation:Activation")
    assert lines(activation) == [("machines outside AWS, advanced tier", "ssm.on-premises", "0")]
    assert lines(activation, usage={"machineHours": 1460})[0][2] == "1460"
