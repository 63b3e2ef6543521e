"""The lines of an estimate as they are kept and compared: whose, what for, and exact US dollars."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .estimate import Charge, Estimate
from .money import Range


@dataclass(frozen=True, kw_only=True, order=True)
class Row:
    """One line."""

    component: str
    component_type: str
    resource: str
    type: str
    label: str
    kind: str
    low: str
    """USD a month, exact, as a plain decimal number; so are the next two."""

    expected: str
    high: str

    @property
    def exact(self) -> Range:
        """USD a month, not rounded."""
        return Range.of(self.low, self.expected, self.high)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All lines of one stack at one time."""

    name: str
    """What it is, for reports: `cost.prod.json of 2026-11-21`, `main`, `stack staging`."""

    rows: tuple[Row, ...]

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits that another sheet has only where every line and amount is the same."""
        text = "\n".join("\0".join(_cells(row)) for row in sorted(self.rows))
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    @property
    def usd(self) -> Range:
        """Sum of the lines a month in US dollars, each rounded to the cent."""
        return Range.total(row.exact.cents() for row in self.rows)


def sheet_of(estimate: Estimate, name: str) -> Sheet:
    """Return the lines of *estimate*."""
    return Sheet(name=name, rows=tuple(_rows(estimate.charges)))


def _rows(charges: Iterable[Charge]) -> Iterator[Row]:
    for charge in charges:
        low, expected, high = (f"{end:f}" for end in charge.line.exact.ends)
        yield Row(
            component=charge.component or charge.item.name,
            component_type=charge.component_type,
            resource=charge.item.name,
            type=charge.item.type,
            label=charge.line.label,
            kind=charge.line.kind,
            low=low,
            expected=expected,
            high=high,
        )


def _cells(row: Row) -> Iterator[str]:
    yield from (row.component, row.component_type, row.resource, row.type, row.label, row.kind)
    for end in row.exact.ends:
        yield f"{end.normalize():f}"
