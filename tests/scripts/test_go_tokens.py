"""The splitting of Go text..."""

from __future__ import annotations

import importlib

import pytest


@pytest.fixture
def go(scripts):
    return importlib.import_module("go_tokens")


def test_keeps_texts_numbers_and_marks_and_drops_comments(go):
    found = go.tokens('a := "b\\"c" // d\n/* e */ `f`, \'g\' 0.5')
    assert [text for _, text in found] == ["a", ":=", '"b\\"c"', "`f`", ",", "'g'", "0.5"]


def test_takes_a_bracketed_group_whole(go):
    reader = go.Reader(go.tokens("{ a { b } } c"))
    assert [text for _, text in reader.group()] == ["a", "{", "b", "}"]
    assert (reader.peek(), reader.peek(1), reader.take(), reader.peek()) == ("c", "", "c", "")


def test_knows_the_name_of_each_imported_package(go):
    text = 'import (\n\t"fmt"\n\ttftags "a/b/tags"\n\t"c/sdk/v2"\n)\n'
    assert go.imports(text) == {"fmt": "fmt", "tftags": "a/b/tags", "sdk": "c/sdk/v2"}
    assert go.imports("package p") == {}
