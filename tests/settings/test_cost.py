"""The sections about money..."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from components.cost.anomaly import AnomalyWatch

MONITOR = "arn:aws:ce::123456789012:anomalymonitor/7d1c52e8-3f0b-4c96-a1de-5b7f20c4e913"

REFUSED = [
    ({"budget": {"watches": "stack"}}, "stackwright:budget.monthlyUsd: is required; add it, for instance 500"),
    ({"budget.monthlyUsd": 0}, "stackwright:budget.monthlyUsd: 0 must be a number above 0; raise it"),
    ({"budget.monthlyUsd": -1.5}, "stackwright:budget.monthlyUsd: -1.5 must be a number above 0; raise it"),
    (
        {"budget.monthlyUsd": "500 USD"},
        'stackwright:budget.monthlyUsd: "500 USD" must be a number above 0; write it in digits',
    ),
    ({"budget.monthlyUsd": [500]}, "stackwright:budget.monthlyUsd: [500] must be a number above 0; write it in digits"),
    ({"budget": "500"}, 'stackwright:budget: "500" must be a mapping; write its keys below it, indented'),
    ({"budget.monthlyUSD": 500}, "stackwright:budget.monthlyUSD: is not a setting; did you mean monthlyUsd?"),
    (
        {"budget.thresholds": []},
        "stackwright:budget.thresholds: [] must be 1 to 4 percentages; write for instance 80",
    ),
    (
        {"budget.thresholds": [80, 50]},
        "stackwright:budget.thresholds: [80, 50] must ascend; write the smallest first, and each once",
    ),
    (
        {"budget.thresholds": [50, 1001]},
        "stackwright:budget.thresholds[1]: 1001 must be a whole number from 1 to 1000; lower it",
    ),
    ({"budget.thresholds": 80}, "stackwright:budget.thresholds: 80 must be a list; write it in brackets"),
    ({"budget.watches": "all"}, 'stackwright:budget.watches: "all" must be stack or account; choose one of them'),
    ({"budget.ceiling": True}, "stackwright:budget.ceiling: true must be none or stop; choose one of them"),
    (
        {"budget.anomaly": {"minimumPercent": 40}},
        "stackwright:budget.anomaly.minimumUsd: is required; add it, for instance 20",
    ),
    (
        {"budget.anomaly": {"minimumUsd": 20, "minimumPercent": 0}},
        "stackwright:budget.anomaly.minimumPercent: 0 must be a whole number from 1 to 10000; raise it",
    ),
    (
        {"budget.anomaly": {"minimumUsd": 20, "monitorArn": "services"}},
        'stackwright:budget.anomaly.monitorArn: "services" must be the ARN of a cost anomaly monitor; '
        "write the one that aws ce get-anomaly-monitors shows",
    ),
    (
        {"approval": {"monthlyUsdIncrease": "some"}},
        'stackwright:approval.monthlyUsdIncrease: "some" must be a number of at least 0; write it in digits',
    ),
    (
        {"approval": {"monthlyUsd": 5}},
        "stackwright:approval.monthlyUsd: is not a setting; did you mean monthlyUsdIncrease?",
    ),
    ({"cost": {"currency": "EUR"}}, "stackwright:cost.usdRate: is required; add it, for instance 0.92"),
    ({"cost": {"usdRate": 0.92}}, "stackwright:cost.currency: is required; add it, for instance EUR"),
    (
        {"cost": {"currency": "euro", "usdRate": 0.92}},
        'stackwright:cost.currency: "euro" must be a currency\'s three letters; write for instance EUR',
    ),
    (
        {"cost": {"currency": "EUR", "usdRate": "0,92"}},
        'stackwright:cost.usdRate: "0,92" must be a number above 0; write it in digits',
    ),
]


@pytest.mark.parametrize(("changes", "line"), REFUSED, ids=[line.partition(": ")[0] for _, line in REFUSED])
def test_are_refused_in_one_line(problems: Callable[..., list[str]], changes: dict[str, Any], line: str) -> None:
    assert problems(changes) == [line]


def test_watch_no_budget_where_none_is_written(load_stack: Callable[..., Any]) -> None:
    assert load_stack({"budget": None}).budget is None


def test_tell_in_time_and_stop_nothing_unless_written(load_stack: Callable[..., Any]) -> None:
    budget = load_stack({"budget": {"monthlyUsd": 500}}).budget

    assert (budget.monthly_usd, budget.thresholds) == (Decimal(500), (50, 80, 100))
    assert (budget.watches, budget.anomaly, budget.ceiling) == ("stack", None, "none")


@pytest.mark.parametrize("written", [500.1, "500.1", "+500.1"])
def test_keep_an_amount_exact(load_stack: Callable[..., Any], written: object) -> None:
    assert load_stack({"budget.monthlyUsd": written}).budget.monthly_usd == Decimal("500.1")


def test_describe_the_watch_over_unusual_spending(load_stack: Callable[..., Any]) -> None:
    anomaly = {"minimumUsd": "20.50", "minimumPercent": "40", "monitorArn": MONITOR}

    assert load_stack({"budget.anomaly": anomaly}).budget.anomaly.watch() == AnomalyWatch(
        minimum_usd=Decimal("20.50"), minimum_percent=40, monitor_arn=MONITOR
    )
    assert load_stack({"budget.anomaly": {"minimumUsd": 20}}).budget.anomaly.watch() == AnomalyWatch(
        minimum_usd=Decimal(20)
    )


def test_ask_for_an_approval_from_a_thousand_dollars_on_unless_written(load_stack: Callable[..., Any]) -> None:
    assert load_stack().approval.monthly_usd_increase == Decimal(1000)
    assert load_stack({"approval": {"monthlyUsdIncrease": 49.99}}).approval.monthly_usd_increase == Decimal("49.99")
    assert load_stack({"approval": {"monthlyUsdIncrease": 0}}).approval.monthly_usd_increase == 0


def test_tell_estimates_in_dollars_unless_written(load_stack: Callable[..., Any]) -> None:
    assert load_stack().cost is None
    cost = load_stack({"cost": {"currency": "EUR", "usdRate": 0.92}}).cost
    assert (cost.currency, cost.usd_rate) == ("EUR", Decimal("0.92"))
