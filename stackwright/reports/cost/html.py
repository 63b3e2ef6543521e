"""What stacks cost, as one page: a picture of where the money goes, and every line with its arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TextIO

from ...checks.cost.grouping import Group, groups
from ...checks.cost.report import CostReport
from . import wording
from .picture import Box, squares

_WHOLE = Box(0, 0, 960, 420)

# Below these sizes, in the units of the picture, a box has no room for its words.
_WORD_HEIGHT = 34
_LETTER_WIDTH = 8.2

_HUES = 12

_LEAST = Decimal("1e-9")
"""Part of the whole that cannot be seen any more, and that a float would lose beside it."""

# A box with others inside it: the height of its own words, the margin around the others, and the least width.
_HEAD = 42
_EDGE = 4
_ROOM = 120


@dataclass(frozen=True)
class Tile:
    """One box of the picture, with its words."""

    box: Box
    hue: int
    name: str
    """Empty where there is no room for it."""

    amount: str
    title: str
    """What the pointer shows."""

    parts: tuple[Tile, ...] = ()
    """What its money goes to, inside it, where there is room."""


def write(reports: Sequence[CostReport], out: TextIO, *, by: str = "component") -> None:
    """Write a page on all *reports*, without anything from elsewhere: it opens from a disk."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("stackwright.reports", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=_shown,
    )
    page = environment.get_template("cost.html").render(
        reports=[(report, groups(report.estimate, by), list(_tiles(report, by))) for report in reports],
        by=by,
        whole=_WHOLE,
        sums=wording.sums(report.estimate for report in reports),
        words=wording,
    )
    # As references, its signs are the same whatever encoding the file is given that output goes to.
    out.write(page.encode("ascii", "xmlcharrefreplace").decode() + "\n")


def _shown(value: object) -> object:
    """Return a text of the program's without what HTML cannot hold: control characters, but for the ends of lines."""
    if type(value) is not str:
        return value
    return "".join(each for each in value if each.isprintable() or each == "\n")


def _tiles(report: CostReport, by: str) -> Iterator[Tile]:
    """Yield the boxes of the groups that cost something to be seen, the dearest first."""
    least = report.estimate.total().expected * _LEAST
    several = [group for group in groups(report.estimate, by) if group.total().expected > least]
    boxes = squares([float(group.total().expected) for group in several], _WHOLE)
    for place, (group, box) in enumerate(zip(several, boxes, strict=True)):
        amount, hue = group.total().expected, place % _HUES
        yield _tile(group.name, amount, report, box, hue, tuple(_parts(group, report, box, hue)))


def _parts(group: Group, report: CostReport, box: Box, hue: int) -> Iterator[Tile]:
    """Yield the boxes of a group's lines inside its own; none where that has no room."""
    inside = Box(box.x + _EDGE, box.y + _HEAD, box.width - 2 * _EDGE, box.height - _HEAD - _EDGE)
    if inside.height < _WORD_HEIGHT or inside.width < _ROOM:
        return
    least = group.total().expected * _LEAST
    lines = [line for line in wording.folded(group.charges) if line.amounts.expected > least]
    boxes = squares([float(line.amounts.expected) for line in lines], inside)
    for line, inner in zip(lines, boxes, strict=True):
        yield _tile(line.shown, line.amounts.expected, report, inner, hue)


def _tile(name: str, amount: Decimal, report: CostReport, box: Box, hue: int, parts: tuple[Tile, ...] = ()) -> Tile:
    share = wording.share(amount, report.estimate.total().expected)
    title = f"{name}: {wording.money(amount)} {report.estimate.currency.code} a month, {share}"
    return Tile(box, hue, _fitting(name, amount, box), wording.money(amount), title, parts)


def _fitting(name: str, amount: Decimal, box: Box) -> str:
    """Return *name*, shortened to the room in its box; empty where that is too small."""
    letters = int((box.width - 12) / _LETTER_WIDTH)
    if box.height < _WORD_HEIGHT or letters < len(wording.money(amount)):
        return ""
    return name if len(name) <= letters else f"{name[: letters - 1]}\N{HORIZONTAL ELLIPSIS}"
