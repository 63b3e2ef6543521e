"""A project's own file of prices..."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.cost.own_prices import OwnPrices, is_date
from stackwright.errors import UserError

KEY = "nat-gateway.hour"
BUILT_IN = {
    "service": "NAT Gateway",
    "item": "gateway",
    "unit": "hour",
    "usd": "0.045",
    "source": "x",
    "asOf": "2026-01-01",
}
REQUESTS = {**BUILT_IN, "unit": "request", "per": "1000000"}
WHOLE = {"service": "Some", "item": "thing", "unit": "hour", "usd": "1", "asOf": "2026-11-21"}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "eu-west-1.json"


@pytest.fixture
def own(path):
    """Return what a file tells of one price, given the built-in one."""

    def tell(price, known=None, **more):
        path.write_text(json.dumps({"prices": {KEY: price}, **more}), encoding="utf-8")
        return OwnPrices.read(path).price(KEY, known)

    return tell


def test_holds_whole_prices(own):
    assert own(WHOLE) == {**WHOLE, "per": "1", "source": "the project's own price"}


def test_leaves_out_what_the_built_in_price_says(own):
    assert own({"usd": "0.04", "asOf": "2026-11-21"}, REQUESTS) == {
        "service": "NAT Gateway",
        "item": "gateway",
        "unit": "request",
        "per": "1000000",
        "usd": "0.04",
        "asOf": "2026-11-21",
        "source": "the project's own price",
    }


def test_may_price_another_number_of_the_same_unit(own):
    assert own({"usd": "0.04", "per": 1000, "asOf": "2026-11-21"}, REQUESTS)["per"] == "1000"


@pytest.mark.parametrize(("written", "read"), [(0.036, "0.036"), (1, "1"), ("1e-7", "1e-7"), (1e-07, "1e-07")])
def test_writes_numbers_as_text_or_numbers(own, written, read):
    assert own({**WHOLE, "usd": written})["usd"] == read


def test_holds_tiers_in_place_of_one_price(own):
    told = own({**WHOLE, "tiers": [[0, "0.1"], [10240, 0.05]]})
    assert told["tiers"] == [["0", "0.1"], ["10240", "0.05"]]


def test_holds_a_single_tier_as_one_price(own):
    told = own({"tiers": [["0", "0.1"]], "asOf": "2026-11-21"}, BUILT_IN)
    assert told["usd"] == "0.1"
    assert "tiers" not in told


def test_names_a_source_or_the_index_of_one(own):
    assert own({**WHOLE, "source": 1}, sources=["https://one", "https://two"])["source"] == "https://two"
    assert own({**WHOLE, "source": "our contract"}, sources=["https://one"])["source"] == "our contract"
    assert own({**WHOLE, "source": 3}, sources={"none": "of its form"})["source"] == "3"


def test_may_lack_a_price_or_not_exist(own, path):
    own(WHOLE)
    assert OwnPrices.read(path).price("kms.key", None) is None
    path.unlink()
    assert OwnPrices.read(path).price(KEY, None) is None
    path.write_text("a program's own file called prices", encoding="utf-8")
    assert OwnPrices.read(path / "eu-west-1.json").price(KEY, None) is None


@pytest.mark.parametrize(
    ("price", "problem"),
    [
        ([], "expected an object, found []"),
        ({**WHOLE, "usd": "-1"}, "expected USD of at least 0, found '-1'"),
        ({**WHOLE, "usd": True}, "expected USD of at least 0, found True"),
        ({**WHOLE, "usd": "1,5"}, "expected USD of at least 0, found '1,5'"),
        ({**WHOLE, "usd": "1e400"}, "expected USD of at least 0, found '1e400'"),
        ({**WHOLE, "usd": "1e-400"}, "expected USD of at least 0, found '1e-400'"),
        ({**WHOLE, "usd": 10**16}, "expected USD of at least 0, found '10000000000000000'"),
        ({**WHOLE, "usd": ["1"]}, "expected USD of at least 0, found ['1']"),
        ({**WHOLE, "service": ["S"]}, "expected an AWS service as service, found ['S']"),
        ({**WHOLE, "usd": float("nan")}, "expected USD of at least 0, found 'NaN'"),
        ({"service": "S", "item": "i", "unit": "u", "asOf": "2026-11-21"}, "expected USD of at least 0, found None"),
        ({**WHOLE, "asOf": "today"}, "expected a date (YYYY-MM-DD) as asOf, found 'today'"),
        ({**WHOLE, "asOf": "2026-13-45"}, "expected a date (YYYY-MM-DD) as asOf, found '2026-13-45'"),
        ({**WHOLE, "asOf": None}, "expected a date (YYYY-MM-DD) as asOf, found None"),
        ({**WHOLE, "per": "3"}, "expected a power of ten as per, found '3'"),
        ({**WHOLE, "service": ""}, "expected an AWS service as service, found ''"),
        ({"usd": "1", "asOf": "2026-11-21"}, "expected an AWS service as service, found None"),
        ({**WHOLE, "tiers": [["5", "1"], ["9", "2"]]}, "expected tiers from 0 upwards, found [['5', '1'], ['9', '2']]"),
        ({**WHOLE, "tiers": [["0", "1"], ["0", "2"]]}, "expected tiers from 0 upwards, found [['0', '1'], ['0', '2']]"),
        ({**WHOLE, "tiers": [["0"]]}, "expected pairs of a quantity and its price as tiers, found [['0']]"),
        ({**WHOLE, "tiers": "0.1"}, "expected pairs of a quantity and its price as tiers, found '0.1'"),
    ],
)
def test_is_refused_with_its_name_the_key_and_what_is_wrong(own, path, price, problem):
    with pytest.raises(UserError) as error:
        own(price)
    assert str(error.value).startswith(f"{path}: the price of {KEY}: {problem}; for instance ")
    assert "\n" not in str(error.value)


def test_is_refused_where_its_unit_is_another(own):
    with pytest.raises(UserError, match="expected the unit 'hour', found 'month'"):
        own({"unit": "month", "usd": "1", "asOf": "2026-11-21"}, BUILT_IN)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"{", "cannot be read as JSON: "),
        (b"\xff", "cannot be read as JSON: "),
        (b"[]", 'expected an object "prices" of prices by key'),
        (b'{"prices": []}', 'expected an object "prices" of prices by key'),
    ],
)
def test_is_refused_where_it_is_none_of_its_form(path, text, problem):
    path.write_bytes(text)
    with pytest.raises(UserError) as error:
        OwnPrices.read(path)
    assert str(path) in str(error.value)
    assert problem in str(error.value)


@given(st.dates())
def test_has_dates_of_iso_8601(day):
    assert is_date(day.isoformat())
    assert not is_date(day.strftime("%Y%m%d"))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda some: st.lists(some) | st.dictionaries(st.text(), some),
        max_leaves=8,
    )
)
def test_is_read_or_refused_whatever_it_holds(anything):
    own = OwnPrices(Path("eu-west-1.json"), {}, {KEY: {**WHOLE, "usd": anything}})
    with contextlib.suppress(UserError):
        assert own.price(KEY, None)["usd"] == anything
