"""The price files..."""

from __future__ import annotations

import importlib
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parents[2]
UNITS = {"hours": "hour", "requests": "request", "GB": "GB", "queries": "query"}
NEIGHBOURS = {"us-east-1": "", "eu-west-1": "us-east-1"}
ROW = {
    "key": "some.thing",
    "service": "Some",
    "item": "thing",
    "unit": "hour",
    "region": "eu-west-1",
    "usd": "0.5",
    "tier_from": "",
    "source": "https://example.com/prices",
    "as_of": "2026-11-21",
}
OFFER = "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonS3/20261101000000/eu-west-1/index.json"


@pytest.fixture
def build(scripts):
    return importlib.import_module("build_prices")


@pytest.fixture
def project(build, tmp_path, monkeypatch):
    """Return a function that runs the script over a table of these rows; the folder it writes into is in `folder`."""
    tables, prices, regions = tmp_path / "tables", tmp_path / "prices", tmp_path / "regions.csv"
    tables.mkdir()
    prices.mkdir()
    (tables / "units.csv").write_text("unit,many\nhour,hours\n", encoding="utf-8")
    regions.write_text("region,neighbour\nus-east-1,\neu-west-1,us-east-1\n", encoding="utf-8")
    monkeypatch.setattr(build, "_TABLES", tables)
    monkeypatch.setattr(build, "_PRICES", prices)
    monkeypatch.setattr(build, "_REGIONS", regions)

    def run(*rows, check=False):
        lines = [",".join(ROW), *(",".join({**ROW, **row}.values()) for row in rows)]
        (tables / "table.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return build.main(check)

    run.folder = prices
    return run


def made(build, *rows):
    return build.files([{**ROW, **row} for row in rows], UNITS, NEIGHBOURS)


def test_are_what_the_table_makes(build, capsys):
    assert build.main(check=True) == 0
    assert capsys.readouterr().out == ""


def test_hold_no_price_that_no_public_place_tells(build):
    sources = {
        source
        for path in (ROOT / "stackwright" / "data" / "prices").glob("*.json")
        for source in json.loads(path.read_text(encoding="utf-8"))["sources"]
    }
    assert sources
    assert all(source.startswith(("https://", "repository ")) for source in sources)
    assert made(build, {"source": "unsourced", "as_of": ""}) == {}


def test_leave_out_a_price_of_which_one_tier_has_no_source(build):
    tier = {"tier_from": "10", "source": "unsourced", "as_of": ""}
    assert made(build, {"tier_from": "0"}, tier) == {}


def test_hold_one_price_a_key(build):
    assert made(build, {})["eu-west-1"] == {
        "region": "eu-west-1",
        "neighbour": "us-east-1",
        "prices": {
            "some.thing": {
                "service": "Some",
                "item": "thing",
                "unit": "hour",
                "usd": "0.5",
                "source": "https://example.com/prices",
                "asOf": "2026-11-21",
            }
        },
    }


def test_hold_tiers_in_their_order_with_the_oldest_of_their_days(build):
    rows = [
        {"tier_from": "150", "usd": "0.1", "as_of": "2026-11-20"},
        {"tier_from": "0"},
        {"tier_from": "50", "usd": "0.2"},
    ]
    price = made(build, *rows)["eu-west-1"]["prices"]["some.thing"]
    assert price["tiers"] == [["0", "0.5"], ["50", "0.2"], ["150", "0.1"]]
    assert price["asOf"] == "2026-11-20"
    assert "usd" not in price


def test_say_how_many_units_a_price_buys(build):
    price = made(build, {"unit": "1M requests"})["eu-west-1"]["prices"]["some.thing"]
    assert (price["unit"], price["per"]) == ("request", "1000000")


def test_are_for_regions_and_for_what_has_none(build):
    files = made(build, {}, {"region": "us-east-1"}, {"region": "global"})
    assert {region: file["neighbour"] for region, file in files.items()} == {
        "eu-west-1": "us-east-1",
        "us-east-1": "",
        "global": "",
    }


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([{}, {}], r"some\.thing in eu-west-1: expected one row for each tier, the first from 0"),
        ([{"tier_from": "0"}, {}], "expected one row for each tier"),
        ([{}, {"source": "unsourced"}], "expected one row for each tier"),
        ([{"tier_from": "5"}, {"tier_from": "9"}], "the first from 0"),
        ([{"tier_from": "some"}], "expected the quantity that a tier begins at, or nothing, found 'some'"),
        ([{"unit": "fortnight"}], "the unit 'fortnight' is not in units.csv"),
        ([{"unit": "10k request"}], "the unit '10k request' is not in units.csv"),
        ([{"unit": "requests"}], "the unit 'requests' is not in units.csv"),
        ([{"unit": ""}], "the unit '' is not in units.csv"),
        ([{"usd": "-0.5"}], "expected USD of at least 0, found '-0.5'"),
        ([{"usd": "NaN"}], "expected USD of at least 0, found 'NaN'"),
        ([{"usd": ""}], "expected USD of at least 0, found ''"),
        ([{"as_of": ""}], "expected a date .* as as_of, found ''"),
        ([{"as_of": "2026-13-01"}], "expected a date .* as as_of, found '2026-13-01'"),
        ([{"source": "somebody said"}], "expected an address or .* found 'somebody said'"),
        ([{"source": "repository owner"}], "expected an address or .* found 'repository owner'"),
        ([{"source": ""}], "expected an address or .* found ''"),
        ([{"region": "eu-nowhere-1"}], "the Region is not in regions.csv"),
        ([{"key": "Some.Thing"}], "the key is not in lower case"),
        ([{"key": "some..thing"}], "the key is not in lower case"),
        ([{}, {"region": "us-east-1", "item": "other"}], "but .* in another row of the key"),
    ],
)
def test_are_refused_with_the_row_that_is_wrong(build, rows, problem):
    with pytest.raises(ValueError, match=problem):
        made(build, *rows)


