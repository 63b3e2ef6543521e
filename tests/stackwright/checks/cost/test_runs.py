"""A schedule's runs in a month..."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.cost.runs import monthly_runs


@pytest.mark.parametrize(
    ("expression", "runs"),
    [
        ("rate(5 minutes)", Decimal(730 * 12)),
        ("rate(1 hour)", Decimal(730)),
        ("rate(1 day)", Decimal(730) / 24),
        ("rate(0 minute)", Decimal(1)),
        ("at(2027-01-01T00:00:00)", Decimal(1)),
        ("cron(0 8 * * ? *)", Decimal(365) / 12),
        ("cron(0/15 8 ? * MON-FRI *)", Decimal(261 * 4) / 12),
        ("0 0 1 * *", Decimal(1)),
    ],
)
def test_are_counted(expression, runs):
    assert monthly_runs(expression) == runs


@pytest.mark.parametrize("expression", ["", "hourly", "rate(1 week)", "cron(0 25 * * ? *)"])
def test_are_refused_where_an_expression_cannot_be_evaluated(expression):
    with pytest.raises(ValueError, match=re.escape(repr(expression))):
        monthly_runs(expression)


@given(st.integers(1, 10_000))
def test_of_a_rate_fill_the_month(minutes):
    assert round(monthly_runs(f"rate({minutes} minutes)") * minutes, 6) == 730 * 60
