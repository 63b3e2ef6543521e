"""Money and quantities are exact decimals, and a month has 730 hours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Self

HOURS = Decimal(730)
"""Hours of a month: 8,760 of a year by 12, as AWS's own pricing calculator has it."""

MONTHS = 12
ZERO = Decimal(0)
_CENT = Decimal("0.01")
_WIDE = Context(prec=200)

Number = Decimal | int | str


def cents(amount: Decimal) -> Decimal:
    """Return *amount* rounded half up to the cent."""
    return amount.quantize(_CENT, ROUND_HALF_UP, _WIDE)


@dataclass(frozen=True)
class Range:
    """The least, the expected and the most of something."""

    low: Decimal
    expected: Decimal
    high: Decimal

    @classmethod
    def of(cls, low: Number | Range, expected: Number | None = None, high: Number | None = None) -> Range:
        """Return a range of three numbers, or of one where the others are left out; a range as it is."""
        if isinstance(low, Range):
            return low
        first = Decimal(low)
        middle = first if expected is None else Decimal(expected)
        return cls(first, middle, middle if high is None else Decimal(high))

    @classmethod
    def total(cls, ranges: Iterable[Range]) -> Range:
        """Return the sum of *ranges*, each end by itself."""
        low = expected = high = ZERO
        for one in ranges:
            low, expected, high = low + one.low, expected + one.expected, high + one.high
        return cls(low, expected, high)

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.expected + other.expected, self.high + other.high)

    def __sub__(self, other: Range) -> Range:
        """Return the difference, each end by itself, and the ends then in order."""
        ends = (one - less for one, less in zip(self.ends, other.ends, strict=True))
        return Range(*ends).ordered()

    def __mul__(self, by: Number | Range) -> Range:
        """Return the product, each end with the same end of *by*."""
        other = Range.of(by)
        return Range(self.low * other.low, self.expected * other.expected, self.high * other.high)

    def less(self, included: Number) -> Range:
        """Return what is above *included*, at least nothing."""
        free = Decimal(included)
        return Range(*(max(ZERO, end - free) for end in self.ends))

    def cents(self) -> Range:
        """Return every end rounded half up to the cent."""
        return Range(cents(self.low), cents(self.expected), cents(self.high))

    @property
    def ends(self) -> tuple[Decimal, Decimal, Decimal]:
        """Least, expected, most."""
        return self.low, self.expected, self.high

    @property
    def certain(self) -> bool:
        """Whether the three are one number."""
        return self.low == self.expected == self.high

    def ordered(self) -> Self:
        """Return the same with its ends in order: what is left of a whole is the most where the part is the least."""
        return type(self)(min(self.ends), self.expected, max(self.ends))


NOTHING = Range.of(0)
ONE = Range.of(1)
