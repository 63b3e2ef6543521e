"""Finds the rows of an offer that are prices this project uses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .meters import ANY_REGION, TERM, Meter, pattern
from .offer import Offer, Rate, plain

_REGION = "regioncode"
_NOT_TEXT = re.compile(r"[|~{*]")


@dataclass(frozen=True)
class Found:
    """A row that is a price, or a tier or a part of one."""

    meter: Meter
    key: str
    item: str
    rate: Rate


def found(offer: Offer, meters: Iterable[Meter], region: str) -> Iterator[Found]:
    """Yield what *meters* look for in *offer*, row by row as it is read.

    Raises UserError where a row is broken, or is a price in another currency than USD.
    """
    # By term: most rows of an offer are reserved prices that nobody asks for.
    wanted: defaultdict[str, list[_Test]] = defaultdict(list)
    for meter in meters:
        wanted[dict(meter.where)[TERM]].append(_Test(meter, offer.columns, region))
    term = offer.columns[plain(TERM)]
    place = offer.columns.get(_REGION) if region != ANY_REGION else None
    for row in offer.rows():
        # A Region's offer lists its local zones too, at prices of their own.
        if place is not None and row[place] not in (region, ""):
            continue
        for test in wanted.get(row[term], ()):
            values = test.values(row)
            if values is not None:
                yield Found(test.meter, *test.meter.named(values), offer.rate(row))


class _Test:
    """What one meter asks of a row of one offer. Plain text is compared first: an offer has up to a million rows."""

    def __init__(self, meter: Meter, columns: Mapping[str, int], region: str) -> None:
        self.meter = meter
        self._texts: list[tuple[int, str]] = []
        self._patterns: list[tuple[int, re.Pattern[str]]] = []
        self._never = False
        for column, value in meter.where:
            index = columns.get(plain(column))
            if index is None:  # AWS leaves out a column that no product of the offer fills
                self._never |= not pattern(value, region).fullmatch("")
            elif _NOT_TEXT.search(value):
                self._patterns.append((index, pattern(value, region)))
            else:
                self._texts.append((index, value))

    def values(self, row: Sequence[str]) -> Mapping[str, str] | None:
        """Return what the variables stand for in *row*; None where it is no price of this meter."""
        if self._never:
            return None
        for index, text in self._texts:
            if row[index] != text:
                return None
        values: dict[str, str] = {}
        for index, expected in self._patterns:
            match = expected.fullmatch(row[index])
            if not match:
                return None
            values |= match.groupdict()
        return values
