"""One line of an estimate: a price, a quantity, and what they come to; or why there is no price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .money import ONE, Range
from .prices import GLOBAL, Price

Kind = Literal["hourly", "capacity", "usage"]
"""Hours that a thing exists; what is set aside for it; what is done with it."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """What one part of a resource costs a month."""

    urn: str
    type: str
    label: str
    """What is paid for, for instance `instance db.t4g.medium, Multi-AZ`."""

    kind: Kind
    price: Price
    region: str
    """Region that it is paid in; the price may be another's."""

    quantity: Range
    """A month's quantity in the unit of the price."""

    assumption: str = ""
    """Where a quantity comes from that the program does not state; empty where it does."""

    factor: Range = ONE
    """What the price is multiplied with, each end by itself: for instance a discount that the label names."""

    secret: bool = False
    """Made of a secret value: a report shows what it comes to, and not how."""

    @property
    def elsewhere(self) -> bool:
        """Whether the price is another Region's than the one it is paid in."""
        return self.price.region not in (self.region, GLOBAL)

    @property
    def exact(self) -> Range:
        """USD a month, not rounded."""
        low, expected, high = (self.price.amount(end) for end in self.quantity.ends)
        return Range(low, expected, high) * self.factor

    @property
    def service(self) -> str:
        """AWS service, as a bill names it."""
        return self.price.service


@dataclass(frozen=True, kw_only=True)
class Unpriced:
    """What the estimate does not hold, and why."""

    urn: str
    type: str
    why: str
    what: str = ""
    """The part of the resource; empty for all of it."""

    path: str = ""
    """The property that would tell, where only a deployment can; empty where something else is missing."""


Entry = Line | Unpriced
