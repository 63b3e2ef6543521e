"""The estimate comes, within half a percent, to what the arithmetic in each hand-worked example comes to."""

from __future__ import annotations

from decimal import Decimal

import pytest

from stackwright.checks.cost.money import cents
from stackwright.checks.cost.prices import PriceBook
from tests.stackwright.checks.cost.examples import Example, cost_of, examples, numbers_in, priced, worked_out

EXAMPLES = examples("worked")
WITHIN = Decimal("0.005")
each = pytest.mark.parametrize("example", EXAMPLES, ids=str)


def near(found: Decimal, wanted: Decimal) -> bool:
    return abs(found - wanted) <= max(abs(wanted) * WITHIN, Decimal("0.01"))


@each
def test_comes_to_the_arithmetic(example: Example) -> None:
    found = priced(example)
    cost = cost_of(found, example.of, example.lines)

    assert found.unpriced == ()
    assert found.notes == ()
    wanted = worked_out(example.arithmetic)
    assert near(cost.expected, wanted), f"{cost.expected}, by hand {wanted}"


@pytest.mark.parametrize("example", [example for example in EXAMPLES if example.low], ids=str)
def test_comes_to_the_least_and_the_most(example: Example) -> None:
    cost = cost_of(priced(example), example.of, example.lines)

    assert near(cost.low, worked_out(example.low)), f"{cost.low}, by hand {worked_out(example.low)}"
    assert near(cost.high, worked_out(example.high)), f"{cost.high}, by hand {worked_out(example.high)}"


@each
def test_states_what_its_arithmetic_comes_to(example: Example) -> None:
    assert str(cents(worked_out(example.arithmetic))) == f"{example.expected:.2f}"


@each
def test_takes_its_prices_from_the_rows(example: Example) -> None:
    book = PriceBook.load(example.region)
    rows = {key: book.find(key) for key in example.prices}

    assert all(rows.values()), f"no row: {[key for key, row in rows.items() if row is None]}"
    wanted = {key: stated(usd) for key, usd in example.prices.items()}
    found = {key: [usd for _, usd in row.tiers] or [row.usd] for key, row in rows.items() if row}
    assert {key: tiers[: len(wanted[key])] for key, tiers in found.items()} == wanted


@each
def test_uses_every_price_that_it_states(example: Example) -> None:
    written = numbers_in(f"{example.arithmetic} {example.low} {example.high}")

    assert all(stated(usd)[0] in written for usd in example.prices.values())


def stated(usd: object) -> list[Decimal]:
    return [Decimal(f"{one:.12f}") for one in (usd if isinstance(usd, list) else [usd])]


def test_covers_what_is_asked_for() -> None:
    assert len(EXAMPLES) >= 55
    assert len({one["type"] for example in EXAMPLES for one in example.resources}) >= 30


@pytest.mark.parametrize(("text", "value"), [("2 * (3 + 0.5) / 7", "1"), ("max(1, 2.5) - min(1, 2)", "1.5")])
def test_works_out_arithmetic_exactly(text: str, value: str) -> None:
    assert worked_out(text) == Decimal(value)


@pytest.mark.parametrize("text", ["__import__('os')", "price * 2", "2 ** 3"])
def test_works_out_nothing_but_arithmetic(text: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        worked_out(text)
