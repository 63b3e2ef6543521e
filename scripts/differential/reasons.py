"""Reads why a rule and a checkov check differ, and says which differences nobody has explained."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

REASONS = Path(__file__).parent / "reasons.csv"
SHORTEST = 20
"""Characters that a reason has at least."""

Key = tuple[str, str, str]
"""Rule, check, case (`bad: silence`, or `*` for a check that fails none of the rule's bad cases)."""


def read(path: Path = REASONS) -> Mapping[Key, str]:
    """Return (rule, check, case) -> reason."""
    with path.open(newline="", encoding="utf-8") as handle:
        return {(row["rule"], row["check"], row["case"]): row["reason"] for row in csv.DictReader(handle)}


def problems(needed: Sequence[Key], given: Mapping[Key, str], rules: Iterable[str]) -> Iterator[str]:
    """Yield what is wrong with the reasons of *rules*: missing, too short, or for a difference that is no more."""
    for key in needed:
        if key not in given:
            yield f"no reason in {REASONS.name} for: {', '.join(key)}"
        elif len(given[key]) < SHORTEST:
            yield f"the reason in {REASONS.name} for {', '.join(key)} says nothing: {given[key]!r}"
    asked = frozenset(rules)
    for key in given:
        if key[0] in asked and key not in needed:
            yield f"{REASONS.name} explains a difference that is none: {', '.join(key)}"
