"""A cost guard..."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pulumi
import pytest

from components.cost.anomaly import AnomalyWatch
from components.cost.ceiling import CostCeiling
from components.cost.cost_guard import CostGuard, check_thresholds

WATCH = AnomalyWatch(minimum_usd=Decimal(20))
CEILING = CostCeiling(database_identifiers=("acme-test-orders",), role_names=("api-task",))
TYPE = "stackwright:cost:CostGuard"
BUDGET = "aws:budgets/budget:Budget"


def told(percent, severity, kind="ACTUAL"):
    return {
        "notificationType": kind,
        "comparisonOperator": "GREATER_THAN",
        "threshold": percent,
        "thresholdType": "PERCENTAGE",
        "subscriberSnsTopicArns": [f"arn:aws:sns:eu-west-1:123456789012:{severity}"],
    }


def test_is_one_budget(build):
    made = build()
    assert made.named() == {"costs": BUDGET}
    assert made["costs", BUDGET].parent == made["costs", TYPE].urn


def test_is_a_budget_a_watch_and_a_ceiling_with_its_role(build):
    made = build(anomaly=WATCH, ceiling=CEILING)
    assert made.named() == {
        "costs": BUDGET,
        "costs-monitor": "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
        "costs-anomaly": "aws:costexplorer/anomalySubscription:AnomalySubscription",
        "costs-ceiling-role": "aws:iam/role:Role",
        "costs-ceiling-policy": "aws:iam/rolePolicy:RolePolicy",
        "costs-ceiling-databases": "aws:budgets/budgetAction:BudgetAction",
        "costs-ceiling-permissions": "aws:budgets/budgetAction:BudgetAction",
    }
    assert {made[name].parent for name in made.named()} == {made["costs", TYPE].urn}


def test_counts_what_carries_the_environments_tag_and_tells_in_time(build, scope):
    assert build()["costs", BUDGET].inputs == {
        "name": "acme-test-costs",
        "budgetType": "COST",
        "timeUnit": "MONTHLY",
        "limitAmount": "250.50",
        "limitUnit": "USD",
        "costFilters": [{"name": "TagKeyValue", "values": ["user:Environment$test"]}],
        "costTypes": {"includeCredit": False, "includeRefund": False, "includeTax": False},
        "notifications": [told(50, "P3"), told(80, "P3"), told(100, "P2"), told(100, "P2", "FORECASTED")],
        "tags": scope.tags("acme-test-costs"),
    }


def test_counts_the_whole_account_where_it_watches_that(build):
    assert "costFilters" not in build(watches="account")["costs", BUDGET].inputs


def test_tells_of_each_threshold_by_how_near_it_is(build):
    made = build(thresholds=(1, 99, 100, 150))
    assert made["costs", BUDGET].inputs["notifications"] == [
        told(1, "P3"),
        told(99, "P3"),
        told(100, "P2"),
        told(150, "P2"),
        told(100, "P2", "FORECASTED"),
    ]


def test_writes_a_limit_in_digits(build):
    assert build(monthly_usd=Decimal("1E+3"))["costs", BUDGET].inputs["limitAmount"] == "1000"


def test_is_called_as_budgets_may_be(deploy, args, scope):
    long = replace(scope, organization="o" * 60, environment="e" * 60)
    made = deploy(lambda: CostGuard("costs", args(scope=long)))
    assert len(made["costs", BUDGET].inputs["name"]) == 100


def test_shows_what_it_guards(build):
    assert build()["costs", TYPE].inputs == {"monthlyUsd": "250.50", "thresholds": [50, 80, 100], "watches": "stack"}
    made = build(anomaly=WATCH, ceiling=CEILING, thresholds=(90,), watches="account")
    assert made["costs", TYPE].inputs == {
        "monthlyUsd": "250.50",
        "thresholds": [90],
        "watches": "account",
        "anomaly": "own",
        "ceiling": ["databases", "permissions"],
    }


def test_outputs_the_budget(build):
    made = build()
    assert made.result.anomaly_monitor_arn is None
    assert made["costs", TYPE].outputs == {
        "budget_name": "acme-test-costs",
        "budget_arn": "arn:aws:budgets::123456789012:budget/acme-test-costs",
    }
    assert made.value(made.result.budget_arn) == made["costs", BUDGET].outputs["arn"]


def test_outputs_the_monitor_it_made(build):
    made = build(anomaly=WATCH)
    assert made.value(made.result.anomaly_monitor_arn) == made["costs-monitor"].outputs["arn"]


def test_outputs_the_monitor_it_adopted(build):
    arn = "arn:aws:ce::123456789012:anomalymonitor/theirs"
    made = build(anomaly=replace(WATCH, monitor_arn=arn))
    assert made.value(made.result.anomaly_monitor_arn) == arn


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"monthly_usd": Decimal(0)}, "monthly_usd must be an amount above 0, got 0"),
        ({"monthly_usd": Decimal("-1.5")}, "monthly_usd must be an amount above 0, got -1.5"),
        ({"monthly_usd": Decimal("NaN")}, "monthly_usd must be an amount above 0, got NaN"),
        ({"monthly_usd": Decimal("Infinity")}, "monthly_usd must be an amount above 0, got Infinity"),
        ({"watches": "all"}, "watches must be one of stack, account, got 'all'"),
        ({"thresholds": ()}, "thresholds must be 1 to 4 percentages, got none: write for instance 80"),
        ({"topic_arns": {"P2": "arn"}}, "topic_arns must have P2 and P3, and lacks P3"),
        ({"topic_arns": {}}, "topic_arns must have P2 and P3, and lacks P2 and P3"),
    ],
)
def test_refuses(args, given, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        args(**given)


def test_refuses_a_region_whose_partition_has_no_budgets(args, scope):
    message = (
        "AWS Budgets is offered in the partitions aws and aws-cn, and us-gov-west-1 is in aws-us-gov: "
        "keep the budget in the account that pays for this one"
    )
    with pytest.raises(ValueError, match=f"^{message}$"):
        args(scope=replace(scope, region="us-gov-west-1"))


@pytest.mark.parametrize("thresholds", [(1,), (1000,), (50, 80, 100, 120)])
def test_takes_thresholds(thresholds):
    check_thresholds(thresholds)


@pytest.mark.parametrize(
    ("thresholds", "message"),
    [
        (
            (20, 40, 60, 80, 100),
            "thresholds must be 1 to 4 percentages, got 20, 40, 60, 80, 100: write for instance 80",
        ),
        ((80, 50), "thresholds must ascend, got 80, 50: write the smallest first, and each once"),
        ((80, 80), "thresholds must ascend, got 80, 80: write the smallest first, and each once"),
        ((0, 80), "thresholds must be from 1 to 1000 percent, got 0, 80"),
        ((80, 1001), "thresholds must be from 1 to 1000 percent, got 80, 1001"),
    ],
)
def test_refuses_thresholds(thresholds, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        check_thresholds(thresholds)


def test_lets_the_caller_change_a_child_by_role(build):
    made = build(transform={"primary": lambda props: props | {"limitUnit": "EUR"}})
    assert made["costs", BUDGET].inputs["limitUnit"] == "EUR"


def test_takes_its_parent_from_the_caller(deploy, args):
    def program():
        parent = pulumi.ComponentResource("acme:platform:Base", "base")
        return CostGuard("costs", args(), pulumi.ResourceOptions(parent=parent))

    made = deploy(program)
    assert made["costs", TYPE].parent == made["base"].urn
