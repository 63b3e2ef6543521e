"""Prices for people: what a refresh came to, why nothing could be written, and single prices with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TextIO

from rich.console import Console

from ..checks.cost.prices import Price
from ..pricing.collecting import Tiers, plain_number
from ..pricing.gathering import Gathered
from ..pricing.updating import Move, Update
from .layout import GAP, ROOM, SEPARATOR, Paint, join_phrases, painter
from .wording import counted, visible

_INDENT = " " * GAP
_USUAL_WIDTH = 80
_MANY = 6


def write_update(region: str, path: Path, update: Update, gathered: Gathered, out: TextIO) -> None:
    """Write what moved, most first, then what is new, what stayed, and the counts."""
    width, paint = _screen(out)
    _write(_update(region, path, update, gathered, width, paint), out)


def write_problems(region: str, problems: Sequence[str], out: TextIO) -> None:
    """Write why nothing was written."""
    _, paint = _screen(out)
    _write(_problems(region, problems, paint), out)


def write_prices(region: str, prices: Iterable[Price], out: TextIO) -> None:
    """Write each price with its source and day, and whose it is where it is not the Region's own."""
    _, paint = _screen(out)
    _write(_prices(region, prices, paint), out)


def _screen(out: TextIO) -> tuple[int, Paint]:
    console = Console(file=out, highlight=False, emoji=False, markup=False)
    return console.width if console.width >= ROOM else _USUAL_WIDTH, painter(console)


def _write(lines: Iterable[str], out: TextIO) -> None:
    for line in lines:
        out.write(f"{_INDENT}{line}".rstrip() + "\n")


def _update(region: str, path: Path, update: Update, gathered: Gathered, width: int, paint: Paint) -> Iterator[str]:
    yield ""
    yield paint(f"Prices of {region}", "bold") + f"{SEPARATOR}{counted(len(gathered.read), 'offer')} of AWS read"
    if update.moved:
        yield ""
        yield from _moves(update.moved, paint)
    lists = {"new": update.new, **{f"kept, {reason}": keys for reason, keys in update.kept.items()}}
    for title, keys in lists.items():
        if keys:
            yield ""
            yield paint(title, "bold")
            yield from (_INDENT + line for line in join_phrases(_folded(keys), width - 2 * GAP))
    yield ""
    kept = sum(map(len, update.kept.values()))
    counts = (("moved", update.moved), ("new", update.new), ("unchanged", update.unchanged))
    numbers = [f"{len(keys):,} {name}" for name, keys in counts]
    yield paint(", ".join([*numbers, f"{kept:,} kept"]), "bold") + f" in {visible(str(path))}"
    yield ""


def _folded(keys: Iterable[str]) -> list[str]:
    """Return *keys*, those of a service as one pattern with its number where they are many."""
    phrases: list[str] = []
    for name, each in groupby(map(visible, keys), key=lambda key: key.split(".")[0]):
        group = list(each)
        phrases += group if len(group) <= _MANY else [f"{name}.* ({len(group):,})"]
    return phrases


def _moves(moves: Sequence[Move], paint: Paint) -> Iterator[str]:
    rows = [("price", "before", "after", "change"), *map(_move, moves)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for index, (key, before, after, change) in enumerate(rows):
        line = f"{key:{widths[0]}}  {before:>{widths[1]}}  {after:>{widths[2]}}  {change:>{widths[3]}}"
        yield paint(line, "bold" if index == 0 else "")


def _move(move: Move) -> tuple[str, str, str, str]:
    share = move.share
    change = "from 0" if share is None else f"{share * 100:+.1f} %"
    if not share and not move.same_tiers:
        change = "tiers"
    return move.key, _usd(move.before), _usd(move.after), change


def _problems(region: str, problems: Sequence[str], paint: Paint) -> Iterator[str]:
    yield ""
    yield (
        paint(f"Prices of {region}", "bold")
        + f"{SEPARATOR}nothing was written: {counted(len(problems), 'price')} not clear"
    )
    yield ""
    yield from map(visible, problems)
    yield ""
    yield paint(
        "--keep KEY leaves a price as it is; which rows of an offer are a price is in data/prices/offers.csv", "dim"
    )
    yield ""


def _prices(region: str, prices: Iterable[Price], paint: Paint) -> Iterator[str]:
    for price in prices:
        yield ""
        yield paint(price.key, "bold") + f"{SEPARATOR}{visible(price.service)}: {visible(price.item)}"
        amount = "1" if price.per == 1 else f"{price.per:,f}"
        yield f"{_INDENT}{plain_number(price.usd)} USD for {amount} {visible(price.unit)}"
        for start, usd in price.tiers[1:]:
            yield f"{_INDENT}{plain_number(usd)} from {start:,f} a month on"
        yield f"{_INDENT}{visible(price.source)}, {visible(price.as_of)}"
        if price.region != region:
            yield f"{_INDENT}of {price.region}: {region} has none of its own"
    yield ""


def _usd(tiers: Tiers) -> str:
    return " / ".join(plain_number(usd) for _, usd in tiers)
