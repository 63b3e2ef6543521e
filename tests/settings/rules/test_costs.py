"""What costs may be told and stopped..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

STOP: dict[str, Any] = {"budget.ceiling": "stop", "removal": "destroy"}


def monitor(account: str) -> dict[str, Any]:
    return {"minimumUsd": 20, "monitorArn": f"arn:aws:ce::{account}:anomalymonitor/7d1c52e8"}


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        (
            {"budget.ceiling": "stop"},
            'stackwright:budget.ceiling: "stop" is only for a stack that goes without trace (removal: destroy), as it '
            "stops the services; write none",
        ),
        (
            {**STOP, "database.replicas": ["reporting"]},
            'stackwright:budget.ceiling: "stop" can not stop a database with replicas (reporting): RDS refuses it; '
            "write none, or drop the replicas",
        ),
        (
            {"profile": "ephemeral", "database.replicas": ["reporting"]},
            "stackwright:budget.ceiling: can not stop a database with replicas (reporting): RDS refuses it; "
            "write none, or drop the replicas",
        ),
        (
            {"budget.anomaly": monitor("210987654321")},
            'stackwright:budget.anomaly.monitorArn: "arn:aws:ce::210987654321:anomalymonitor/7d1c52e8" is of another '
            "account than the stack's, 123456789012, and AWS shows it to its own only; adopt one of 123456789012",
        ),
        (
            {"aws:region": "us-gov-west-1"},
            "stackwright:budget: is not for us-gov-west-1, in whose partition AWS offers no budgets; leave it out, and "
            "keep the budget in the account that pays for this one",
        ),
        (
            {"cost": {"currency": "USD", "usdRate": 1.1}},
            "stackwright:cost.usdRate: 1.1 must be 1 where the currency is USD; write 1",
        ),
    ],
)
def test_are_refused_in_one_line(problems: Callable[..., list[str]], changes: dict[str, Any], line: str) -> None:
    assert problems(changes) == [line]


@pytest.mark.parametrize(
    "changes",
    [
        STOP,
        {**STOP, "database": None, "services.api.needs": ["pricing"]},
        {"profile": "ephemeral"},
        {"profile": "ephemeral", "budget": None, "database.replicas": ["reporting"]},
        {"database.replicas": ["reporting"]},
        {"aws:region": "us-gov-west-1", "budget": None},
        {"aws:region": "cn-north-1"},
        {"budget.anomaly": {"minimumUsd": 20}},
        {"budget.anomaly": monitor("123456789012")},
        {"cost": {"currency": "USD", "usdRate": "1.0"}},
        {"cost": {"currency": "EUR", "usdRate": 1.1}},
    ],
)
def test_are_taken_where_they_fit(load_stack: Callable[..., Any], changes: dict[str, Any]) -> None:
    assert load_stack(changes)


def test_say_nothing_of_a_ceiling_where_the_removal_is_refused(problems: Callable[..., list[str]]) -> None:
    (line,) = problems({"budget.ceiling": "stop", "removal": "keep"})

    assert line.startswith("stackwright:removal: ")
