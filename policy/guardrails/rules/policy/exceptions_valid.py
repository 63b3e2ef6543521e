"""Exceptions are well formed and have not expired."""

from __future__ import annotations

from ...authoring import Inventory, Level, Severity, StackRule, Verdicts
from ...exceptions import WELL_FORMED


def _check(stack: Inventory) -> Verdicts:
    for entry in stack.exceptions.malformed:
        yield stack.whole.says(f"{entry.place}: {entry.text}", mark=entry.place)
    for waiver in stack.exceptions.expired():
        sentence = f"{waiver.place}: the exception for {waiver.rule} ({waiver.ticket}) expired on {waiver.expires}"
        yield stack.whole.says(sentence, mark=waiver.place)


policy_exceptions_valid = StackRule(
    id=WELL_FORMED,
    promise="Every exception is well formed and in force.",
    fix="Mend the entry, or remove it and what it excused. One that is still needed is asked for anew.",
    severity=Severity.MEDIUM,
    level=Level.MANDATORY,
    looks_at=frozenset(),
    check=_check,
)
