"""What a pricer makes lines with: prices of the resource's Region, quantities from the program or from assumptions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from .item import Item
from .lines import Entry, Kind, Line, Unpriced
from .money import HOURS, Number, Range
from .prices import PriceBook
from .usage import Reading, Usage
from .world import World


@dataclass(frozen=True)
class Quote:
    """Makes the lines of one resource."""

    item: Item
    world: World
    book: PriceBook
    assumed: Usage
    today: date = field(default_factory=date.today)
    """Day the estimate is for: support of a version may have ended by then."""

    def hourly(
        self,
        label: str,
        key: str,
        count: Number | Range = 1,
        *,
        hours: Range | None = None,
        assumption: str = "",
        factor: Number | Range = 1,
    ) -> Entry:
        """Return what *count* of something cost that exist by the hour.

        They exist for *hours* of the month, 730 where that is left out; `hoursOn` in a usage file goes before both.
        """
        given = self.assumed.given(self.item, "hoursOn")
        if given:
            hours, assumption = given.quantity, given.origin
        quantity = Range.of(count) * (hours or Range.of(HOURS))
        return self._line("hourly", label, key, quantity, assumption, factor)

    def monthly(
        self, label: str, key: str, quantity: Number | Range = 1, *, assumption: str = "", factor: Number | Range = 1
    ) -> Entry:
        """Return what a capacity costs that is paid by the month: GB-months of a disk, a key, an alarm."""
        return self._line("capacity", label, key, Range.of(quantity), assumption, factor)

    def usage(self, label: str, key: str, meter: str, times: Number | Range = 1) -> Entry:
        """Return what the use costs that *meter* of the usage file, or else the profile's default, tells."""
        reading = self.meter(meter)
        return self._line("usage", label, key, reading.quantity * times, reading.origin, 1)

    def used(self, label: str, key: str, quantity: Range, assumption: str, *, factor: Number | Range = 1) -> Entry:
        """Return what a use costs whose *quantity* was worked out from what the *assumption* says."""
        return self._line("usage", label, key, quantity, assumption, factor)

    def meter(self, name: str) -> Reading:
        """Return how much *name* of this resource's type is assumed to be used a month."""
        return self.assumed.reading(self.item, name)

    def given(self, name: str) -> Reading | None:
        """Return what a usage file says of *name*; None where none says anything."""
        return self.assumed.given(self.item, name)

    def of(self, region: str) -> Quote:
        """Return what makes lines of the same resource that are paid in another Region, as replicas are."""
        return replace(self, book=self.book.elsewhere(region))

    def unpriced(self, why: str, what: str = "", path: str = "") -> Unpriced:
        """Return that the resource, or *what* of it, has no price, and why; *path* where only a deployment can tell."""
        return Unpriced(urn=self.item.urn, type=self.item.type, why=why, what=what, path=path)

    def _line(
        self, kind: Kind, label: str, key: str, quantity: Range, assumption: str, factor: Number | Range
    ) -> Entry:
        price = self.book.find(key)
        if price is None:
            return self.unpriced(f"no price of {key} in {self.book.region or 'any Region'}", label)
        return Line(
            urn=self.item.urn,
            type=self.item.type,
            label=label,
            kind=kind,
            price=price,
            region=self.book.region,
            quantity=quantity.ordered(),
            assumption=assumption,
            factor=Range.of(factor).ordered(),
        )
