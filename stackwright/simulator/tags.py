"""The tags a resource ends up with: the provider's default tags under its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..model import Secret, Unknown


def merged(default: Mapping[str, Any], own: Any) -> Any:
    """Return *own* tags over the *default* ones; secret or unknown as a whole where its own are."""
    if isinstance(own, Unknown):
        return own
    if isinstance(own, Secret):
        return Secret(merged(default, own.value))
    return {**default, **(own if isinstance(own, Mapping) else {})}
