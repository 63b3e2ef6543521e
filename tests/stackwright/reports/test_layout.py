"""The layout of text..."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from stackwright.reports.layout import ROOM, SEPARATOR, join_phrases, painter, wrap


def test_paints_where_the_console_shows_colours():
    paint = painter(Console(file=io.StringIO(), force_terminal=True, color_system="standard", no_color=False))
    assert paint("word", "bold red") == "\x1b[1;31mword\x1b[0m"
    assert paint("word", "") == "word"
    assert paint("", "bold red") == ""


def test_paints_nothing_where_it_shows_none():
    assert painter(Console(file=io.StringIO()))("word", "bold red") == "word"


@pytest.mark.parametrize(
    ("phrases", "lines"),
    [
        ([], []),
        (["a" * 10, "b" * 11], ["a" * 10 + SEPARATOR + "b" * 11]),
        (["a" * 10, "b" * 12], ["a" * 10, "b" * 12]),
        (["words " * 8], ["words words words words", "words words words words"]),
    ],
)
def test_breaks_between_phrases_first(phrases, lines):
    assert join_phrases(phrases, 24) == lines


@given(st.lists(st.text("ab ", max_size=60), max_size=6), st.integers(0, 80))
def test_loses_no_word(phrases, width):
    words = " ".join(join_phrases(phrases, width)).replace(SEPARATOR, " ").split()
    assert words == " ".join(phrases).split()


@given(st.text("ab ", max_size=300), st.integers(ROOM, 80))
def test_stays_within_the_width_but_for_longer_words(text, width):
    longest = max(map(len, text.split()), default=0)
    assert all(len(line) <= max(width, longest + 2) for line in wrap(text, width, hanging="  "))


def test_hangs_all_lines_but_the_first():
    assert wrap("one two three four five six", 10, hanging="  ") == ["one two three four five", "  six"]
