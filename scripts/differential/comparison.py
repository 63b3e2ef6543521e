"""Compares what a rule says of its cases with what the checkov checks it is mapped to say of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from policy.guardrails.kit.fixtures import Case

from .hcl import terraform_type
from .manifests import kind
from .verdicts import Check, Verdict


class Outcome(StrEnum):
    """How the two verdicts on one case stand to each other."""

    AGREES = "agrees"
    SHARED = "another check of the rule fails it"
    DIFFERS = "differs"
    SILENT = "no verdict"
    UNTRANSLATED = "not translated"
    FOREIGN = "not its subject"


OPEN = frozenset({Outcome.DIFFERS, Outcome.SILENT, Outcome.UNTRANSLATED})
"""Outcomes that somebody has to give a reason for."""

EVERY_CASE = "*"
"""Stands for all cases of a rule where the check fails none of its bad ones."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One case, one check."""

    rule: str
    check: str
    case: str
    """Kind and words of the case: `bad: silence`."""

    ours: Verdict
    checkov: Verdict | None
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One case of a rule with the verdicts it got."""

    case: Case
    verdicts: Mapping[str, Verdict]
    """Check id -> verdict."""

    translated: bool = True

    @property
    def ours(self) -> Verdict:
        """What the rule says, as its fixture has it and its test proves."""
        return "FAILED" if self.case.findings else "PASSED"


def compare(rule: str, checks: Mapping[str, Check], judged: Sequence[Judged]) -> Iterator[Row]:
    """Yield a row per check and case, in the order of the fixture. Cases that are not known yet are nobody's."""
    for id_, check in checks.items():
        for one in judged:
            if one.case.kind != "unknown":
                verdict = one.verdicts.get(id_)
                yield Row(
                    rule=rule,
                    check=id_,
                    case=f"{one.case.kind}: {one.case.case}",
                    ours=one.ours,
                    checkov=verdict,
                    outcome=_outcome(one, verdict, check),
                )


def _outcome(one: Judged, verdict: Verdict | None, check: Check) -> Outcome:
    if not one.translated:
        return Outcome.UNTRANSLATED
    if verdict == one.ours:
        return Outcome.AGREES
    if one.ours == "FAILED" and "FAILED" in one.verdicts.values():
        return Outcome.SHARED
    if verdict:
        return Outcome.DIFFERS
    # Silence on what a rule leaves alone, or on types that the check does not read, is what one expects.
    return Outcome.FOREIGN if one.case.kind == "exempt" or not _reads(check, one.case) else Outcome.SILENT


def _reads(check: Check, case: Case) -> bool:
    return any({terraform_type(one), kind(one)} & check.entities for one in case.resources)


def unresolved(rows: Sequence[Row]) -> Iterator[tuple[str, str, str]]:
    """Yield (rule, check, case) of everything that needs a reason, `*` as case for a check that fails no bad case.

    A check that passes everything agrees with nothing: its resources may be written wrongly, or it asks something else.
    """
    for row in rows:
        if row.outcome in OPEN:
            yield row.rule, row.check, row.case
    for rule, check in dict.fromkeys((row.rule, row.check) for row in rows):
        if not proven([row for row in rows if (row.rule, row.check) == (rule, check)]):
            yield rule, check, EVERY_CASE


def proven(rows: Sequence[Row]) -> bool:
    """Return whether a check failed a case that the rule refuses too."""
    return any(row.outcome is Outcome.AGREES and row.ours == "FAILED" for row in rows)
