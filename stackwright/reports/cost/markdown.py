"""What stacks cost, as Markdown for a pull request: totals, the change, the gates, where the money goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from ...checks.cost.difference import Change, Difference
from ...checks.cost.estimate import Estimate
from ...checks.cost.grouping import groups
from ...checks.cost.money import MONTHS, Range
from ...checks.cost.report import CostReport
from ..wording import plain
from .wording import (
    APART,
    FIXED,
    arithmetic,
    caveats,
    ends,
    folded,
    kind,
    money,
    percent,
    share,
    signed,
    sums,
    unpriced,
)

_MARKS = {"pass": "\N{WHITE HEAVY CHECK MARK}", "fail": "\N{CROSS MARK}"}


def write(reports: Sequence[CostReport], out: TextIO, *, by: str = "component") -> None:
    """Write the reports one below the other."""
    lines = [line for report in reports for line in (*_report(report, by), "")]
    if len(reports) > 1:
        lines = [*_stacks(reports), "", *lines]
    out.write("\n".join(lines))


def _report(report: CostReport, by: str) -> Iterator[str]:
    found = report.estimate
    total, code = found.total(), found.currency.code
    yield f"### Cost of {_quoted(found.stack)}: {money(total.expected)} {code} a month"
    yield ""
    yield from _change(report.change) if report.change else [f"Not compared: {_cell(report.missing)}."]
    yield ""
    for gate in report.gates:
        yield f"- {_MARKS[gate.status]} **{gate.name}**: {_cell(gate.message)}"
        if gate.fix:
            yield f"  {_cell(gate.fix[0])}"
            yield from _code(gate.fix[1:])
    yield from [""] * bool(report.gates)
    yield from _table(
        ("", f"{code} a month", "from", "to", f"{code} a year"),
        [
            ("what is there", *_amounts(found.total(*FIXED))),
            (f"its use, assumed for {found.profile}", *_amounts(found.total("usage"))),
            ("**total**", *_amounts(total)),
            *([("saved by schedules", *_amounts(report.scheduled))] if report.scheduled else []),
        ],
    )
    yield ""
    yield from _groups(found, by)
    yield from _advice(report)
    missing = unpriced(found.unpriced)
    if missing:
        yield from ("", f"**Not priced ({len(found.unpriced)})**", "", *(f"- {_cell(one)}" for one in missing))
    yield from ("", *(f"- {_cell(one)}" for one in (*caveats(found), *found.notes)))


def _groups(found: Estimate, by: str) -> Iterator[str]:
    """Yield a table of the groups, and every line of the estimate below a fold."""
    several = groups(found, by)
    total = found.total().expected
    yield from _table(
        (_cell(by), "a month", "share", "from - to"),
        [
            (
                f"{_cell(one.name)} {_quoted(kind(one.type)) if one.type else ''}",
                money(one.total().expected),
                share(one.total().expected, total),
                ends(one.total()),
            )
            for one in several
        ],
    )
    yield from ("", "<details><summary>Every line</summary>", "")
    rows = [
        (
            _cell(group.name),
            _cell(one.shown),
            money(one.amounts.expected),
            _cell(arithmetic(one)),
            _cell(one.assumption),
        )
        for group in several
        for one in folded(group.charges)
    ]
    yield from _table((_cell(by), "for", "a month", "arithmetic", "assumption"), rows)
    yield from ("", "</details>")


def _change(change: Difference) -> Iterator[str]:
    total = change.total
    if not change.lines:
        yield f"No change since {_cell(change.baseline)}."
        return
    yield f"**{signed(total.amount)} ({percent(total.percent)})** since {_cell(change.baseline)}:"
    yield ""
    rows = [
        (_cell(one.name), _cell(one.label), money(one.before.expected), money(one.after.expected), _moved(one))
        for one in (*change.components, *change.lines)
    ]
    yield from _table(("", "for", "before", "after", "change"), rows)


def _moved(change: Change) -> str:
    return f"{signed(change.amount)} ({percent(change.percent)})"


def _advice(report: CostReport) -> Iterator[str]:
    if report.advice:
        yield ""
        rows = [
            (_cell(one.resource), _cell(one.what), money(one.saving.expected), _cell(one.risk)) for one in report.advice
        ]
        yield from _table(("advice for", "do", "saves a month", "risk"), rows)
        yield from ("", f"{APART[0].upper()}{APART[1:]}.")


def _stacks(reports: Sequence[CostReport]) -> Iterator[str]:
    rows = [
        (_cell(name), f"{money(total.expected)} {code}", ends(total))
        for name, code, total in sums(report.estimate for report in reports)
    ]
    yield from _table(("stack", "a month", "from - to"), rows)


def _amounts(total: Range) -> tuple[str, str, str, str]:
    yearly = money((total * MONTHS).expected)
    return money(total.expected), money(total.low), money(total.high), yearly


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---' for _ in head)} |"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _code(lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from ("  ```yaml", *(f"  {line}" for line in lines), "  ```")


def _cell(text: str) -> str:
    """Return *text* on one line, without what would end a table's cell or begin markup."""
    one = plain(text)
    for mark in "\\`|<>*_[]&~$":
        one = one.replace(mark, f"\\{mark}")
    return one


def _quoted(text: str) -> str:
    """Return *text* as code, in which no mark but a table's bar needs an escape."""
    code = plain(text).replace("`", "'").replace("|", r"\|")
    return f"`{code}`"
