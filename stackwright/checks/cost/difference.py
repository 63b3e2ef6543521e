"""What a change costs: two sheets side by side, by component and by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .estimate import Currency
from .money import NOTHING, Range
from .sheet import Row, Sheet


@dataclass(frozen=True, kw_only=True)
class Change:
    """What something cost a month before and what it costs now, in the currency of the difference."""

    name: str
    type: str
    """Type token of the component, or of the line's resource."""

    before: Range
    after: Range
    label: str = ""
    """What is paid for, of a line; empty for a component or all."""

    @property
    def amount(self) -> Decimal:
        """Expected change a month; negative where it costs less now."""
        return self.after.expected - self.before.expected

    @property
    def percent(self) -> Decimal | None:
        """Change in percent of what it cost before, rounded to one place; None where it cost nothing."""
        if not self.before.expected:
            return None
        return (self.amount / self.before.expected * 100).quantize(Decimal("0.1"))


@dataclass(frozen=True, kw_only=True)
class Difference:
    """How the cost of a stack changes."""

    baseline: str
    """What it is compared with, for reports."""

    baseline_id: str
    total: Change
    components: tuple[Change, ...]
    """Every component whose cost changes, the largest change first; their changes sum to the total's."""

    lines: tuple[Change, ...]
    """Every line that changes, in the order of its component."""

    usd: Decimal
    """Expected change a month in US dollars: what an approval is about."""


def difference(before: Sheet, after: Sheet, currency: Currency) -> Difference:
    """Return how *after* differs from *before*."""
    components = _changes(before, after, currency, lambda row: (row.component, row.component_type, ""))
    ranked = sorted((one for one in components if one.amount), key=lambda one: (-abs(one.amount), one.name, one.type))
    order = {one.name: place for place, one in enumerate(ranked)}
    whose = {(row.resource, row.type): row.component for sheet in (before, after) for row in sheet.rows}
    lines = [
        one
        for one in _changes(before, after, currency, lambda row: (row.resource, row.type, row.label))
        if one.before != one.after
    ]
    return Difference(
        baseline=before.name,
        baseline_id=before.id,
        total=Change(name="", type="", before=_total(before.rows, currency), after=_total(after.rows, currency)),
        components=tuple(ranked),
        lines=tuple(sorted(lines, key=lambda one: order.get(whose[one.name, one.type], len(order)))),
        usd=after.usd.expected - before.usd.expected,
    )


def _changes(
    before: Sheet, after: Sheet, currency: Currency, key: Callable[[Row], tuple[str, str, str]]
) -> list[Change]:
    was, now = _sums(before, currency, key), _sums(after, currency, key)
    return [
        Change(name=name, type=type_, label=label, before=was.get(one, NOTHING), after=now.get(one, NOTHING))
        for one in dict.fromkeys((*was, *now))
        for name, type_, label in (one,)
    ]


def _sums(
    sheet: Sheet, currency: Currency, key: Callable[[Row], tuple[str, str, str]]
) -> Mapping[tuple[str, str, str], Range]:
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in sheet.rows:
        found.setdefault(key(row), []).append(row)
    return {one: _total(rows, currency) for one, rows in found.items()}


def _total(rows: Iterable[Row], currency: Currency) -> Range:
    return Range.total((row.exact * currency.usd_rate).cents() for row in rows)
