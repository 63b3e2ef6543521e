"""What stacks cost, for people on a terminal: every line with its arithmetic, what changes, what would be cheaper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from rich.console import Console
from rich.control import strip_control_codes

from ...checks.cost.difference import Difference
from ...checks.cost.grouping import Group, groups
from ...checks.cost.report import CostReport
from ..layout import GAP, ROOM, SEPARATOR, Paint, painter, wrap
from ..wording import counted, plain
from .section import difference_rows, gate_rows
from .wording import APART, FIXED, Folded, arithmetic, caveats, ends, folded, kind, money, share, signed, sums, unpriced

_USUAL_WIDTH = 80
_INDENT = " " * GAP
_AMOUNT = 11
"""Columns of an amount of money."""

_NARROW = 60
"""Columns below which what a line says stands right below its amount, not below its group's name."""

_KEYS = 11
"""Columns of the keys at the left of gates and changes."""


def write(reports: Sequence[CostReport], out: TextIO, *, by: str = "component") -> None:
    """Write the reports one below the other, and a table of all where there are several."""
    console = Console(file=out, highlight=False, soft_wrap=False, emoji=False, markup=False)
    width = (console.width if console.width >= ROOM else _USUAL_WIDTH) - 2 * GAP
    paint = painter(console)
    lines = [""]
    for report in reports:
        lines += [*_report(report, by, width, paint), ""]
    if len(reports) > 1:
        lines += [*_table(reports, paint), ""]
    for line in lines:
        out.write(f"{_INDENT}{strip_control_codes(line)}".rstrip() + "\n")


def _report(report: CostReport, by: str, width: int, paint: Paint) -> Iterator[str]:
    found = report.estimate
    yield f"{paint(f'{plain(found.project)} / {plain(found.stack)}', 'bold')}   {plain(found.region)}"
    yield ""
    yield from _totals(report, width, paint)
    for group in groups(found, by):
        yield ""
        yield from _group(group, report, width, paint)
    yield from _block("Change", _change(report, width, paint), paint)
    yield from _block("Gates", (line for gate in report.gates for line in gate_rows(gate, width - _KEYS, paint)), paint)
    yield from _block("Advice", _advice(report, width, paint), paint)
    yield from _block("Not priced", (line for one in unpriced(found.unpriced) for line in wrap(one, width)), paint)
    yield from _block(
        "Notes", (line for one in (*caveats(found), *found.notes) for line in wrap(plain(one), width)), paint
    )


def _block(title: str, lines: Iterable[str], paint: Paint) -> Iterator[str]:
    """Yield *lines* under their title; nothing where there are none."""
    several = list(lines)
    if several:
        yield ""
        yield paint(title, "bold")
        yield from several


def _totals(report: CostReport, width: int, paint: Paint) -> Iterator[str]:
    found = report.estimate
    amounts = [
        ("a month", found.total(), "bold"),
        ("  for what is there", found.total(*FIXED), "dim"),
        ("  for its use", found.total("usage"), "dim"),
        ("a year", found.yearly, ""),
    ]
    rows = [(name, money(amount.expected), ends(amount), style) for name, amount, style in amounts]
    rows.append(("an hour", f"{found.hourly.expected:,f}", "", ""))
    if report.scheduled:
        rows.append(("saved by schedules", money(report.scheduled.expected), ends(report.scheduled), ""))
    wide = max(len(amount) for _, amount, _, _ in rows)
    for name, amount, spread, style in rows:
        text = f"{name:20}{amount:>{wide}} {found.currency.code}"
        if len(text) + 3 + len(spread) <= width:
            yield f"{paint(text, style)}   {spread}".rstrip()
        else:
            yield from (paint(text, style), spread.rjust(width))


def _group(group: Group, report: CostReport, width: int, paint: Paint) -> Iterator[str]:
    total = group.total().expected
    part = share(total, report.estimate.total().expected)
    name = f"{plain(group.name)}{_INDENT}{paint(kind(group.type), 'dim')}" if group.type else plain(group.name)
    yield f"{paint(money(total).rjust(11), 'bold')}  {part:>5}  {name}"
    for one in folded(group.charges):
        yield from _line(one, width, paint)


def _line(one: Folded, width: int, paint: Paint) -> Iterator[str]:
    """Yield one line of the estimate; its arithmetic below it where it does not fit beside."""
    left = money(one.amounts.expected).rjust(_AMOUNT) + " " * (9 if width >= _NARROW else GAP)
    said = SEPARATOR.join(plain(detail) for detail in (arithmetic(one), one.assumption, ends(one.amounts)) if detail)
    below = " " * (len(left) + GAP)
    if len(left) + len(one.shown) + GAP + len(said) <= width:
        yield f"{left}{one.shown}{_INDENT}{paint(said, 'dim')}"
        return
    first, *rest = wrap(one.shown, width - len(below)) or [""]
    yield f"{left}{first}"
    yield from (f"{below}{line}" for line in rest)
    yield from (f"{below}{paint(line, 'dim')}" for line in wrap(said, width - len(below)))


def _change(report: CostReport, width: int, paint: Paint) -> Iterator[str]:
    yield from difference_rows(report, width - _KEYS, paint)
    if report.change:
        yield from _changed_lines(report.change)


def _changed_lines(change: Difference) -> Iterator[str]:
    """Yield the lines whose expected cost changes; of others only the ends of their range do."""
    for one in change.lines:
        if one.amount:
            before, after = money(one.before.expected), money(one.after.expected)
            what = f"{plain(one.name)}{SEPARATOR}{plain(one.label)}"
            yield f"{signed(one.amount):>{_AMOUNT}}  {what}  {before} -> {after}"


def _advice(report: CostReport, width: int, paint: Paint) -> Iterator[str]:
    yield from [paint(APART, "dim")] * bool(report.advice)
    for one in report.advice:
        saving, spread = money(one.saving.expected), ends(one.saving)
        said = SEPARATOR.join([*([f"saves {spread}"] if spread else []), f"risk: {one.risk}"])
        first, *rest = wrap(plain(f"{one.resource}: {one.what}"), width - 13)
        yield f"{paint(f'-{saving}'.rjust(11), 'green')}  {first}"
        yield from (" " * 13 + line for line in (*rest, *wrap(plain(said), width - 13)))


def _table(reports: Sequence[CostReport], paint: Paint) -> Iterator[str]:
    """Yield a line for each stack, and their sum where they are in one currency."""
    yield paint(counted(len(reports), "stack"), "bold")
    for name, code, total in sums(report.estimate for report in reports):
        yield f"{money(total.expected):>{_AMOUNT}} {code}  {plain(name)}  {ends(total)}"
