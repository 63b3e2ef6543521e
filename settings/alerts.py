"""Who hears of which alarms: endpoints by severity."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict

from components.observability.spec import Severity

from .checks import listing, matching
from .kinds import Text
from .section import Section

SECRET_PREFIX = "secret:"  # noqa: S105 - the word before a secret's name, not a secret

Endpoint = Annotated[
    Text,
    matching(
        r"[^@\s:]+@[\w-]+(\.[\w-]+)+|https://[\w.-]+(:\d+)?(/\S*)?|secret:\S+",
        "must be an e-mail address, an https:// URL, or secret:<name> of a URL in secretValues",
        "write one of the three",
    ),
]
Endpoints = Annotated[tuple[Endpoint, ...], listing(0, 20, "endpoints")]


class AlertSettings(Section):
    """Severity -> who is told."""

    model_config = ConfigDict(alias_generator=str.upper)

    p0: Endpoints = ()
    """Customers are down. Default: nobody."""

    p1: Endpoints = ()
    """Somebody must be woken. Default: nobody."""

    p2: Endpoints = ()
    """For this working day. Default: nobody."""

    p3: Endpoints = ()
    """For this week. Default: nobody."""

    def by_severity(self) -> dict[Severity, tuple[str, ...]]:
        """Return severity -> endpoints, as written."""
        return {"P0": self.p0, "P1": self.p1, "P2": self.p2, "P3": self.p3}

    def emails(self) -> tuple[str, ...]:
        """Return the e-mail addresses of those who hear of what can wait for this week."""
        return tuple(endpoint for endpoint in self.p3 if "@" in endpoint and not endpoint.startswith("https://"))
