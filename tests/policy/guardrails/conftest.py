"""Short ways to make what rules look at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from policy.guardrails.item import Item


def _item(type_: str = "aws:s3/bucket:Bucket", name: str = "data", **more: Any) -> Item:
    return Item(urn=f"urn:pulumi:dev::shop::{type_}::{name}", type=type_, name=name, **more)


@pytest.fixture
def item() -> Callable[..., Item]:
    """Make a resource: `item(type, name, inputs={...})`."""
    return _item
