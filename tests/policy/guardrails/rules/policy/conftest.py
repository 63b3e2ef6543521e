"""A stack with exceptions, and what a rule says of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from policy.guardrails.exceptions import Exceptions, Waiver
from policy.guardrails.inventory import Inventory


@pytest.fixture
def said() -> Callable[..., list[tuple[str, str]]]:
    """Return the mark and the text of each problem that a rule has with these exceptions."""

    def ask(rule: Any, exceptions: Exceptions | None = None, *problems: str) -> list[tuple[str, str]]:
        stack = Inventory([], project="shop", stack="dev", exceptions=exceptions)
        stack.problems = list(problems)
        arguments = ({"exceptions": ""},) if rule.parameters else ()
        return [(one.mark, one.text) for one in rule.check(stack, *arguments)]

    return ask


@pytest.fixture
def waiver() -> Callable[..., Waiver]:
    """Make an exception."""

    def make(**more: Any) -> Waiver:
        usual = {
            "rule": "s3-versioning",
            "resource": "*::audit",
            "reason": "Written once and never changed.",
            "owner": "platform",
            "ticket": "SEC-1",
            "expires": date(2026, 11, 30),
            "place": "exceptions.yaml:2",
        }
        return Waiver(**{**usual, **more})

    return make
