"""The tags of a child of the network: the scope's, named after the child."""

from __future__ import annotations

from ..scope import Scope


def child_tags(scope: Scope, logical_name: str) -> dict[str, str]:
    """Return the tags of the child *logical_name*."""
    return scope.tags(scope.physical_name(logical_name))
