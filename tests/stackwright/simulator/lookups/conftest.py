"""Asks look-ups in one place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from stackwright.simulator.lookups import answer
from stackwright.simulator.place import Place


@pytest.fixture
def ask() -> Callable[..., dict[str, Any]]:
    """Ask `service.getThing` of aws in eu-west-1, or a whole token, with arguments by wire name."""

    def asked(name: str, place: Place | None = None, /, **args: Any) -> dict[str, Any]:
        service, _, function = name.partition(".")
        token = f"aws:{service}/{function}:{function}" if function and ":" not in name else name
        found = answer(place or Place(region="eu-west-1"), token, args)
        assert found is not None
        return found

    return asked


@pytest.fixture
def by() -> Callable[..., list[dict[str, Any]]]:
    """Write filters: `by(("vpc-id", "vpc-1"))`."""
    return lambda *pairs: [{"name": name, "values": list(values)} for name, *values in pairs]
