"""What becomes of a file of prices..."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.cost.prices import PriceBook
from stackwright.pricing import price_file, updating
from stackwright.pricing.collecting import Listed
from stackwright.pricing.meters import meters
from stackwright.pricing.updating import Move, updated

OFFER = "https://aws.test/index.csv"


def listed(key, *tiers, region="eu-west-1", **changes):
    (meter,) = {m.offer: m for each in meters(region).values() for m in each if m.key == key and not m.start}.values()
    exact = tuple((Decimal(start), Decimal(usd)) for start, usd in tiers)
    one = Listed(meter=meter, item=meter.item, tiers=exact, offer=OFFER, published="2026-11-01")
    return {key: replace(one, **changes)}


@pytest.fixture
def own(tmp_path):
    """Return what updates the file of a project's own prices."""

    def update(prices, found, kept=(), region="eu-west-1"):
        path = tmp_path / f"{region}.json"
        path.write_text(json.dumps({"sources": ["https://a.test"], "prices": prices}))
        file = {"region": region, "neighbour": "", **price_file.read(path)}
        return updated(file, PriceBook.load(region, tmp_path), found, dict(kept))

    return update


LAMBDA = {
    "service": "Lambda",
    "item": "requests",
    "unit": "request",
    "per": "1000000",
    "usd": "0.20",
    "source": 0,
    "asOf": "2025-01-01",
}


def test_is_that_a_price_is_replaced_with_its_source_and_day(own):
    update = own({"lambda.requests": LAMBDA}, listed("lambda.requests", ("0", "0.00000021")))
    assert update.file["prices"]["lambda.requests"] == {
        "service": "Lambda",
        "item": "requests",
        "unit": "request",
        "per": "1000000",
        "usd": "0.21",
        "source": OFFER,
        "asOf": "2026-11-01",
    }
    assert [(move.key, move.share) for move in update.moved] == [("lambda.requests", Decimal("0.05"))]
    assert (update.new, update.unchanged, update.problems) == ((), (), ())


def test_is_that_an_unchanged_price_has_the_new_source_and_day(own):
    update = own({"lambda.requests": LAMBDA}, listed("lambda.requests", ("0", "0.0000002000")))
    assert update.unchanged == ("lambda.requests",)
    assert update.moved == ()
    assert update.file["prices"]["lambda.requests"]["asOf"] == "2026-11-01"
    assert update.file["prices"]["lambda.requests"]["usd"] == "0.2"


def test_is_that_a_price_of_no_file_is_new(own):
    (found,) = listed("nat-gateway.hour", ("0", "0.05")).values()
    update = own({}, {"made.up": replace(found, item="made up")})
    assert update.new == ("made.up",)
    assert update.file["prices"]["made.up"] == {
        "service": "NAT Gateway",
        "item": "made up",
        "unit": "hour",
        "usd": "0.05",
        "source": OFFER,
        "asOf": "2026-11-01",
    }


def test_is_that_tiers_are_written_as_tiers(own):
    tiers = ("0", "0.01"), ("1048576", "0.006")
    update = own({}, listed("vpc.endpoint.data", *tiers))
    assert update.file["prices"]["vpc.endpoint.data"]["tiers"] == [["0", "0.01"], ["1048576", "0.006"]]
    assert "usd" not in update.file["prices"]["vpc.endpoint.data"]


def test_is_that_other_prices_stay(own):
    other = {**LAMBDA, "usd": "7"}
    update = own({"lambda.requests": other}, listed("vpn.client.connection.hour", ("0", "0.05")))
    assert update.file["prices"]["lambda.requests"]["usd"] == "7"
    assert update.file["prices"]["lambda.requests"]["source"] == "https://a.test"


def test_is_not_written_where_a_price_was_for_another_unit(own):
    changed = {"lambda.requests": {**LAMBDA, "unit": "request"}}
    found = listed("lambda.requests", ("0", "0.0000002"))
    found = {
        "lambda.requests": replace(found["lambda.requests"], meter=replace(found["lambda.requests"].meter, unit="hour"))
    }
    update = own(changed, found)
    assert update.problems == ("lambda.requests: the price so far is for request, the offers' for hour",)
    assert update.moved == ()


def test_says_why_prices_stay(own):
    update = own({}, {}, {"b": updating.NOT_LISTED, "a": updating.NOT_LISTED, "c": updating.FREE})
    assert update.kept == {updating.FREE: ("c",), updating.NOT_LISTED: ("a", "b")}


def test_lists_moves_by_how_much_they_are():
    def move(key, before, after):
        return Move(key, "hour", Decimal(1), ((Decimal(0), Decimal(before)),), ((Decimal(0), Decimal(after)),))

    moves = [move("a", "1", "1.1"), move("b", "1", "0.5"), move("c", "0", "1"), move("d", "1", "0.9")]
    assert [each.key for each in sorted(moves, key=updating._size)] == ["c", "b", "a", "d"]


@pytest.mark.parametrize(
    ("before", "after", "share", "same"),
    [
        ((("0", "2"),), (("0", "3"),), "0.5", True),
        ((("0", "2"), ("10", "1")), (("0", "2"), ("10", "0.5")), "-0.5", True),
        ((("0", "2"), ("10", "1")), (("0", "2"), ("20", "0.5")), "0", False),
        ((("0", "2"),), (("0", "1"), ("10", "0.1")), "-0.5", False),
        ((("0", "0"),), (("0", "1"),), None, True),
    ],
)
def test_compares_tier_by_tier(before, after, share, same):
    tiers = [tuple((Decimal(start), Decimal(usd)) for start, usd in each) for each in (before, after)]
    move = Move("a", "hour", Decimal(1), *tiers)
    assert move.share == (None if share is None else Decimal(share))
    assert move.same_tiers is same


@given(st.decimals("0.0001", 1000, places=4), st.decimals("0.0001", 1000, places=4))
def test_has_a_share_that_gives_the_price_after(before, after):
    move = Move("a", "hour", Decimal(1), ((Decimal(0), before),), ((Decimal(0), after),))
    assert move.share is not None
    assert abs(before * (1 + move.share) - after) < Decimal("1e-20")


def test_leaves_prices_of_the_project_alone():
    prices = {
        "a": {"source": "https://a.test"},
        "b": {"source": "repository a/b c"},
        "c": {"source": "contract 7"},
        "d": {},
        "e": "nonsense",
    }
    assert updating.own({"prices": prices}) == {"c", "d", "e"}


def test_leaves_prices_alone_that_are_asked_for_by_pattern():
    assert updating.asked(["ec2.a", "ec2.b", "rds.a"], ["ec2.*", "x"]) == {"ec2.a", "ec2.b"}
    assert updating.asked(["ec2.a"], []) == frozenset()


def test_is_that_a_price_the_region_had_of_its_neighbour_only_is_new(own):
    (key,) = (key for key in ("elb.application.hour",) if PriceBook.load("eu-south-2").find(key).region != "eu-south-2")
    update = own({}, listed(key, ("0", "0.03"), region="eu-south-2"), region="eu-south-2")
    assert (update.new, update.moved) == ((key,), ())
