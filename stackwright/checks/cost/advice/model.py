"""One piece of advice, and the change to a stack that it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from ..item import Item
from ..money import Range
from ..prices import Price


@dataclass(frozen=True, kw_only=True)
class Advice:
    """Something that would be cheaper."""

    id: str
    """Kind of advice, kebab: `graviton`, `single-nat`."""

    urn: str
    """The resource; empty for advice on the whole stack."""

    resource: str
    """Logical name of the resource."""

    what: str
    """What to do, in a sentence that names the argument to change."""

    saving: Range
    """A month, in the currency of the estimate, rounded to the cent."""

    risk: str
    """What is lost, or could go wrong."""


@dataclass(frozen=True)
class Commitment:
    """What is paid for in advance, or for a term, whether or not it is used."""

    price: Price
    quantity: Decimal
    """A month, in the unit of the price."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A change to the stack whose saving is found by pricing the stack with it."""

    id: str
    item: Item | None
    """What it is about; None for the whole stack."""

    what: str
    risk: str
    inputs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """URN -> inputs that take the place of its own of the same name; None takes one away."""

    removed: frozenset[str] = frozenset()
    """URNs of what would not be there."""

    added: tuple[Item, ...] = ()
    """What would be there in its place."""

    usage: Mapping[str, Mapping[str, Range]] = field(default_factory=dict)
    """URN -> meter -> a month's quantity, before what usage files say."""

    committed: Mapping[str, Mapping[str, Commitment]] = field(default_factory=dict)
    """URN -> key of a price -> the commitment that takes its place for a part of what is paid at it."""

    day: date | None = None
    """Day that the stack is priced for, with the change and without; None for the estimate's own."""
