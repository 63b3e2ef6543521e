"""A schedule..."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.guardrails.schedules import longest_days


@pytest.mark.parametrize(
    ("expression", "days"),
    [
        ("rate(1 day)", 1),
        ("rate(90 days)", 90),
        ("rate(12 hours)", 0.5),
        ("rate(1440 minutes)", 1),
        ("cron(0 16 1 * ? *)", 31),
        ("cron(0 16 1 * ?)", 31),
        ("cron(0 0 1 1/3 ? *)", 93),
        ("cron(0 0 1 */2 ? *)", 62),
        ("cron(0 0 1 1,4,7,10 ? *)", 93),
        ("cron(0 0 1 MAR-MAY ? *)", 310),
        ("cron(0 0 1 JAN,JUL ? *)", 186),
        ("cron(0 0 1 6 ? *)", 372),
        ("cron(0 0 1 2-10/4 ? *)", 124),
        ("cron(0 8 * * ? *)", 1),
        ("cron(0 8 ? * * *)", 1),
        ("cron(0 8 ? * MON,THU *)", 7),
        ("cron(0 8 ? * 6#1 *)", 37),
        ("cron(0 8 ? 1/3 6L *)", 99),
        ("cron(0 8 * 6 ? *)", 372),
    ],
)
def test_comes_round_in_so_many_days_at_most(expression, days):
    assert longest_days(expression) == days


@pytest.mark.parametrize(
    "expression",
    ["", "monthly", "rate(1 year)", "rate(x days)", "cron(0 16 1)", "cron(0 0 1 13 ? *)", "cron(0 0 1 x ? *)",
     "cron(0 0 1 1/0 ? *)", "cron(0 0 1 1/x ? *)", "cron(0 0 1 3-x ? *)", "at(2026-11-21T00:00:00)"],
)  # fmt: skip
def test_is_none_where_it_cannot_be_read(expression):
    assert longest_days(expression) is None


@given(st.sets(st.integers(1, 12), min_size=1))
def test_comes_round_no_sooner_than_its_months_let_it(months):
    found = longest_days(f"cron(0 0 1 {','.join(map(str, sorted(months)))} ? *)")
    around = [month for year in (0, 12) for month in sorted(month + year for month in months)]
    widest = max(later - month for month, later in pairwise(around)) if len(around) > 1 else 12
    assert found == 31 * widest
