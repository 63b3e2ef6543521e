"""Amounts of money and quantities."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.cost.money import NOTHING, Range, cents

NUMBERS = st.decimals(min_value=0, max_value=10**9, places=6)
RANGES = st.lists(NUMBERS, min_size=3, max_size=3).map(lambda ends: Range(*sorted(ends)))


@pytest.mark.parametrize(
    ("exact", "rounded"), [("16.425", "16.43"), ("0.005", "0.01"), ("0.0049", "0.00"), ("1", "1.00"), ("2.675", "2.68")]
)
def test_are_rounded_half_up_to_the_cent(exact, rounded):
    assert cents(Decimal(exact)) == Decimal(rounded)


def test_are_one_number_or_three():
    assert Range.of(2).ends == (2, 2, 2)
    assert Range.of("1", "2.5", "4").ends == (1, Decimal("2.5"), 4)
    assert Range.of(1, 2).ends == (1, 2, 2)
    assert Range.of(Range.of(1, 2, 3)) == Range.of(1, 2, 3)
    assert Range.of(2).certain
    assert not Range.of(1, 2, 3).certain


@given(st.lists(RANGES))
def test_add_up_end_by_end(ranges):
    total = Range.total(ranges)
    assert total.ends == tuple(sum(ends) for ends in zip(*(one.ends for one in ranges), strict=True)) or not ranges
    assert sum(ranges, NOTHING) == total


@given(RANGES, RANGES)
def test_multiply_end_by_end_and_stay_in_order(one, other):
    product = one * other
    assert product.ends == tuple(a * b for a, b in zip(one.ends, other.ends, strict=True))
    assert product == product.ordered()


@given(RANGES, NUMBERS)
def test_are_never_below_nothing_without_what_is_included(one, included):
    for end, left in zip(one.ends, one.less(included).ends, strict=True):
        assert left == max(0, end - included)


def test_are_put_in_order_around_what_is_expected():
    assert Range.of(3, 2, 1).ordered() == Range.of(1, 2, 3)
    assert Range.of(3, 1, 2).ordered() == Range.of(1, 1, 3)
    assert Range.of(1, 3, 2).ordered() == Range.of(1, 3, 3)
