"""A line of an estimate."""

from __future__ import annotations

from stackwright.checks.cost.money import Range
from tests.stackwright.checks.cost.making import charge, price


def test_costs_price_times_quantity_exactly():
    line = charge(Range.of(1, 2, 3), price=price("0.0225", unit="hour")).line
    assert line.exact == Range.of("0.0225", "0.045", "0.0675")
    assert line.service == "KMS"


def test_is_multiplied_by_its_factor_end_by_end():
    line = charge("10", factor=Range.of("0.3", "0.4", "0.5")).line
    assert line.exact == Range.of(3, 4, 5)
