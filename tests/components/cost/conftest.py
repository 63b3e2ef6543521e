"""A budget's guard with changes, built as a program would."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from components.cost.cost_guard import CostGuard, CostGuardArgs
from components.scope import Scope

TOPICS = {severity: f"arn:aws:sns:eu-west-1:123456789012:{severity}" for severity in ("P0", "P1", "P2", "P3")}


@pytest.fixture
def args(scope: Scope) -> Callable[..., CostGuardArgs]:
    return lambda **given: CostGuardArgs(
        **{"scope": scope, "monthly_usd": Decimal("250.50"), "topic_arns": TOPICS} | given
    )


@pytest.fixture
def build(deploy: Any, args: Any) -> Callable[..., Any]:
    """Deploy a guard called `costs`."""
    return lambda **given: deploy(lambda: CostGuard("costs", args(**given)))
