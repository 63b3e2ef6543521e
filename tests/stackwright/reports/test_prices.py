"""A report on prices..."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pytest

from stackwright.checks.cost.prices import Price
from stackwright.pricing.gathering import Gathered
from stackwright.pricing.updating import Move, Update
from stackwright.reports.prices import write_prices, write_problems, write_update


def tiers(*pairs):
    return tuple((Decimal(start), Decimal(usd)) for start, usd in pairs)


def update(**changes):
    told = {"file": {}, "moved": (), "new": (), "unchanged": (), "kept": {}, "problems": ()}
    return Update(**{**told, **changes})


def written(one, read=("AmazonEC2",)):
    out = io.StringIO()
    gathered = Gathered({}, (), read, (), frozenset(), {})
    write_update("eu-west-1", Path("prices/eu-west-1.json"), one, gathered, out)
    return out.getvalue()


def move(key, before, after):
    return Move(key, "hour", Decimal(1), before, after)


def test_says_what_moved_what_is_new_and_what_stays():
    text = written(
        update(
            moved=(
                move("nat-gateway.hour", tiers((0, "0")), tiers((0, "0.048"))),
                move("kms.key", tiers((0, "1")), tiers((0, "1.5"))),
                move("s3.x", tiers((0, "0.023"), (10, "0.022")), tiers((0, "0.023"), (10, "0.020"))),
                move("s3.y", tiers((0, "0.023")), tiers((0, "0.023"), (10, "0.02"))),
            ),
            new=("ec2.m8g.large",),
            unchanged=("a.b",) * 1234,
            kept={"not in the offers": ("eks.a", "eks.b")},
        ),
        read=("A", "B"),
    )
    assert text == (
        "\n"
        "  Prices of eu-west-1 · 2 offers of AWS read\n"
        "\n"
        "  price                    before         after   change\n"
        "  nat-gateway.hour              0         0.048   from 0\n"
        "  kms.key                       1           1.5  +50.0 %\n"
        "  s3.x              0.023 / 0.022  0.023 / 0.02   -9.1 %\n"
        "  s3.y                      0.023  0.023 / 0.02    tiers\n"
        "\n"
        "  new\n"
        "    ec2.m8g.large\n"
        "\n"
        "  kept, not in the offers\n"
        "    eks.a · eks.b\n"
        "\n"
        "  4 moved, 1 new, 1,234 unchanged, 2 kept in prices/eu-west-1.json\n"
        "\n"
    )


def test_is_short_where_nothing_moved():
    assert written(update(unchanged=("a.b",))) == (
        "\n  Prices of eu-west-1 · 1 offer of AWS read\n"
        "\n  0 moved, 0 new, 1 unchanged, 0 kept in prices/eu-west-1.json\n\n"
    )


def test_folds_many_keys_of_a_service():
    text = written(update(new=(*(f"ec2.t{n:04}" for n in range(1001)), "kms.key")))
    assert "    ec2.* (1,001) · kms.key\n" in text


@pytest.mark.parametrize("width", [40, 80, 200])
def test_breaks_long_lists_between_keys(monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    names = [f"{name}.{'x' * 20}" for name in "abcdefg"]
    lines = written(update(new=tuple(names))).splitlines()
    assert width - 25 <= max(len(line) for line in lines if "xxx" in line) <= width
    assert sum(line.count("xxxxx.") for line in lines) == 0
    assert all(any(name in line for line in lines) for name in names)


def test_has_no_colour_in_a_file():
    assert "\033" not in written(update(moved=(move("a", tiers((0, 1)), tiers((0, 2))),)))


def test_has_colour_on_a_terminal(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = Terminal()
    write_problems("eu-west-1", ["a.b: S1 and S2"], out)
    assert "\033[1mPrices of eu-west-1\033[0m" in out.getvalue()


def test_says_why_nothing_was_written():
    out = io.StringIO()
    write_problems("eu-west-1", ["a.b: S1 and S2 are both the price from 0", "c.d: \033[31mred"], out)
    assert out.getvalue() == (
        "\n"
        "  Prices of eu-west-1 · nothing was written: 2 prices not clear\n"
        "\n"
        "  a.b: S1 and S2 are both the price from 0\n"
        "  c.d: \\x1b[31mred\n"
        "\n"
        "  --keep KEY leaves a price as it is; which rows of an offer are a price is in data/prices/offers.csv\n"
        "\n"
    )


PRICE = Price(
    key="s3.requests.put",
    service="S3",
    item="PUT requests",
    unit="request",
    region="us-east-1",
    usd=Decimal("0.0050"),
    per=Decimal(1000),
    source="https://aws.test/x",
    as_of="2026-11-01",
)


@pytest.mark.parametrize(
    ("region", "end"), [("us-east-1", ""), ("eu-west-1", "    of us-east-1: eu-west-1 has none of its own\n")]
)
def test_shows_a_price_with_its_source_and_day(region, end):
    out = io.StringIO()
    write_prices(region, [PRICE], out)
    assert out.getvalue() == (
        "\n"
        "  s3.requests.put · S3: PUT requests\n"
        "    0.005 USD for 1,000 request\n"
        "    https://aws.test/x, 2026-11-01\n"
        f"{end}\n"
    )


def test_shows_the_tiers_of_a_price():
    storage = Price(
        key="s3.standard.storage",
        service="S3",
        item="Standard storage",
        unit="GB-month",
        region="global",
        usd=Decimal("0.023"),
        tiers=tiers((0, "0.023"), (51200, "0.022")),
        source="https://aws.test/x",
        as_of="2026-11-01",
    )
    out = io.StringIO()
    write_prices("global", [storage], out)
    assert "    0.023 USD for 1 GB-month\n    0.022 from 51,200 a month on\n" in out.getvalue()
