"""What a stack costs, in a few lines of a report on all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...checks.cost.difference import Difference
from ...checks.cost.gates import Gate
from ...checks.cost.grouping import groups
from ...checks.cost.report import CostReport
from ..layout import GAP, Paint, join_phrases, keyed, wrap
from ..wording import counted, plain
from .wording import FIXED, caveats, money, percent, share, signed, unpriced

# The column of keys is as wide as the policy section's, which stands above it.
_KEY = len("mandatory")
_MOST_GROUPS = 5
_MOST_CHANGES = 5


def cost_section(report: CostReport, width: int, paint: Paint) -> Iterator[str]:
    """Yield the section's lines, of at most *width* columns but for longer words."""
    found = report.estimate
    total, currency = found.total(), found.currency.code
    room = width - _KEY - GAP
    spread = f"between {money(total.low)} and {money(total.high)}" if not total.certain else ""
    phrases = [f"{money(total.expected)} {currency} a month", spread, f"{money(found.yearly.expected)} a year"]
    yield ""
    first, *rest = join_phrases([phrase for phrase in phrases if phrase], room)
    fixed, used = found.total(*FIXED).expected, found.total("usage").expected
    parts = [f"{money(fixed)} for what is there", f"{money(used)} for its use, assumed for {found.profile}"]
    yield from rows(paint, "Cost", "bold", [first, *rest, *join_phrases(parts, room)])
    yield from rows(paint, "", "", _dearest(report, room))
    if report.scheduled:
        yield from rows(
            paint, "", "", [f"{money(report.scheduled.expected)} less than it would be without its schedules"]
        )
    yield from difference_rows(report, room, paint)
    for gate in report.gates:
        yield from gate_rows(gate, room, paint)
    missing = unpriced(found.unpriced)
    if missing:
        text = f"{counted(len(found.unpriced), 'part')} of the stack: {'; '.join(missing[:3])}"
        more = f" and {len(missing) - 3} more kinds" if len(missing) > 3 else ""
        yield from rows(paint, "no price", "yellow", wrap(text + more, room))
    yield from rows(paint, "prices", "", [line for one in caveats(found) for line in wrap(plain(one), room)])
    yield from rows(paint, "usage", "", [line for one in found.notes for line in wrap(plain(one), room)])


def rows(paint: Paint, key: str, style: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield *lines* as a block, with *key* at the left of the first."""
    yield from keyed(paint, key, style, _KEY, lines)


def _dearest(report: CostReport, room: int) -> Iterator[str]:
    """Yield the components that cost most, with their shares."""
    found = groups(report.estimate, "component")
    total = report.estimate.total().expected
    shown = [f"{plain(one.name)} {money(one.total().expected)}" for one in found[:_MOST_GROUPS]]
    shown = [f"{text} ({share(one.total().expected, total)})" for text, one in zip(shown, found, strict=False)]
    if len(found) > _MOST_GROUPS:
        shown.append(f"{counted(len(found) - _MOST_GROUPS, 'other')}")
    yield from join_phrases(shown, room)


def difference_rows(report: CostReport, room: int, paint: Paint) -> Iterator[str]:
    """Yield how the cost changes, by component; or what there is not to compare with."""
    change = report.change
    if change is None:
        yield from rows(paint, "change", "", wrap(f"not told: {report.missing}", room))
        return
    text = f"{signed(change.total.amount)} ({percent(change.total.percent)}) since {plain(change.baseline)}"
    if not change.components:
        text = f"none since {plain(change.baseline)}"
    yield from rows(paint, "change", _style(change), [text, *join_phrases(list(_changed(change)), room)])


def _changed(change: Difference) -> Iterator[str]:
    for one in change.components[:_MOST_CHANGES]:
        yield f"{plain(one.name)} {signed(one.amount)} ({percent(one.percent)})"
    if len(change.components) > _MOST_CHANGES:
        yield counted(len(change.components) - _MOST_CHANGES, "other")


def _style(change: Difference) -> str:
    return "bold yellow" if change.total.amount > 0 else ""


def gate_rows(gate: Gate, room: int, paint: Paint) -> Iterator[str]:
    """Yield what a gate says, and how to mend it where it fails."""
    style = "bold red" if gate.status == "fail" else ""
    lines = wrap(plain(gate.message), room)
    for index, fix in enumerate(gate.fix):
        lines += wrap(f"Fix: {fix}", room, hanging=" " * 5) if index == 0 else [f"     {fix}"]
    yield from rows(paint, gate.name, style, lines)
