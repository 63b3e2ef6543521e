"""A rule's verdict on one place of one resource, where it is anything but a pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .exceptions import Waiver
from .rule import AnyRule, Level

Status = Literal["fail", "unknown", "suppressed", "error"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one rule says about one place."""

    rule: AnyRule
    level: Level
    status: Status
    urn: str
    path: str
    message: str
    """One sentence; never holds a secret."""

    fingerprint: str
    """Names the finding among those of the same rule and resource, for an exception that covers this one only."""

    waiver: Waiver | None = None
    """The exception that suppresses it."""

    @property
    def order(self) -> tuple[str, str, str, str, str, str]:
        """Sorts findings the same way whatever order the resources came in."""
        return (self.rule.id, self.urn, self.path, self.fingerprint, self.status, self.message)
