"""What a change costs: two sheets side by side, by component and by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
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


_Key = tuple[str, ...]
"""What rows that are added up have in common."""


def difference(before: Sheet, after: Sheet, currency: Currency) -> Difference:
    """Return how *after* differs from *before*."""
    components = [
        Change(name=name, type=type_, before=was, after=now)
        for (name, type_), was, now in _pairs(before, after, currency, _component)
    ]
    ranked = sorted((one for one in components if one.amount), key=lambda one: (-abs(one.amount), one.name, one.type))
    order = {(one.name, one.type): place for place, one in enumerate(ranked)}
    lines = [pair for pair in _pairs(before, after, currency, _line) if pair[1] != pair[2]]
    lines.sort(key=lambda pair: order.get((pair[0][0], pair[0][1]), len(order)))
    return Difference(
        baseline=before.name,
        baseline_id=before.id,
        total=Change(name="", type="", before=_total(before.rows, currency), after=_total(after.rows, currency)),
        components=tuple(ranked),
        lines=tuple(
            Change(name=name, type=type_, label=label, before=was, after=now)
            for (*_, name, type_, label), was, now in lines
        ),
        usd=after.usd.expected - before.usd.expected,
    )


def _component(row: Row) -> _Key:
    return row.component, row.component_type


def _line(row: Row) -> _Key:
    """Return whose line it is: two components may each have a resource of one name."""
    return *_component(row), row.resource, row.type, row.label


def _pairs(
    before: Sheet, after: Sheet, currency: Currency, key: Callable[[Row], _Key]
) -> Iterator[tuple[_Key, Range, Range]]:
    """Yield what the rows of each key cost before and cost now."""
    was, now = _sums(before, currency, key), _sums(after, currency, key)
    for one in dict.fromkeys((*was, *now)):
        yield one, was.get(one, NOTHING), now.get(one, NOTHING)


def _sums(sheet: Sheet, currency: Currency, key: Callable[[Row], _Key]) -> Mapping[_Key, Range]:
    found: dict[_Key, list[Row]] = {}
    for row in sheet.rows:
        found.setdefault(key(row), []).append(row)
    return {one: _total(rows, currency) for one, rows in found.items()}


def _total(rows: Iterable[Row], currency: Currency) -> Range:
    return Range.total((row.exact * currency.usd_rate).cents() for row in rows)
