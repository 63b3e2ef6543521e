"""What a pricer makes lines with"""

from __future__ import annotations

from decimal import Decimal

import pytest

from stackwright.checks.cost.lines import Line, Unpriced
from stackwright.checks.cost.money import Range
from stackwright.checks.cost.prices import PriceBook
from stackwright.checks.cost.quote import Quote
from stackwright.checks.cost.usage import Usage, UsageFile
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.making import item


def quote(**meters):
    key = item()
    files = [UsageFile(name="usage.yaml", types={}, resources={"data": {m: Range.of(q) for m, q in meters.items()}})]
    book = PriceBook.load("us-east-1")
    return Quote(item=key, world=World([key]), book=book, assumed=Usage("production", files))


def test_prices_what_exists_by_the_hour_for_the_whole_month():
    line = quote().hourly("gateway", "nat-gateway.hour", 2)
    assert isinstance(line, Line)
    assert (line.kind, line.quantity, line.assumption) == ("hourly", Range.of(1460), "")
    assert line.exact.expected == Decimal("65.70")


def test_prices_the_hours_that_are_said_unless_a_usage_file_says_others():
    hours = Range.of(200)
    line = quote().hourly("gateway", "nat-gateway.hour", hours=hours, assumption="off at night")
    assert (line.quantity, line.assumption) == (hours, "off at night")
    line = quote(hoursOn=100).hourly("gateway", "nat-gateway.hour", hours=hours, assumption="off at night")
    assert (line.quantity, line.assumption) == (Range.of(100), "hoursOn 100, usage.yaml")


def test_prices_capacity_by_the_month():
    line = quote().monthly("key", "kms.key", 3)
    assert (line.kind, line.quantity) == ("capacity", Range.of(3))


def test_prices_use_by_a_meter_and_names_the_assumption():
    line = quote().usage("requests", "kms.requests.symmetric", "requests", times=2)
    assert (line.kind, line.quantity) == ("usage", Range.of(20_000, 200_000, 2_000_000))
    assert line.assumption == "requests 10,000 - 100,000 - 1,000,000, assumed for production"
    line = quote(requests=5).usage("requests", "kms.requests.symmetric", "requests")
    assert (line.quantity, line.assumption) == (Range.of(5), "requests 5, usage.yaml")


def test_prices_use_that_was_worked_out():
    line = quote().used("requests", "kms.requests.symmetric", Range.of(1, 2, 3), "two a night", factor="0.5")
    assert (line.kind, line.quantity, line.assumption) == ("usage", Range.of(1, 2, 3), "two a night")
    assert line.factor == Range.of("0.5")


def test_keeps_the_ends_in_order():
    line = quote().used("requests", "kms.requests.symmetric", Range.of(9, 8, 7), "", factor=Range.of(3, 2, 1))
    assert (line.quantity, line.factor) == (Range.of(7, 8, 9), Range.of(1, 2, 3))


def test_says_what_price_there_is_not():
    entry = quote().monthly("thing", "nothing.of-it")
    assert entry == Unpriced(
        urn=item().urn, type=item().type, what="thing", why="no price of nothing.of-it in us-east-1"
    )


def test_knows_no_meter_that_the_type_has_not():
    with pytest.raises(KeyError, match="gbOut"):
        quote().usage("data", "kms.key", "gbOut")
    assert quote().given("gbOut") is None


def test_prices_what_is_paid_in_another_region():
    line = quote().of("eu-west-1").hourly("balancer", "elb.application.hour")
    assert (line.region, line.price.region, line.exact.expected) == ("eu-west-1", "eu-west-1", Decimal("18.396"))
    assert quote().hourly("balancer", "elb.application.hour").region == "us-east-1"
