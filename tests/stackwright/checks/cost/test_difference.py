"""The difference of two sheets"""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.cost.difference import difference
from stackwright.checks.cost.estimate import Currency
from stackwright.checks.cost.money import Range
from stackwright.checks.cost.sheet import sheet_of
from tests.stackwright.checks.cost.making import EURO, KEY, SECRET, charge, estimate_of

BEFORE = sheet_of(
    estimate_of(
        charge("10", component="database", name="db", label="instance small"),
        charge("5", component="database", name="db", label="storage"),
        charge("3", component="gone", name="old"),
        charge("7", component="same", name="same"),
    ),
    "cost.prod.json of 2026-11-01",
)
AFTER = sheet_of(
    estimate_of(
        charge("40", component="database", name="db", label="instance large"),
        charge("5", component="database", name="db", label="storage"),
        charge("1", component="new", name="fresh"),
        charge("7", component="same", name="same"),
    ),
    "now",
)


def test_is_told_by_component_the_largest_first():
    found = difference(BEFORE, AFTER, Currency())
    changes = [(one.name, one.before.expected, one.after.expected, one.amount, one.percent) for one in found.components]
    assert changes == [
        ("database", 15, 45, 30, Decimal("200.0")),
        ("gone", 3, 0, -3, Decimal("-100.0")),
        ("new", 0, 1, 1, None),
    ]
    assert (found.total.amount, found.total.percent, found.usd) == (28, Decimal("112.0"), 28)
    assert (found.baseline, found.baseline_id) == (BEFORE.name, BEFORE.id)


def test_is_told_by_line_in_the_order_of_the_components():
    lines = [(one.name, one.label, one.amount) for one in difference(BEFORE, AFTER, Currency()).lines]
    assert lines == [
        ("db", "instance small", -10),
        ("db", "instance large", 40),
        ("old", "key", -3),
        ("fresh", "key", 1),
    ]


def test_keeps_resources_of_one_name_apart_by_their_components():
    def sheet(first, second):
        return sheet_of(estimate_of(charge(first, component="a"), charge(second, component="b")), "x")

    found = difference(sheet("10", "1"), sheet("1", "30"), Currency())
    assert [(one.name, one.amount) for one in found.components] == [("b", 29), ("a", -9)]
    assert [(one.name, one.amount) for one in found.lines] == [("data", 29), ("data", -9)]
    moved = difference(sheet_of(estimate_of(charge("5", component="a")), "x"), sheet("0", "5"), Currency())
    assert [(one.name, one.amount) for one in moved.components] == [("a", -5), ("b", 5)]
    assert [one.amount for one in moved.lines] == [-5, 5]


def test_is_told_last_of_lines_whose_component_costs_the_same():
    before = [charge(Range.of(1, 2, 3), component="same"), charge("1", component="more", name="x")]
    after = [charge(Range.of(1, 2, 9), component="same"), charge("2", component="more", name="x")]
    found = difference(sheet_of(estimate_of(*before), "b"), sheet_of(estimate_of(*after), "a"), Currency())
    assert [(one.name, one.amount) for one in found.components] == [("more", 1)]
    assert [(one.name, one.amount) for one in found.lines] == [("x", 1), ("data", 0)]
    assert found.usd == 1


def test_keeps_resources_of_one_name_apart_by_their_types():
    def sheet(key, secret):
        return sheet_of(estimate_of(charge(key), charge(secret, type_=SECRET)), "x")

    lines = difference(sheet("1", "5"), sheet("2", "3"), Currency()).lines
    assert [(one.type, one.amount) for one in lines] == [(KEY, 1), (SECRET, -2)]


def test_is_in_the_currency_of_the_report_and_in_dollars():
    found = difference(BEFORE, AFTER, EURO)
    assert (found.total.amount, found.usd) == (Decimal("25.20"), 28)


def test_of_a_sheet_and_itself_is_nothing():
    found = difference(BEFORE, BEFORE, Currency())
    assert (found.components, found.lines, found.usd, found.total.amount) == ((), (), 0, 0)


AMOUNTS = st.decimals(min_value=0, max_value=10_000, places=4).map(str)
CHARGES = st.lists(
    st.builds(
        charge,
        AMOUNTS,
        name=st.sampled_from("xyz"),
        component=st.sampled_from(["a", "b", ""]),
        label=st.sampled_from(["p", "q"]),
    ),
    max_size=8,
)


@given(CHARGES, CHARGES, st.sampled_from([Currency(), EURO]))
def test_sums_to_the_difference_of_the_totals(before, after, currency):
    found = difference(sheet_of(estimate_of(*before), "b"), sheet_of(estimate_of(*after), "a"), currency)
    assert sum(one.amount for one in found.components) == found.total.amount
    assert sum(one.amount for one in found.lines) == found.total.amount
