"""Exceptions that nothing needs any more are removed."""

from __future__ import annotations

from ...authoring import Inventory, Level, Severity, StackRule, Verdicts


def _check(stack: Inventory) -> Verdicts:
    for waiver in stack.exceptions.unused():
        sentence = f"{waiver.place}: nothing in this stack needs the exception for {waiver.rule} at {waiver.resource}"
        yield stack.whole.says(sentence, mark=waiver.place)


policy_exceptions_used = StackRule(
    id="policy-exceptions-used",
    promise="Every exception covers a finding of this stack.",
    fix="Remove the entry, correct its resource or finding, or name the stacks it is for in `stacks`.",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    looks_at=frozenset(),
    check=_check,
)
