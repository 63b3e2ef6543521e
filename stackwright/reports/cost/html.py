"""What stacks cost, as one page: a picture of where the money goes, and every line with its arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from ...checks.cost.grouping import Group, groups
from ...checks.cost.report import CostReport
from . import wording
from .picture import Box, squares

_WHOLE = Box(0, 0, 960, 420)

# Below these sizes, in the units of the picture, a box has no room for its words.
_WORD_HEIGHT = 34
_LETTER_WIDTH = 7.2

_HUES = 12


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


def write(reports: Sequence[CostReport], out: TextIO, *, by: str = "component") -> None:
    """Write a page on all *reports*, without anything from elsewhere: it opens from a disk."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("stackwright.reports", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    page = environment.get_template("cost.html").render(
        reports=[(report, groups(report.estimate, by), list(_tiles(report, by))) for report in reports],
        by=by,
        whole=_WHOLE,
        words=wording,
    )
    out.write(page + "\n")


def _tiles(report: CostReport, by: str) -> Iterator[Tile]:
    """Yield the boxes of the groups that cost something, the dearest first."""
    several = [group for group in groups(report.estimate, by) if group.total().expected > 0]
    total = report.estimate.total().expected
    boxes = squares([float(group.total().expected) for group in several], _WHOLE)
    for place, (group, box) in enumerate(zip(several, boxes, strict=True)):
        amount = wording.money(group.total().expected)
        title = f"{group.name}: {amount} {report.estimate.currency.code} a month, "
        yield Tile(
            box, place % _HUES, _fitting(group, box), amount, title + wording.share(group.total().expected, total)
        )


def _fitting(group: Group, box: Box) -> str:
    """Return the group's name, shortened to the room in its box; empty where that is too small."""
    letters = int((box.width - 12) / _LETTER_WIDTH)
    if box.height < _WORD_HEIGHT or letters < len(wording.money(group.total().expected)):
        return ""
    return group.name if len(group.name) <= letters else f"{group.name[: letters - 1]}\N{HORIZONTAL ELLIPSIS}"
