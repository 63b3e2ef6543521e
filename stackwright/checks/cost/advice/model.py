"""One piece of advice, and what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..item import Item
from ..money import Range


@dataclass(frozen=True, kw_only=True)
class Advice:
    """Something that would be cheaper."""

    id: str
    """Kind of advice, kebab: `graviton`, `single-nat`."""

    urn: str
    resource: str
    """Logical name of the resource."""

    what: str
    """What to do, in a sentence that names the argument to change."""

    saving: Range
    """A month, in the currency of the estimate, rounded to the cent."""

    risk: str
    """What is lost, or could go wrong."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A change to the stack whose saving is found by pricing the stack with it."""

    id: str
    item: Item
    what: str
    risk: str
    inputs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """URN -> inputs that take the place of its own of the same name; None takes one away."""

    removed: frozenset[str] = frozenset()
    """URNs of what would not be there."""

    added: tuple[Item, ...] = ()
    """What would be there in its place."""

    hours_on: Mapping[str, Range] = field(default_factory=dict)
    """URN -> hours of the month that it would be on."""
