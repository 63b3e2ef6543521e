"""A monthly budget"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from components.component import Component
from components.kubernetes.budget import MonthlyBudget, monthly_budget

_TYPE = "aws:budgets/budget:Budget"


class _Owner(Component):
    def __init__(self, name: str) -> None:
        super().__init__("stackwright:kubernetes:Owner", name, {}, None)


def _made(deploy, scope, names=("acme-test-nodes-gpu",), owner="summaries", **given: Any):
    budget = MonthlyBudget(**{"usd": Decimal("250.50"), "emails": ("ml@acme.example",), **given})
    return deploy(lambda: monthly_budget(_Owner(owner), scope, budget, names))


def _told(kind, percent, **who):
    return {
        "notificationType": kind,
        "comparisonOperator": "GREATER_THAN",
        "threshold": percent,
        "thresholdType": "PERCENTAGE",
        **who,
    }


def test_counts_what_has_one_of_the_names(deploy, scope):
    made = _made(deploy, scope, ("b", "a"))
    inputs = made["summaries-budget"].inputs
    notifications = inputs.pop("notifications")
    who = {"subscriberEmailAddresses": ["ml@acme.example"]}
    assert inputs == {
        "name": "acme-test-summaries-budget",
        "budgetType": "COST",
        "timeUnit": "MONTHLY",
        "limitAmount": "250.50",
        "limitUnit": "USD",
        "costFilters": [{"name": "TagKeyValue", "values": ["user:Name$a", "user:Name$b"]}],
        "costTypes": {"includeCredit": False, "includeRefund": False, "includeTax": False},
        "tags": scope.tags("acme-test-summaries-budget"),
    }
    assert notifications == [_told("ACTUAL", 80, **who), _told("ACTUAL", 100, **who), _told("FORECASTED", 100, **who)]


def test_tells_a_topic(deploy, scope):
    made = _made(deploy, scope, emails=(), topic_arn="arn:topic")
    told = made["summaries-budget"].inputs["notifications"][0]
    assert told == _told("ACTUAL", 80, subscriberSnsTopicArns=["arn:topic"])


def test_belongs_to_its_owner(deploy, scope):
    made = _made(deploy, scope)
    assert made.named("Owner$") == {"summaries-budget": _TYPE}
    assert made["summaries-budget"].parent == made["summaries"].urn


def test_is_refused_where_there_are_none(deploy, scope):
    elsewhere = replace(scope, region="us-gov-west-1")
    with pytest.raises(
        ValueError, match=r"^AWS Budgets is offered in the partitions aws and aws-cn, and us-gov-west-1"
    ):
        _made(deploy, elsewhere)


@pytest.mark.parametrize("usd", [Decimal(0), Decimal(-1), Decimal("NaN"), Decimal("Infinity"), 500, 500.0, "500"])
def test_has_an_amount(usd):
    message = f"usd must be an amount above 0, such as Decimal(500), got {usd!r}"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        MonthlyBudget(usd=usd, emails=("ml@acme.example",))


def test_is_written_in_full(deploy, scope):
    made = _made(deploy, scope, usd=Decimal("1E+3"))
    assert made["summaries-budget"].inputs["limitAmount"] == "1000"


def test_has_a_name_that_aws_takes(deploy, scope):
    made = _made(deploy, scope, owner="summaries-" * 7 + "of-all")
    assert made["summaries-" * 7 + "of-all-budget"].inputs["name"] == f"acme-test-{'summaries-' * 7}of-all-budget"


def test_tells_somebody():
    with pytest.raises(ValueError, match=r"^a budget tells nobody: give emails or topic_arn$"):
        MonthlyBudget(usd=Decimal(1))


def test_tells_no_more_than_aws_does():
    with pytest.raises(ValueError, match=r"^emails must be at most 10, which AWS Budgets takes, got 11$"):
        MonthlyBudget(usd=Decimal(1), emails=tuple(f"{number}@acme.example" for number in range(11)))
    MonthlyBudget(usd=Decimal(1), emails=tuple(f"{number}@acme.example" for number in range(10)))


def test_tells_addresses():
    message = "emails must be addresses such as 'team@acme.example', got 'team'"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        MonthlyBudget(usd=Decimal(1), emails=("team",))


def test_tells_several_addresses_and_not_the_letters_of_one():
    message = "emails must be a tuple, such as ('team@acme.example',), got 'ml@acme.example'"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        MonthlyBudget(usd=Decimal(1), emails="ml@acme.example")
