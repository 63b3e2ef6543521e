"""A book of prices..."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from importlib import resources

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stackwright.checks.cost.prices import GLOBAL, HOME, Price, PriceBook, chain
from stackwright.data.tables import rows
from stackwright.errors import UserError

AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=9)
RATES = st.decimals(min_value=0, max_value=10**4, places=12)
TIERS = st.tuples(
    st.lists(st.integers(1, 10**9), max_size=6, unique=True).map(lambda ends: [0, *sorted(ends)]),
    st.lists(RATES, min_size=7, max_size=7),
).map(lambda pair: tuple((Decimal(start), usd) for start, usd in zip(pair[0], pair[1], strict=False)))


def price(usd="1", *tiers, per="1"):
    return Price(
        key="some.key",
        service="Some",
        item="thing",
        unit="request",
        region=HOME,
        usd=Decimal(usd),
        tiers=tuple((Decimal(start), Decimal(each)) for start, each in tiers),
        per=Decimal(per),
        source="https://example.com",
        as_of="2026-11-21",
    )


@pytest.fixture
def own(tmp_path):
    """Write a project's own prices of one Region; return their folder."""

    def write(region, **found):
        (tmp_path / f"{region}.json").write_text(json.dumps({"prices": found}), encoding="utf-8")
        return tmp_path

    return write


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1", "ap-southeast-1"])
def test_finds_the_prices_of_its_region_as_they_are_written(region):
    file = json.loads(resources.files("stackwright.data").joinpath("prices", f"{region}.json").read_text("utf-8"))
    book = PriceBook.load(region)
    for key, raw in file["prices"].items():
        found = book.find(key)
        assert (found.key, found.region, found.service, found.item) == (key, region, raw["service"], raw["item"])
        assert (found.unit, str(found.per)) == (raw["unit"], raw.get("per", "1"))
        assert [[str(start), f"{usd:f}"] for start, usd in found.tiers] == raw.get("tiers", [])
        assert f"{found.usd:f}" == (raw["tiers"][0][1] if "tiers" in raw else raw["usd"])
        assert (found.source, found.as_of) == (file["sources"][raw["source"]], raw["asOf"])


def test_finds_what_a_reference_stack_needs_in_its_own_region():
    needed = {
        "fargate.arm64.vcpu": "0.03238",
        "nat-gateway.hour": "0.048",
        "elb.application.hour": "0.0252",
        "logs.ingestion.standard": "0.57",
        "vpc.endpoint.hour": "0.011",
        "rds.postgresql.t4g.medium.multi-az": "0.138",
    }
    book = PriceBook.load("eu-west-1")
    assert {key: (book.find(key).region, f"{book.find(key).usd:f}") for key in needed} == {
        key: ("eu-west-1", usd) for key, usd in needed.items()
    }


def test_tells_whose_price_stands_in_where_its_region_has_none():
    assert PriceBook.load("eu-west-1").find("rds.extended-support.year-3").region == "eu-west-1"
    assert PriceBook.load("eu-west-3").find("aurora.acu.standard").region == "eu-west-1"
    assert PriceBook.load("eu-west-3").find("efs.provisioned-throughput").region == HOME
    assert PriceBook.load("xx-new-1").find("kms.key").region == HOME


def test_finds_what_has_no_region_from_anywhere():
    assert PriceBook.load("eu-west-1").find("cloudfront.data.europe").region == GLOBAL
    assert PriceBook.load(GLOBAL).find("cloudfront.data.europe").region == GLOBAL


def test_finds_nothing_where_nobody_has_a_price():
    assert PriceBook.load("eu-west-1").find("no.such-thing") is None


def test_counts_what_a_price_buys():
    requests = PriceBook.load(HOME).find("lambda.requests")
    assert (requests.per, requests.unit) == (1_000_000, "request")
    assert requests.amount(Decimal(2_500_000)) == Decimal("0.5")


def test_keeps_tiers():
    found = PriceBook.load(HOME).find("lambda.duration.x86")
    assert found.tiers == (
        (0, Decimal("0.0000166667")),
        (6_000_000_000, Decimal("0.000015")),
        (15_000_000_000, Decimal("0.0000133334")),
    )
    assert found.usd == Decimal("0.0000166667")


def test_is_the_same_for_its_own_region_elsewhere():
    book = PriceBook.load("eu-west-1")
    assert book.elsewhere("eu-west-1") is book


def test_leads_to_another_regions_with_the_same_own_prices(own):
    own(HOME, **{"kms.key": {"usd": "0.80", "asOf": "2026-11-21"}})
    folder = own("eu-west-1", **{"kms.key": {"usd": "0.90", "asOf": "2026-11-21"}})
    book = PriceBook.load("eu-west-1", folder)
    assert book.find("kms.key").usd == Decimal("0.90")
    assert book.elsewhere(HOME).find("kms.key").usd == Decimal("0.80")


def test_takes_the_projects_own_price_first(own):
    folder = own("eu-west-1", **{"nat-gateway.hour": {"usd": "0.04", "asOf": "2026-11-21"}})
    found = PriceBook.load("eu-west-1", folder).find("nat-gateway.hour")
    assert (found.usd, found.region, found.unit) == (Decimal("0.04"), "eu-west-1", "hour")
    assert (found.source, found.as_of) == ("the project's own price", "2026-11-21")
    assert PriceBook.load("eu-west-1", folder).find("nat-gateway.data").usd == Decimal("0.048")


