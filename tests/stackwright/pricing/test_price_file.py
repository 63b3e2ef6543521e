"""A file of prices..."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.errors import UserError
from stackwright.pricing import price_file

ROOT = Path(__file__).parents[3]
PRICE = {"service": "KMS", "item": "key", "unit": "month", "usd": "1", "source": "https://a.test", "asOf": "2026-11-01"}
FILE = {"region": "eu-west-1", "neighbour": "us-east-1", "prices": {"b.c": PRICE, "a.b": {**PRICE, "usd": "2"}}}


def test_is_written_one_price_a_line_by_key_with_each_source_once():
    assert price_file.written(FILE) == (
        "{\n"
        '"region": "eu-west-1",\n'
        '"neighbour": "us-east-1",\n'
        '"sources": [\n'
        '"https://a.test"\n'
        "],\n"
        '"prices": {\n'
        '"a.b": {"service": "KMS", "item": "key", "unit": "month", "usd": "2", "source": 0, "asOf": "2026-11-01"},\n'
        '"b.c": {"service": "KMS", "item": "key", "unit": "month", "usd": "1", "source": 0, "asOf": "2026-11-01"}\n'
        "}\n"
        "}\n"
    )


def test_is_read_as_it_was_written(tmp_path):
    path = tmp_path / "prices" / "eu-west-1.json"
    price_file.write(path, FILE)
    assert price_file.read(path) == FILE


@pytest.mark.parametrize(
    "path", sorted((ROOT / "stackwright" / "data" / "prices").glob("*.json")), ids=lambda p: p.stem
)
def test_is_the_same_to_the_byte_where_nothing_changes(path):
    assert price_file.written(price_file.read(path)) == path.read_text(encoding="utf-8")


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,5}\.[a-z]{1,5}", fullmatch=True),
        st.fixed_dictionaries({"usd": st.text(max_size=5)}, optional={"source": st.text(max_size=20)}),
    )
)
def test_holds_any_prices_and_sources(tmp_path_factory, prices):
    path = tmp_path_factory.mktemp("prices") / "x.json"
    file = {"region": "x", "neighbour": "", "prices": prices}
    price_file.write(path, file)
    assert price_file.read(path) == file


def test_may_say_a_source_in_place_of_its_index_or_none(tmp_path):
    path = tmp_path / "x.json"
    path.write_text('{"prices": {"a.b": {"usd": "1", "source": "contract 7"}, "c.d": {"usd": 2}, "e.f": 3}}')
    assert price_file.read(path)["prices"] == {"a.b": {"usd": "1", "source": "contract 7"}, "c.d": {"usd": 2}, "e.f": 3}


def test_is_empty_where_there_is_none(tmp_path):
    assert price_file.read(tmp_path / "x.json") == {"prices": {}}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "x.json cannot be read as JSON: Expecting property name"),
        ("[]", 'x.json: expected an object "prices" of prices by key; mend or delete it'),
        ('{"prices": []}', 'x.json: expected an object "prices"'),
    ],
)
def test_is_refused_where_it_is_none(tmp_path, text, problem):
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(UserError) as refused:
        price_file.read(path)
    assert problem in str(refused.value)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("stop")])
def test_is_the_old_one_after_an_interruption(tmp_path, monkeypatch, error):
    path = tmp_path / "x.json"
    price_file.write(path, FILE)
    before = path.read_text()

    def stop(*_args):
        raise error

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(type(error)):
        price_file.write(path, {**FILE, "prices": {}})
    assert path.read_text() == before
    assert [each.name for each in tmp_path.iterdir()] == ["x.json"]


def test_is_not_written_where_it_cannot_be(tmp_path):
    (tmp_path / "prices").write_text("a file, not a folder")
    with pytest.raises(UserError, match=r"x.json cannot be written: .*; name another folder with --into FOLDER"):
        price_file.write(tmp_path / "prices" / "x.json", FILE)


def test_is_json(tmp_path):
    price_file.write(tmp_path / "x.json", FILE)
    assert json.loads((tmp_path / "x.json").read_text())["prices"]["a.b"]["source"] == 0