@pytest.mark.parametrize(
    ("text", "name", "per"),
    [
        ("hour", "hour", "1"),
        ("GB", "GB", "1"),
        ("1k requests", "request", "1000"),
        ("10000 requests", "request", "10000"),
        ("100k queries", "query", "100000"),
        ("1M requests", "request", "1000000"),
        ("10B requests", "request", "10000000000"),
    ],
)
def test_read_the_unit_and_its_number(build, text, name, per):
    assert build.unit(text, UNITS) == build.Unit(name, Decimal(per))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 10**6), st.sampled_from(["", "k", "M", "B"]), st.sampled_from(sorted(UNITS)))
def test_read_every_number_of_a_unit(build, count, thousands, many):
    per = count * {"": 1, "k": 10**3, "M": 10**6, "B": 10**9}[thousands]
    assert build.unit(f"{count}{thousands} {many}", UNITS) == build.Unit(UNITS[many], Decimal(per))


def test_are_written_and_compared(project, capsys):
    assert project({}, check=True) == 1
    assert capsys.readouterr().out == (
        "eu-west-1.json is not what the table makes: run python scripts/build_prices.py\n"
    )
    assert project({}) == 0
    assert project({}, check=True) == 0
    assert project({"usd": "0.6"}, check=True) == 1
    assert project({"usd": "0.6"}) == 0
    file = json.loads((project.folder / "eu-west-1.json").read_text(encoding="utf-8"))
    assert file["prices"]["some.thing"] == {
        "service": "Some",
        "item": "thing",
        "unit": "hour",
        "usd": "0.6",
        "source": 0,
        "asOf": "2026-11-21",
    }
    assert file["sources"] == ["https://example.com/prices"]


def test_go_with_the_last_price_of_their_region(project):
    project({}, {"region": "us-east-1"})
    assert project({}, check=True) == 1
    assert project({}) == 0
    assert [path.name for path in project.folder.iterdir()] == ["eu-west-1.json"]


def test_are_the_same_each_time(project):
    project({}, {"region": "us-east-1"})
    first = {path.name: path.read_bytes() for path in project.folder.iterdir()}
    project({"region": "us-east-1"}, {})
    assert {path.name: path.read_bytes() for path in project.folder.iterdir()} == first


@pytest.mark.parametrize(
    ("changes", "usd"),
    [
        ({}, "9"),
        ({"asOf": "2026-11-21"}, "0.5"),
        ({"asOf": "2026-11-20"}, "0.5"),
        ({"source": "https://example.com/newer"}, "0.5"),
        ({"unit": "month"}, "0.5"),
    ],
)
def test_keep_what_a_refresh_has_read_since(build, changes, usd):
    file = made(build, {})["eu-west-1"]
    refreshed = {"service": "Some", "item": "thing", "unit": "hour", "usd": "9", "source": OFFER, "asOf": "2026-11-22"}
    kept = build.kept(file, {"prices": {"some.thing": {**refreshed, **changes}}})
    assert kept["prices"]["some.thing"]["usd"] == usd


def test_keep_a_price_of_the_offer_files_that_the_table_lacks(build):
    file = made(build, {})["eu-west-1"]
    refreshed = {"service": "Some", "item": "more", "unit": "hour", "usd": "9", "source": OFFER, "asOf": "2026-11-01"}
    guessed = {**refreshed, "source": "https://example.com/prices"}
    kept = build.kept(file, {"prices": {"some.more": refreshed, "some.guess": guessed}})
    assert sorted(kept["prices"]) == ["some.more", "some.thing"]
