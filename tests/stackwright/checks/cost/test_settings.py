"""What a stack's configuration says of its cost"""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from stackwright.checks.cost.estimate import Currency
from stackwright.checks.cost.settings import CostSettings
from stackwright.errors import UserError


def settings(**sections):
    return CostSettings.of(
        {
            f"stackwright:{key}": value if isinstance(value, str) else json.dumps(value)
            for key, value in sections.items()
        }
    )


def test_is_nothing_where_it_is_silent():
    found = settings()
    assert found == CostSettings(
        profile="production", budget=None, increase=Decimal(1000), gated=False, currency=Currency("USD", Decimal(1))
    )
    assert settings(budget={}, approval={}, cost={}) == found


def test_is_its_budget_its_rise_its_currency_and_its_profile():
    found = settings(
        budget={"monthlyUsd": 500.5, "thresholds": [80]},
        approval={"monthlyUsdIncrease": 0},
        cost={"currency": "EUR", "usdRate": 0.92},
        profile="development",
    )
    assert found == CostSettings(
        profile="development",
        budget=Decimal("500.5"),
        increase=Decimal(0),
        gated=True,
        currency=Currency("EUR", Decimal("0.92")),
    )
    assert settings(profile="somebody's own word").profile == "production"


@pytest.mark.parametrize("key", ["budget", "approval", "cost", "profile"])
def test_is_never_secret(key):
    said = {f"stackwright:{key}": '{"monthlyUsd": 1}'}
    with pytest.raises(UserError, match=f"^stackwright:{key}: it is secret, and reports say what it holds"):
        CostSettings.of(said, [f"stackwright:{key}"])
    assert CostSettings.of({"shop:key": "x"}, ["shop:key"]) == CostSettings()


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        ({"budget": "lots"}, "stackwright:budget: expected keys with their values, as monthlyUsd: 500; got 'lots'"),
        (
            {"budget": {"monthlyUSD": 5}},
            "stackwright:budget: monthlyUsd is missing; monthlyUSD is no key of it; give USD a month, as"
            " monthlyUsd: 500",
        ),
        (
            {"budget": {"monthlyUsd": 0}},
            "stackwright:budget.monthlyUsd: expected USD a month, a number of at least 0.01; got 0",
        ),
        (
            {"approval": {"monthlyUsdIncrease": "much"}},
            "stackwright:approval.monthlyUsdIncrease: expected USD a month, a number of at least 0; got 'much'",
        ),
        (
            {"cost": {"currency": "euro"}},
            "stackwright:cost.currency: expected a code of three capital letters, as EUR; got 'euro'",
        ),
        (
            {"cost": {"currency": "EUR"}},
            "stackwright:cost.usdRate is missing: give what one US dollar is worth in EUR, as usdRate: 0.92",
        ),
        (
            {"cost": {"currency": "EUR", "usdRate": 0}},
            "stackwright:cost.usdRate: expected what one US dollar is worth in EUR, above 0; got 0",
        ),
        ({"cost": {"usdRate": 2}}, "stackwright:cost.usdRate: expected 1, for USD are not converted; got 2"),
    ],
)
def test_with_a_mistake_is_refused_in_one_line(sections, message):
    with pytest.raises(UserError) as raised:
        settings(**sections)
    assert str(raised.value) == message
