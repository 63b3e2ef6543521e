"""Words and numbers of reports on cost"""

from __future__ import annotations

from decimal import Decimal

import pytest

from stackwright.checks.cost.estimate import Currency
from stackwright.checks.cost.lines import Unpriced
from stackwright.checks.cost.money import Range
from stackwright.reports.cost import wording
from tests.stackwright.checks.cost.making import EURO, charge, estimate_of, price
from tests.stackwright.reports.cost.making import ESTIMATE


def test_show_amounts_with_their_cents():
    assert wording.money(Decimal("1234.5")) == "1,234.50"
    assert [wording.signed(Decimal(one)) for one in ("1234.5", "-0.1", "0")] == ["+1,234.50", "-0.10", "0.00"]
    assert wording.ends(Range.of(1, 2, 3)) == "1.00 to 3.00"
    assert wording.ends(Range.of(1)) == ""


def test_show_shares_and_changes_in_percent():
    assert wording.percent(Decimal("4.2")) == "+4.2 %"
    assert wording.percent(Decimal("-4.0")) == "-4.0 %"
    assert wording.percent(None) == "new"
    assert wording.share(Decimal(1), Decimal(3)) == "33 %"
    assert wording.share(Decimal(1), Decimal(300)) == "<1 %"
    assert wording.share(Decimal(0), Decimal(300)) == "0 %"
    assert wording.share(Decimal(0), Decimal(0)) == ""


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("1460.000", "1,460"),
        ("0.5", "0.5"),
        ("0.00001", "under 0.0001"),
        ("0", "0"),
        ("1234567.89125", "1,234,567.8912"),
    ],
)
def test_show_quantities_without_idle_zeros(value, shown):
    assert wording.number(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (price("0.0225", unit="hour"), "0.0225 USD per hour"),
        (price("0.4", unit="month"), "0.40 USD per month"),
        (price("0.2", unit="request", per=Decimal(1_000_000)), "0.20 USD per 1,000,000 requests"),
        (price("5", tiers=((Decimal(0), Decimal(5)), (Decimal(9), Decimal(1)))), "5.00 USD per month, less in steps"),
    ],
)
def test_show_what_a_unit_costs(given, shown):
    assert wording.unit_price(given) == shown


def test_fold_lines_that_say_the_same():
    alarm = {"label": "alarm", "price": price("0.10")}
    lines = [charge("1", name="a", **alarm), charge("1", name="b", **alarm), charge("50", name="c", label="dear")]
    dear, folded = wording.folded(lines)
    assert (dear.shown, dear.resources) == ("dear", ("c",))
    assert (folded.shown, folded.resources) == ("alarm \N{MULTIPLICATION SIGN}2", ("a", "b"))
    assert (folded.amounts, folded.quantity) == (Range.of("0.20"), Range.of(2))
    assert wording.arithmetic(folded) == "2 at 0.10 USD per month"


def test_do_not_fold_what_is_assumed_or_priced_otherwise():
    lines = [
        charge("1"),
        charge("1", assumption="so"),
        charge("1", kind="usage"),
        charge("1", price=price(region="us-east-1")),
        charge("1", factor=Range.of("0.5")),
    ]
    assert len(wording.folded(lines)) == 5


def test_show_the_arithmetic_of_a_line():
    balancer, *_ = wording.folded(ESTIMATE.charges)
    assert wording.arithmetic(balancer) == "730 hours at 0.0225 USD per hour"
    (one,) = wording.folded([charge("1", price=price("3", unit="GB-month"))])
    assert wording.arithmetic(one) == "1 GB-month at 3.00 USD per GB-month"
    (two,) = wording.folded([charge("2", price=price("3", unit="GB"))])
    assert wording.arithmetic(two) == "2 GB at 3.00 USD per GB"


def test_say_which_prices_these_are():
    assert list(wording.caveats(ESTIMATE)) == [
        "public on-demand list prices of 2026-06-01, before tax, discounts and free tiers",
        "1 line at the price of us-east-1: none of eu-west-1 is known",
    ]
    old = charge("1", price=price(as_of="2024-01-01"))
    assert list(wording.caveats(estimate_of(old, charge("1"), currency=EURO))) == [
        "public on-demand list prices of 2024-01-01 to 2026-06-01, before tax, discounts and free tiers",
        "converted at 0.9 EUR for 1 USD",
    ]
    assert list(wording.caveats(estimate_of(currency=Currency()))) == []


def test_say_once_what_several_resources_lack():
    entries = [Unpriced(urn=f"urn::job{one}", type="aws:glue/job:Job", why="no price") for one in range(5)]
    entries.append(Unpriced(urn="urn::x", type="gcp:compute/instance:Instance", what="hours", why="not known"))
    entries.append(Unpriced(urn="urn::y", type="random:index/randomId:RandomId", why="no price"))
    assert wording.unpriced(entries) == [
        "glue.Job job0, job1, job2 and 2 more: no price",
        "gcp.compute.Instance x, hours: not known",
        "random.RandomId y: no price",
    ]


def test_show_the_factor_and_the_neighbour_of_a_price():
    (spot,) = wording.folded([charge("730", price=price("1", unit="hour"), factor=Range.of("0.3", "0.4", "0.5"))])
    assert wording.arithmetic(spot) == "730 hours at 1.00 USD per hour \N{MULTIPLICATION SIGN} 0.4"
    (foreign,) = wording.folded([charge("1", price=price(region="us-east-1"))])
    assert wording.arithmetic(foreign) == "1 at 1.00 USD per month (us-east-1's)"
    (everywhere,) = wording.folded([charge("1", price=price(region="global"))])
    assert wording.arithmetic(everywhere) == "1 at 1.00 USD per month"


def test_have_plurals():
    assert [wording.several(one) for one in ("hour", "GB", "GB-month", "query")] == [
        "hours",
        "GB",
        "GB-months",
        "queries",
    ]


def test_sum_stacks_of_one_currency():
    dollars, euros = estimate_of(charge("1"), stack="a"), estimate_of(charge("2"), stack="b", currency=EURO)
    assert wording.sums([dollars, dollars])[-1] == ("all", "USD", Range.of(2))
    assert [name for name, _, _ in wording.sums([dollars, euros])] == ["a", "b"]
