"""Judges the rules' fixtures by checkov too, and writes `docs/policy/differences.md`: where they differ, and why.

Checkov is not one of this project's requirements: it is found on PATH, or where `--checkov` says. It reads the cases
from a folder of their own, asks no server and fetches no module.

Usage: python scripts/policy_differential.py [--checkov PATH] [--rule ID]... [--csv FILE] [--mappings FILE]
    [--keep DIRECTORY]

Exit code: 0 fine, 1 a difference without a reason or a mapping that cannot be right, 2 no checkov to ask or
a fixture that is none.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from differential import hcl, manifests, mappings, reasons, report, verdicts
from differential.comparison import Judged, Row, compare, unresolved

from policy.guardrails import RULES
from policy.guardrails.kit.fixtures import Case, FixtureError, read_fixture
from policy.guardrails.rule import AnyRule

PAGE = Path(__file__).resolve().parents[1] / "docs" / "policy" / "differences.md"


def cases(rule: AnyRule) -> tuple[Case, ...]:
    """Return the cases of a rule's fixture, which stands beside the rule."""
    source = Path(str(sys.modules[rule.check.__module__].__file__))
    return read_fixture(source.with_suffix(".yaml"), rule.id).cases


def written(case: Case, mark: str, folder: Path) -> bool:
    """Write a case into *folder* and say whether it could be, as one with an unknown value cannot."""
    try:
        files = {"main.tf": hcl.document(case, mark), "main.yaml": manifests.documents(case, mark)}
    except hcl.UntranslatableError as problem:
        if case.kind != "unknown":
            print(f"{case.title}: {problem}", file=sys.stderr)
        return False
    folder.mkdir(parents=True)
    for name, text in files.items():
        if text:
            (folder / name).write_text(text, encoding="utf-8")
    return True


def compared(
    checkov: Path, rules: Sequence[AnyRule], catalogue: Mapping[str, verdicts.Check], folder: Path
) -> Iterator[Row]:
    """Yield the rows of *rules*, all their cases written into *folder* and judged in one run of checkov."""
    every = {rule.id: {f"{rule.id}-{number}": case for number, case in enumerate(cases(rule), 1)} for rule in rules}
    made = {mark: written(case, mark, folder / mark) for of_rule in every.values() for mark, case in of_rule.items()}
    found = verdicts.verdicts(checkov, folder, {id_ for rule in rules for id_ in rule.controls.checkov})
    for rule in rules:
        checks = {id_: catalogue[id_] for id_ in rule.controls.checkov if id_ in catalogue}
        judged = [
            Judged(
                case=case,
                translated=made[mark],
                verdicts={id_: found[mark, id_] for id_ in checks if (mark, id_) in found},
            )
            for mark, case in every[rule.id].items()
        ]
        yield from compare(rule.id, checks, judged)


def run(checkov: Path, rules: Sequence[AnyRule], folder: Path, options: argparse.Namespace) -> int:
    """Compare *rules*, write what *options* ask for and return the exit code."""
    catalogue = verdicts.catalogue(checkov)
    dropped, given = mappings.dropped(), reasons.read()
    wrong = [f"{one.rule} {one.check}: {one.why}" for one in mappings.suspects(rules, catalogue, dropped)]
    rows = list(compared(checkov, rules, catalogue, folder))
    wrong += reasons.problems(list(unresolved(rows)), given, [rule.id for rule in rules])
    print(*report.summary(rows), *wrong, sep="\n")
    if options.csv:
        report.write_csv(options.csv, report.table(rows))
    if options.mappings:
        report.write_csv(options.mappings, mappings.table(rules, catalogue))
    if not options.rule:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(report.page(rows, given, dropped, verdicts.SERIES + "x"), encoding="utf-8")
    return 1 if wrong else 0


def main(arguments: Sequence[str]) -> int:
    """Find checkov, choose the rules, compare; return the exit code."""
    parser = argparse.ArgumentParser(description="Compare the rules with checkov.")
    parser.add_argument("--checkov", default="", help="its executable; else the one on PATH")
    parser.add_argument("--rule", action="append", default=[], help="only this rule, and leave the page alone")
    parser.add_argument("--csv", type=Path, help="write a row per case and check here")
    parser.add_argument("--mappings", type=Path, help="write each rule's promise beside what its checks ask here")
    parser.add_argument("--keep", type=Path, help="write the translated cases into this new directory and keep them")
    options = parser.parse_args(arguments)
    rules = [rule for rule in RULES if rule.controls.checkov and rule.id in (options.rule or [rule.id])]
    try:
        checkov = verdicts.find(options.checkov)
        if options.keep:
            return run(checkov, rules, options.keep, options)
        with tempfile.TemporaryDirectory() as folder:
            return run(checkov, rules, Path(folder), options)
    except (verdicts.CheckovError, FixtureError) as problem:
        print(problem, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
