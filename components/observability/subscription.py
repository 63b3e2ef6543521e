"""Who hears of an alarm: an address, told apart from the others by a name that never moves."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Literal

import pulumi

_KEY = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """One address that hears of a severity's alarms."""

    protocol: Literal["email", "https"]
    """How it is told. An `email` address must confirm, by the link it is sent, before it hears anything."""

    endpoint: pulumi.Input[str] = field(repr=False)
    """The address. Never shown, not even in an error: the path of an `https` endpoint is often a token."""

    key: str | None = None
    """Stable name of the subscription within its severity. Default: a hash of the plain endpoint."""

    def __post_init__(self) -> None:
        if self.key is not None and not _KEY.fullmatch(self.key):
            raise ValueError(f"key must be lower-case letters, digits and inner hyphens, got {self.key!r}")
        if not isinstance(self.endpoint, str):
            if self.key is None:
                raise ValueError("a subscription whose endpoint is an output must be given a key, for instance 'pager'")
        elif self.protocol == "https" and not self.endpoint.startswith("https://"):
            raise ValueError("the endpoint of an https subscription must start with 'https://', and this one does not")
        elif self.protocol == "email" and "@" not in self.endpoint:
            raise ValueError("the endpoint of an email subscription must be an address, and this one has no '@'")

    @property
    def identity(self) -> str:
        """What tells the subscription from the others of its severity: the key, else a hash of the endpoint."""
        return self.key or hashlib.sha256(str(self.endpoint).encode()).hexdigest()[:8]
