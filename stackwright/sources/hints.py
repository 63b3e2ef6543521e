"""Adds to a program's failure what was made up for it beforehand, where that may be the cause."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .context_file import FILE
from .recorder import Answers

# What a program says that went on without a value it needs.
_OF_NOTHING = re.compile(r"None|missing|required", re.IGNORECASE)

# What a program raises that finds another answer than it is used to.
_OF_ANSWERS = (LookupError, ValueError, TypeError, AttributeError, StopIteration)


class Asked:
    """The answers a user wrote down, with a memory of the look-ups they had nothing for."""

    def __init__(self, answers: Answers | None) -> None:
        self._answers = answers
        self.simulated: dict[str, None] = {}

    def answer(self, token: str, args: Mapping[str, Any], region: str, stack: str) -> dict[str, Any] | None:
        """Return what the user wrote."""
        found = self._answers.answer(token, args, region, stack) if self._answers else None
        if found is None:
            self.simulated[token] = None
        return found

    def unused(self) -> list[str]:
        """Return a line for each answer that nothing asked for."""
        return self._answers.unused() if self._answers else []


def of_look_ups(error: BaseException | None, asked: Asked) -> str:
    """Return which look-ups were simulated before *error*, where their answers may be behind it; else nothing."""
    if not asked.simulated or not isinstance(error, _OF_ANSWERS):
        return ""
    return f"look-ups simulated: {', '.join(asked.simulated)}; real answers go into {FILE}"


def of_configuration(said: str, simulated: Mapping[str, None], unset: Mapping[str, None]) -> str:
    """Return which keys were made up, or may be what the program missed; else nothing."""
    if simulated:
        return f"configuration simulated: {', '.join(sorted(simulated))}"
    if unset and _OF_NOTHING.search(said):
        return f"not configured: {', '.join(sorted(unset))}; for instance --config {min(unset)}=VALUE"
    return ""


def added(text: str, *hints: str) -> str:
    """Return a failure's *text* with *hints* after what was said: the user's line comes last."""
    said, *line = text.split("\n", 1)
    given = [f"({hint})" for hint in hints if hint]
    return "\n".join([" ".join([said, *given]), *line])
