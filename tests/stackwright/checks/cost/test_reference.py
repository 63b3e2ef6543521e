"""The reference stack: a service, a database and what they need, as a plain program, to the cent and line by line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from stackwright.checks.cost.estimate import Estimate, estimate
from stackwright.checks.cost.item import items_of
from stackwright.model import Stack
from stackwright.sources.program import run_project
from stackwright.sources.project import find_project, load_config
from tests.stackwright.checks.cost.examples import TODAY

# (what is paid for, resource) -> USD a month at the list prices of us-east-1, 730 hours.
LINES = {
    ("aws:ec2/natGateway:NatGateway", "main"): ["32.85"],  # 0.045 * 730
    ("aws:ec2/eip:Eip", "nat"): ["3.65"],  # 0.005 * 730
    ("aws:lb/loadBalancer:LoadBalancer", "web"): ["16.43", "10.95"],  # 0.0225 * 730, and 3 addresses * 0.005 * 730
    ("aws:ecs/service:Service", "web"): ["23.64", "5.20"],  # 2 * 0.5 * 0.03238 * 730, and 2 * 1 * 0.00356 * 730
    ("aws:rds/instance:Instance", "main"): ["94.17", "23.00"],  # 0.129 * 730, and 100 * 0.23
    ("aws:secretsmanager/secret:Secret", "database"): ["0.40"],
    ("aws:secretsmanager/secret:Secret", "signing"): ["0.40"],
    **{
        ("aws:cloudwatch/metricAlarm:MetricAlarm", name): ["0.10"]
        for name in ("cpu", "memory", "errors", "latency", "storage", "connections")
    },
}


@pytest.fixture(scope="module")
def stack() -> Stack:
    project = find_project(Path(__file__).parent / "reference")
    return run_project(project, "dev", load_config(project, "dev"))


@pytest.fixture(scope="module")
def found(stack: Stack) -> Estimate:
    return estimate(items_of(stack), project=stack.project, stack=stack.name, region=stack.region, today=TODAY)


def fixed(found: Estimate) -> dict[tuple[str, str], list[str]]:
    """(type, name) -> the amounts of its hourly and capacity lines, the greatest first."""
    lines: dict[tuple[str, str], list[Decimal]] = {}
    for charge in found.charges:
        if charge.line.kind != "usage":
            lines.setdefault((charge.item.type, charge.item.name), []).append(charge.amounts.expected)
    return {key: [str(amount) for amount in sorted(amounts, reverse=True)] for key, amounts in lines.items()}


def test_costs_211_29_a_month_before_what_depends_on_use(found: Estimate) -> None:
    assert str(found.total("hourly", "capacity").expected) == "211.29"


def test_is_made_of_these_lines_and_no_other(found: Estimate) -> None:
    assert fixed(found) == LINES


def test_leaves_nothing_without_a_price(found: Estimate) -> None:
    assert found.unpriced == ()


def test_is_certain_in_what_does_not_depend_on_use(found: Estimate) -> None:
    assert all(charge.amounts.certain for charge in found.charges if charge.line.kind != "usage")


def test_costs_twelve_times_a_month_a_year(found: Estimate) -> None:
    assert found.yearly == found.total() * 12
