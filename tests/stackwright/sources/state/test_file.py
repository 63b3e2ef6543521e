"""A file..."""

from __future__ import annotations

import gzip
import io
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.errors import UserError
from stackwright.sources.state.file import STDIN, kind, loads, parse, read_text

JSON = '{"a": "ü"}'


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    "content",
    [
        JSON.encode(),
        JSON.encode("utf-8-sig"),
        JSON.encode("utf-16"),
        b"\xfe\xff" + JSON.encode("utf-16-be"),
        gzip.compress(JSON.encode()),
        gzip.compress(JSON.encode("utf-16")),
    ],
    ids=["utf-8", "utf-8 with a mark", "utf-16", "utf-16 big-endian", "gzip", "gzip of utf-16"],
)
def test_is_read_in_any_encoding(tmp_path, content):
    file = tmp_path / "state"
    file.write_bytes(content)
    assert read_text(file) == JSON


@pytest.mark.parametrize("stream", [io.TextIOWrapper(io.BytesIO(JSON.encode())), io.StringIO(JSON)])
def test_may_be_piped_in(monkeypatch, stream):
    monkeypatch.setattr(sys, "stdin", stream)
    assert read_text(STDIN) == JSON


@pytest.mark.parametrize("stream", [Terminal(), None])
def test_is_refused_where_nothing_is_piped_in(monkeypatch, stream):
    monkeypatch.setattr(sys, "stdin", stream)
    with pytest.raises(UserError, match="standard input: nothing is piped in; run `pulumi stack export"):
        read_text(STDIN)


def test_is_refused_where_there_is_none(tmp_path):
    with pytest.raises(UserError) as raised:
        read_text(tmp_path / "no.json")
    assert str(raised.value) == (
        f"{tmp_path}/no.json: no such file; write one with `pulumi stack export --file state.json`"
    )


def test_is_refused_where_it_is_a_folder(tmp_path):
    with pytest.raises(UserError, match="is a folder; expected the file that `pulumi stack export"):
        read_text(tmp_path)


def test_is_refused_where_it_cannot_be_read(tmp_path, monkeypatch):
    def deny(self: Path) -> bytes:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(Path, "read_bytes", deny)
    with pytest.raises(UserError, match=r"state.json: cannot be read: Permission denied; pass a file you may read"):
        read_text(tmp_path / "state.json")


def test_is_refused_where_its_name_is_none():
    with pytest.raises(UserError, match="cannot be read: embedded null byte"):
        read_text(Path("a\0b"))


@pytest.mark.parametrize("cut", [3, 12, -4])
def test_is_refused_where_its_gzip_is_damaged(tmp_path, cut):
    file = tmp_path / "state.json.gz"
    file.write_bytes(gzip.compress(JSON.encode())[:cut])
    with pytest.raises(UserError, match="the gzip file is truncated or damaged; export it again"):
        read_text(file)


def test_is_refused_where_it_is_no_text(tmp_path):
    file = tmp_path / "state.json"
    file.write_bytes(b'{"a": \xff}')
    with pytest.raises(UserError, match=r"state.json: not text at byte 6; expected the JSON that"):
        read_text(file)


@pytest.mark.parametrize("text", ["", " \n", "\0\0"])
def test_is_refused_where_it_is_empty(text):
    with pytest.raises(UserError, match=r"^s: the file is empty; export the state again"):
        parse(text, "s")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"a": 1,\n "b": [1,', "s: ends in the middle, after line 2, column 10; the file is truncated, "),
        ('{"a": "half', "s: ends in the middle, after line 1, column 7; the file is truncated, "),
        ('{"a": tru', "s: ends in the middle, after line 1, column 7; "),
        ('{"a": 1e-', "s: ends in the middle, after line 1, column 8; "),
        (r'{"a": "\u00', "s: ends in the middle, after line 1, column 9; "),
        ('{"a": "\\', "s: ends in the middle, after line 1, column 7; "),
        (r'{"a": "\q"}', "s: not JSON at line 1, column 8; "),
        (r'{"a": "\u1"}', "s: not JSON at line 1, column 9; "),
        ('{"a": 1,\n "b": oh}', "s: not JSON at line 2, column 7; expected what `pulumi stack export"),
        ("name: web\n", "s: not JSON at line 1, column 1; expected what `pulumi stack export"),
        ('{"a": 1} {"b"', "s: not JSON at line 1, column 10; "),
        ('{"a": NaN}', "s: not JSON: NaN is no JSON number; "),
        ('{"a": 1e999}', "s: not JSON: the number 1e999 is too large; "),
        ('{"a": ' + "9" * 5000 + "}", "s: not JSON: a number of 5000 digits; "),
        ("[1]", "s: expected the object that `pulumi stack export --file state.json` writes, got a list; "),
        ("null", "s: expected the object that `pulumi stack export --file state.json` writes, got nothing; "),
    ],
)
def test_is_refused_where_it_is_no_json_object(text, problem):
    with pytest.raises(UserError) as raised:
        parse(text, "s")
    assert str(raised.value).startswith(problem)


def test_is_refused_where_it_is_nested_without_end():
    with pytest.raises(UserError, match=r"^s: n"):
        parse('{"a":' * 200_000, "s")


def test_keeps_whole_numbers_whole():
    found = parse('{"a": 2, "b": 2.0, "c": 2.5, "d": -1e3, "e": true}', "s")
    assert [(type(value), value) for value in found.values()] == [
        (int, 2),
        (int, 2),
        (float, 2.5),
        (int, -1000),
        (bool, True),
    ]


def test_keeps_no_half_of_a_pair_that_could_not_be_written_again():
    assert loads(r'["\ud83d\ude00", "\ud83d", "a\udc00b", "\\ud800"]') == ["😀", "�", "a�b", r"\ud800"]


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_says_of_which_kind_a_value_is_but_not_which(value):
    words = {bool: "true or false", int: "a number", str: "text", list: "a list", dict: "an object"}
    assert kind(value) == words.get(type(value), "nothing")


def test_says_what_an_object_and_a_fraction_are():
    assert (kind({}), kind(0.5)) == ("an object", "a number")
