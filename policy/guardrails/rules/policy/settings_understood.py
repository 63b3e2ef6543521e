"""What the pack is told about itself is understood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import Inventory, Level, Parameter, Severity, StackRule, Verdicts


def _check(stack: Inventory, _parameters: Mapping[str, Any]) -> Verdicts:
    for problem in stack.problems:
        yield stack.whole.says(problem, mark=problem)


policy_settings = StackRule(
    id="policy-settings",
    promise="The pack finds the file of exceptions that it is told of.",
    fix="Correct the path; it is taken from the project's folder, then from the pack's.",
    severity=Severity.MEDIUM,
    level=Level.MANDATORY,
    looks_at=frozenset(),
    check=_check,
    parameters={
        "exceptions": Parameter(
            says="File of exceptions. Default: `exceptions.yaml` beside the pack and `policy-exceptions.yaml` at the"
            " project's root, where they exist.",
            default="",
            schema={"type": "string"},
        ),
    },
)
