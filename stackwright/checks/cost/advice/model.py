"""One piece of advice."""

from __future__ import annotations

from dataclasses import dataclass

from ..money import Range


@dataclass(frozen=True, kw_only=True)
class Advice:
    """Something that would be cheaper."""

    id: str
    """Kind of advice, kebab: `graviton`, `single-nat`."""

    urn: str
    resource: str
    """Logical name of the resource, or of the component that several of them are in."""

    what: str
    """What to do, in a sentence that names the argument to change."""

    saving: Range
    """A month, in the currency of the estimate, rounded to the cent."""

    risk: str
    """What is lost, or could go wrong."""