def test_takes_the_built_in_price_of_its_region_before_the_projects_own_of_a_neighbour(own):
    folder = own(HOME, **{"nat-gateway.hour": {"usd": "0.01", "asOf": "2026-11-21"}})
    assert PriceBook.load("eu-west-1", folder).find("nat-gateway.hour").usd == Decimal("0.048")


def test_takes_the_projects_own_price_of_a_neighbour_before_its_built_in_one(own):
    folder = own(HOME, **{"efs.provisioned-throughput": {"usd": "5", "asOf": "2026-11-21"}})
    found = PriceBook.load("eu-west-1", folder).find("efs.provisioned-throughput")
    assert (found.usd, found.region) == (5, HOME)


def test_takes_a_negotiated_price_in_place_of_tiers(own):
    folder = own(HOME, **{"lambda.duration.x86": {"usd": "0.00001", "asOf": "2026-11-21"}})
    found = PriceBook.load(HOME, folder).find("lambda.duration.x86")
    assert (found.usd, found.tiers) == (Decimal("0.00001"), ())


def test_refuses_an_own_file_that_is_not_json(tmp_path):
    (tmp_path / "us-east-1.json").write_text("{", encoding="utf-8")
    with pytest.raises(UserError, match=r"us-east-1\.json cannot be read as JSON"):
        PriceBook.load(HOME, tmp_path)
    with pytest.raises(UserError, match=r"us-east-1\.json cannot be read as JSON"):
        PriceBook.load("eu-west-1", tmp_path).elsewhere(HOME)


def test_refuses_a_wrong_own_price_when_it_is_asked_for(own):
    book = PriceBook.load(HOME, own(HOME, **{"kms.key": {"usd": "-1", "asOf": "2026-11-21"}}))
    assert book.find("nat-gateway.hour").usd == Decimal("0.045")
    with pytest.raises(
        UserError, match=r"us-east-1\.json: the price of kms\.key: expected USD of at least 0, found '-1'"
    ):
        book.find("kms.key")


def test_asks_the_neighbours_of_every_region_and_ends_at_home_or_in_china():
    known = {row["region"] for row in rows("look_ups_regions")}
    assert {row["region"] for row in rows("regions")} >= known | {HOME}
    for row in rows("regions"):
        regions = chain(row["region"])
        assert regions[0] == row["region"]
        assert regions[-1] == (HOME if not row["region"].startswith("cn-") else "cn-north-1")
        assert len(set(regions)) == len(regions)


def test_knows_only_regions_that_it_can_lead_to():
    regions = {row["region"] for row in rows("regions")}
    assert {row["neighbour"] for row in rows("regions")} - {""} <= regions


@pytest.mark.parametrize(
    ("quantity", "usd"),
    [("0", "0"), ("1", "0.10"), ("10", "1.00"), ("11", "1.05"), ("100", "5.50"), ("1000.5", "14.505")],
)
def test_charges_each_tier_for_its_own_part(quantity, usd):
    tiered = price("0.10", ("0", "0.10"), ("10", "0.05"), ("100", "0.01"))
    assert tiered.amount(Decimal(quantity)) == Decimal(usd)


def test_does_not_round():
    assert price("0.0000000309").amount(Decimal("0.000000001")) == Decimal("3.09E-17")
    assert price("0.20", per="1000000").amount(Decimal(1)) == Decimal("0.0000002")


@given(RATES, AMOUNTS, AMOUNTS)
def test_charges_for_a_sum_what_it_charges_for_its_parts_without_tiers(usd, one, other):
    flat = price(usd)
    assert Fraction(flat.amount(one)) + Fraction(flat.amount(other)) == Fraction(flat.amount(one + other))


@given(TIERS, AMOUNTS)
@example(((Decimal(0), Decimal(1)),), Decimal(0))
def test_charges_what_a_walk_through_the_tiers_comes_to(tiers, quantity):
    total = Fraction(0)
    ends = [*(start for start, _ in tiers[1:]), max(quantity, tiers[-1][0])]
    for (start, usd), end in zip(tiers, ends, strict=True):
        if quantity > start:
            total += Fraction(usd) * (Fraction(min(quantity, end)) - Fraction(start))
    assert Fraction(price(tiers[0][1], *tiers).amount(quantity)) == total


@given(TIERS, AMOUNTS, AMOUNTS)
def test_never_charges_less_for_more(tiers, one, more):
    tiered = price(tiers[0][1], *tiers)
    assert tiered.amount(one + more) >= tiered.amount(one)


def test_has_none_for_china_but_the_projects_own(own):
    assert PriceBook.load("cn-northwest-1").find("kms.key") is None
    assert PriceBook.load("cn-north-1").find("cloudfront.functions") is None
    book = PriceBook.load("cn-northwest-1", own("cn-north-1", **{"kms.key": {"usd": "7", "asOf": "2026-11-21"}}))
    assert book.find("kms.key").usd == Decimal(7)


@pytest.mark.parametrize("region", ["x" * 5000, "../us-east-1", "\0", "", "US-EAST-1"])
def test_has_no_file_of_what_is_no_region(tmp_path, region):
    (tmp_path / "us-east-1.json").write_text("broken", encoding="utf-8")
    folder = tmp_path / "prices"
    folder.mkdir()
    assert PriceBook.load(region, folder).find("kms.key").region == HOME
