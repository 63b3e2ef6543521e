"""Writes the comparison down: a row per case as CSV, and the page of differences with their reasons."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, fields
from pathlib import Path

from .comparison import EVERY_CASE, OPEN, Outcome, Row, proven, unresolved
from .reasons import Key

_INTRODUCTION = """\
# Where the rules and checkov differ

The cases of every rule that is mapped to a checkov check are written as Terraform or as Kubernetes manifests and judged
by checkov {version} too. `python scripts/policy_differential.py` writes this page; the reasons are kept in
`scripts/differential/reasons.csv`, and a difference without one fails the script.

A check counts as agreeing only where it gave a verdict on every case with a type it reads, the rule's own, and failed
one that the rule refuses: a wrong translation passes everything. A rule with several checks refuses what
any of them fails.
"""


def table(rows: Iterable[Row]) -> Iterator[tuple[object, ...]]:
    """Yield a head and a row per case and check."""
    yield tuple(field.name for field in fields(Row))
    yield from (astuple(row) for row in rows)


def write_csv(path: Path, rows: Iterable[Iterable[object]]) -> None:
    """Write *rows*, the first being the head."""
    with path.open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle, lineterminator="\n").writerows(rows)


def page(rows: Sequence[Row], reasons: Mapping[Key, str], dropped: Mapping[tuple[str, str], str], version: str) -> str:
    """Return the page, in Markdown."""
    differing = list(unresolved(rows))
    known = {(rule, check) for rule, check, _ in differing}
    pairs = list(dict.fromkeys((row.rule, row.check) for row in rows))
    lines = [
        _INTRODUCTION.format(version=version),
        _counted(rows, len(pairs), len(known)),
        "",
        "## Differences",
        "",
        "| rule | check | case | ours | checkov | why |",
        "|---|---|---|---|---|---|",
        *_differences(rows, differing, reasons),
        "",
        "## Agreements",
        "",
        "| rule | check | cases passed by both | cases refused by both |",
        "|---|---|---|---|",
        *(_agreement(rule, check, rows) for rule, check in pairs if (rule, check) not in known),
        "",
        "## Checks that are not mapped",
        "",
        "They have much the same name, and ask something else or read another type.",
        "",
        "| rule | check | why not |",
        "|---|---|---|",
        *(f"| {rule} | {check} | {_cell(why)} |" for (rule, check), why in sorted(dropped.items())),
    ]
    return "\n".join(lines) + "\n"


def _counted(rows: Sequence[Row], mappings: int, differing: int) -> str:
    found = Counter(row.outcome for row in rows)
    return (
        f"Of {mappings} mappings of {len({row.rule for row in rows})} rules, {mappings - differing} agree on every"
        f" case. Of {found.total()} verdicts, {found[Outcome.AGREES] + found[Outcome.SHARED]} agree and"
        f" {sum(found[one] for one in OPEN)} do not; {found[Outcome.FOREIGN]} cases hold nothing that the check reads."
    )


def _differences(rows: Sequence[Row], differing: Iterable[Key], reasons: Mapping[Key, str]) -> Iterator[str]:
    by_key = {(row.rule, row.check, row.case): row for row in rows}
    for key in sorted(differing):
        rule, check, case = key
        row = by_key.get(key)
        ours = row.ours if row else "FAILED"
        theirs = (row.checkov or row.outcome) if row else "PASSED"
        words = "every bad case" if case == EVERY_CASE else _cell(case)
        yield f"| {rule} | {check} | {words} | {ours} | {theirs} | {_cell(reasons.get(key, ''))} |"


def _agreement(rule: str, check: str, rows: Sequence[Row]) -> str:
    own = [row for row in rows if (row.rule, row.check) == (rule, check) and row.outcome is Outcome.AGREES]
    passed = sum(row.ours == "PASSED" for row in own)
    return f"| {rule} | {check} | {passed} | {len(own) - passed} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def summary(rows: Sequence[Row]) -> Iterator[str]:
    """Yield one line per mapping: `rds-encrypted CKV_AWS_16: agrees (3 cases)`."""
    for rule, check in dict.fromkeys((row.rule, row.check) for row in rows):
        own = [row for row in rows if (row.rule, row.check) == (rule, check)]
        open_ = [row for row in own if row.outcome in OPEN]
        if open_:
            said = "; ".join(f"{row.outcome} on {row.case}" for row in open_)
        elif proven(own):
            said = f"agrees ({sum(row.outcome is Outcome.AGREES for row in own)} cases)"
        else:
            said = "fails none of the bad cases"
        yield f"{rule} {check}: {said}"
