"""An offer file of AWS's price list..."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.errors import UserError
from stackwright.pricing.offer import Offer, Rate, plain

ROW = {"SKU": "ABC", "PricePerUnit": "0.0450000000", "usageType": "NatGateway-Hours"}
ADDRESS = "https://aws.test/AmazonX/index.csv"


def test_says_when_it_was_published_and_what_its_columns_are(recorded):
    offer = Offer(recorded("AmazonEC2"), ADDRESS)
    assert offer.published == "2026-11-13"
    assert (offer.columns["sku"], offer.columns["usagetype"], offer.columns["preinstalledsw"]) == (0, 30, 34)


def test_has_one_row_for_each_line_after_its_head(recorded):
    offer = Offer(recorded("AmazonEC2"), ADDRESS)
    rows = list(offer.rows())
    assert len(rows) == 29
    assert offer.rate(rows[0]) == Rate("6M7QRJB83UMKPNAC", Decimal(0), None, Decimal("0.0336"))


def test_is_read_no_further_than_it_is_asked_for(made):
    read = []

    def lines():
        for number, line in enumerate(made(*[ROW] * 100)):
            read.append(number)
            yield line

    offer = Offer(lines(), ADDRESS)
    assert len(read) == 6
    rows = offer.rows()
    assert len(read) == 6
    next(rows)
    next(rows)
    assert len(read) == 8


@pytest.mark.parametrize("name", ["Usage Type", "usageType", "usagetype", "USAGE_TYPE"])
def test_may_spell_a_column_in_any_way(name):
    assert plain(name) == "usagetype"


def test_may_break_a_line_inside_a_cell(made):
    offer = Offer(made({**ROW, "PriceDescription": "first\nsecond"}, ROW), ADDRESS)
    assert [len(row) for row in offer.rows()] == [9, 9]


def test_may_have_two_columns_of_a_name_of_which_the_first_counts(made):
    offer = Offer(made({**ROW, "Usage Type": "other"}), ADDRESS)
    assert next(offer.rows())[offer.columns["usagetype"]] == "NatGateway-Hours"


def test_has_no_ranges_where_a_price_is_reserved(made):
    offer = Offer(made({**ROW, "StartingRange": "", "EndingRange": ""}), ADDRESS)
    assert offer.rate(next(offer.rows())) == Rate("ABC", Decimal(0), None, Decimal("0.045"))


@given(st.decimals(0, 10**6, places=10), st.integers(0, 10**12), st.integers(1, 10**12))
def test_keeps_every_digit_of_a_price_and_of_its_range(usd, start, more):
    head = ['"FormatVersion","v1.0"', '"D"', '"Publication Date","2026-11-01T10:00:00Z"', '"V"', '"O"']
    columns = "SKU,TermType,StartingRange,EndingRange,PricePerUnit,Currency"
    text = "\n".join([*head, columns, f"A,OnDemand,{start},{start + more},{usd:f},USD\n"])
    offer = Offer(text.splitlines(keepends=True), ADDRESS)
    assert offer.rate(next(offer.rows())) == Rate("A", Decimal(start), Decimal(start + more), usd)


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ([], 'line 0: expected "FormatVersion","v1.0" first, found None'),
        (["<html>\n", "<head>\n", "x\n", "y\n", "z\n"], 'expected "FormatVersion","v1.0" first, found None'),
        (['"FormatVersion","v2.0"\n', *['"a","b"\n'] * 4], 'expected "FormatVersion","v1.0" first, found \'v2.0\''),
        (['"FormatVersion","v1.0"\n', *['"a","b"\n'] * 4], 'line 5: expected a "Publication Date" before the columns'),
        (
            ['"FormatVersion","v1.0"\n', '"Publication Date","2026-11-01"\n', *['"a","b"\n'] * 3],
            "line 5: expected a column SKU, found ;",
        ),
        (
            ['"FormatVersion","v1.0"\n', '"Publication Date","2026-11-01"\n', *['"a","b"\n'] * 3, '"SKU","TermType"\n'],
            "line 6: expected a column StartingRange, found SKU, TermType;",
        ),
    ],
)
def test_is_refused_where_it_is_none(lines, problem):
    with pytest.raises(UserError) as refused:
        Offer(lines, ADDRESS)
    assert str(refused.value).startswith(f"{ADDRESS}: line")
    assert problem in str(refused.value)
    assert str(refused.value).endswith("; download the file again, as CSV")


def test_is_refused_where_a_row_is_cut_off(made):
    lines = made(ROW, ROW)
    offer = Offer([*lines[:-1], '"ABC","OnDemand","0"\n'], ADDRESS)
    with pytest.raises(UserError, match=r"line 8: expected 8 cells, found 3"):
        list(offer.rows())


def test_is_refused_where_a_cell_never_ends(made):
    lines = made(ROW)
    offer = Offer([*lines[:-1], lines[-1][:-3]], ADDRESS)
    with pytest.raises(UserError, match=r"line 7: cannot be read as CSV: unexpected end of data"):
        list(offer.rows())


def test_is_refused_where_it_is_no_text(made):
    def lines():
        yield from made(ROW)
        yield b"\xff".decode("utf-8")

    with pytest.raises(UserError, match=r"cannot be read as CSV: 'utf-8' codec"):
        list(Offer(lines(), ADDRESS).rows())


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"PricePerUnit": "free"}, "line 7: expected a number, found 'free'"),
        ({"PricePerUnit": "-1"}, "expected a number of at least 0, found '-1'"),
        ({"PricePerUnit": "NaN"}, "expected a number of at least 0, found 'NaN'"),
        ({"StartingRange": "x"}, "expected a number, found 'x'"),
        ({"EndingRange": "Infinity"}, "expected a number of at least 0, found 'Infinity'"),
        ({"Currency": "CNY"}, "expected USD, found CNY; prices in other currencies are not read"),
    ],
)
def test_is_refused_where_a_price_is_none(made, cells, problem):
    offer = Offer(made({**ROW, **cells}), ADDRESS)
    with pytest.raises(UserError) as refused:
        offer.rate(next(offer.rows()))
    assert problem in str(refused.value)
