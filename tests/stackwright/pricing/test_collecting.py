"""Of the rows that were found, one price is made..."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.pricing.collecting import Collection, plain_number
from stackwright.pricing.matching import Found
from stackwright.pricing.meters import Meter, meters
from stackwright.pricing.offer import Rate

ADDRESS = "https://aws.test/index.csv"


def meter(key="a.b", **changes):
    told = {"service": "A", "item": "b", "unit": "GB", "per": Decimal(1), "offer": "AmazonA", "where": (), "part": ""}
    return Meter(key=key, **{"divisor": Decimal(1), "start": None, **told, **changes})


def one(usd, start=0, end=None, sku="S1", of=None):
    rate = Rate(sku, Decimal(start), None if end is None else Decimal(end), Decimal(usd))
    return Found(of or meter(), (of or meter()).key, "b", rate)


def collected(*rows, expected=None):
    collection = Collection()
    for row in rows:
        collection.add(row, ADDRESS, "2026-11-01")
    return collection.prices(expected or {})


def tiers(*rows, expected=None):
    listed, free, problems = collected(*rows, expected=expected)
    assert (free, problems) == (set(), [])
    return [(str(start), str(usd)) for start, usd in listed[rows[0].key].tiers]


def problems(*rows, expected=None):
    listed, free, found = collected(*rows, expected=expected)
    assert (listed, free) == ({}, set())
    return found


def test_with_where_it_is_from():
    listed, _, _ = collected(one("0.1"))
    assert (listed["a.b"].offer, listed["a.b"].published, listed["a.b"].item) == (ADDRESS, "2026-11-01", "b")


def test_of_one_row():
    assert tiers(one("0.0450000000")) == [("0", "0.0450000000")]


def test_of_a_row_that_is_there_twice():
    assert tiers(one("0.1"), one("0.1")) == [("0", "0.1")]


def test_with_tiers_in_order_however_they_are_listed():
    rows = one("0.021", 512000), one("0.023", 0, 51200), one("0.022", 51200, 512000)
    assert tiers(*rows) == [("0", "0.023"), ("51200", "0.022"), ("512000", "0.021")]


def test_without_a_free_first_tier_which_is_the_accounts():
    assert tiers(one("0", 0, 25), one("0.25", 25)) == [("0", "0.25")]
    assert tiers(one("0", 0, 100), one("0.09", 100, 10240), one("0.085", 10240)) == [("0", "0.09"), ("10240", "0.085")]


def test_with_a_later_tier_that_is_free():
    assert tiers(one("0.1", 0, 10), one("0", 10)) == [("0", "0.1"), ("10", "0")]


def test_for_a_unit_of_ours_where_the_offers_is_a_multiple():
    of = meter(divisor=Decimal(1024))
    assert tiers(one("40.96", 0, 2, of=of), one("20.48", 2, of=of)) == [("0", "0.04"), ("2048", "0.02")]


def test_of_several_products_where_each_is_a_tier():
    second, third = meter(start=Decimal(32000)), meter(start=Decimal(64000))
    rows = one("0.065"), one("0.0455", sku="S2", of=second), one("0.03185", sku="S3", of=third)
    assert tiers(*rows) == [("0", "0.065"), ("32000", "0.0455"), ("64000", "0.03185")]


def test_of_several_products_whose_tiers_meet():
    assert tiers(one("0.2", 0, 10), one("0.1", 10, sku="S2")) == [("0", "0.2"), ("10", "0.1")]


def test_as_a_sum_where_it_has_parts():
    rows = one("0.10", of=meter(part="plane")), one("0.50", sku="S2", of=meter(part="support"))
    assert tiers(*rows, expected={"a.b": 2}) == [("0", "0.60")]


def test_not_where_a_part_is_missing():
    assert collected(one("0.10", of=meter(part="plane")), expected={"a.b": 2}) == ({}, set(), [])


def test_not_where_a_part_has_tiers():
    rows = one("1", 0, 5, of=meter(part="a")), one("2", 5, of=meter(part="a")), one("3", sku="S2", of=meter(part="b"))
    assert problems(*rows, expected={"a.b": 2}) == ["a.b: it is the sum of products that have tiers"]


def test_not_where_it_is_listed_at_0():
    assert collected(one("0")) == ({}, {"a.b"}, [])


def test_not_where_a_part_is_listed_at_0():
    rows = one("0", of=meter(part="plane")), one("0.50", sku="S2", of=meter(part="support"))
    assert collected(*rows, expected={"a.b": 2}) == ({}, {"a.b"}, [])


def test_whatever_else_is_listed_at_0():
    assert tiers(one("0", sku="S0"), one("0.1")) == [("0", "0.1")]


def test_not_of_two_products_not_even_at_the_same_price():
    assert problems(one("0.1"), one("0.2", sku="S2")) == ["a.b: S1 and S2 are both the price from 0"]
    assert problems(one("0.1"), one("0.1", sku="S2")) == ["a.b: S1 and S2 are both the price from 0"]


def test_not_of_one_product_with_two_prices():
    assert problems(one("0.1"), one("0.2")) == ["a.b: S1 and S1 are both the price from 0"]


def test_not_of_two_products_that_are_the_same_later_tier():
    rows = one("0.2", 0, 10), one("0.1", 10), one("0.3", 10, sku="S2")
    assert problems(*rows) == ["a.b: S1 and S2 are both the price from 10"]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([one("1", 5)], "no price below 5 (S1)"),
        ([one("1", 0, 5)], "no price above 5 (S1)"),
        ([one("2", 0, 5), one("1", 6, sku="S2")], "S1 goes to 5, and S2 from 6"),
        ([one("2"), one("1", 6, sku="S2")], "S1 goes without an end, and S2 from 6"),
    ],
)
def test_not_where_its_tiers_do_not_meet(rows, problem):
    assert problems(*rows) == [f"a.b: {problem}"]


def test_and_all_that_is_wrong_is_said_together():
    second = meter("c.d")
    rows = one("1"), one("2", sku="S2"), one("1", 5, of=second), one("3", of=meter("e.f"))
    listed, _, found = collected(*rows)
    assert list(listed) == ["e.f"]
    assert found == ["a.b: S1 and S2 are both the price from 0", "c.d: no price below 5 (S1)"]


@given(
    st.lists(st.decimals("0.0000000001", 10**4, places=10), min_size=1, max_size=8),
    st.lists(st.integers(1, 10**9), min_size=8, max_size=8, unique=True),
    st.integers(0, 7),
    st.randoms(),
)
def test_that_is_the_same_whatever_the_order_and_the_free_tier(prices, bounds, free, random):
    starts = [0, *sorted(bounds)][: len(prices)]
    ends = [*starts[1:], None]
    rows = [one(usd, start, end) for usd, start, end in zip(prices, starts, ends, strict=True)]
    free = min(free, len(rows) - 1)
    rows[:free] = [one("0", row.rate.start, row.rate.end) for row in rows[:free]]
    random.shuffle(rows)
    first, *rest = list(zip(starts, prices, strict=True))[free:]
    assert tiers(*rows) == [("0", str(first[1])), *((str(start), str(usd)) for start, usd in rest)]


def test_exactly_for_every_divisor_of_the_table():
    for each in meters("us-east-1").values():
        for known in each:
            price = Decimal("123456.0123456789")
            listed, _, _ = collected(one(price, of=meter(divisor=known.divisor)))
            assert listed["a.b"].tiers[0][1] * known.divisor == price


@pytest.mark.parametrize(
    ("number", "text"), [("0.0450000000", "0.045"), ("1E+3", "1000"), ("0E-10", "0"), ("2E-7", "0.0000002")]
)
def test_written_without_an_exponent(number, text):
    assert plain_number(Decimal(number)) == text
