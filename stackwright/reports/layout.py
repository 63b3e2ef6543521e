"""How a text report puts words on lines: what is between them, where they break, what colour they have."""

from __future__ import annotations

import functools
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

SEPARATOR = " · "
GAP = 2

ROOM = 24
"""Columns below which text is easier to read under what it belongs to than beside it."""

Paint = Callable[[str, str], str]
"""Puts a text into a style of rich's, `bold red`; empty text and the empty style stay as they are."""


def painter(console: Console) -> Paint:
    """Return what puts text into a style, as this console would: not at all where it shows none."""
    mark = "x"

    @functools.cache
    def around(style: str) -> Sequence[str]:
        with console.capture() as captured:
            console.print(Text(mark, style=style), end="")
        return captured.get().split(mark, 1)

    def paint(text: str, style: str) -> str:
        before, after = around(style)
        return f"{before}{text}{after}" if text else ""

    return paint


def keyed(paint: Paint, key: str, style: str, width: int, lines: Iterable[str]) -> Iterator[str]:
    """Yield *lines* as a block, with *key* in its style and a column of *width* at the left of the first."""
    for index, line in enumerate(lines):
        yield f"{paint(f'{key:{width}}', style) if index == 0 else ' ' * width}{' ' * GAP}{line}"


def join_phrases(phrases: Sequence[str], width: int) -> list[str]:
    """Return *phrases* in lines of at most *width*, broken between phrases, and inside one only where it is longer."""
    lines: list[str] = []
    for phrase in phrases:
        joined = f"{lines[-1]}{SEPARATOR}{phrase}" if lines else phrase
        if lines and len(joined) <= width:
            lines[-1] = joined
        elif len(phrase) <= width and phrase.isprintable() and not phrase.endswith(" "):
            lines.append(phrase)
        else:
            lines += wrap(phrase, width)
    return lines


def wrap(text: str, width: int, *, hanging: str = "") -> list[str]:
    """Return *text* in lines of at most *width*, all but the first behind *hanging*; no word is ever broken."""
    return textwrap.wrap(
        text, max(width, ROOM), subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )
