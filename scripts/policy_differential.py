"""Judges the rules' fixtures by checkov too, and writes `docs/policy/differences.md`: where they differ, and why.

Checkov is not one of this project's requirements: it is found on PATH, or where `--checkov` says. It reads the cases
from a folder of its own, asks no server and fetches no module.

Usage: python scripts/policy_differential.py [--checkov PATH] [--rule ID]... [--csv FILE] [--suspects] [--keep DIRECTORY]

Exit code: 0 fine, 1 a difference without a reason or a mapping that cannot be right, 2 no checkov to ask.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Run as a script, only its own folder is on the path; the pack is the repository's.
sys.path[:0] = [str(ROOT)]

from differential import hcl, manifests, mappings, reasons, report, verdicts  # noqa: E402
from differential.comparison import Judged, Row, compare, unresolved  # noqa: E402
from policy.guardrails import RULES  # noqa: E402
from policy.guardrails.kit.fixtures import Case, read_fixture  # noqa: E402
from policy.guardrails.rule import AnyRule  # noqa: E402

PAGE = ROOT / "docs" / "policy" / "differences.md"


def cases(rule: AnyRule) -> tuple[Case, ...]:
    """Return the cases of a rule's fixture, which stands beside the rule."""
    source = Path(str(sys.modules[rule.check.__module__].__file__))
    return read_fixture(source.with_suffix(".yaml"), rule.id).cases


def written(case: Case, mark: str, folder: Path) -> bool:
    """Write a case into *folder* and say whether it could be; one of an unknown value cannot."""
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
    """Yield the rows of *rules*, their cases written into *folder*, in one run of checkov."""
    marks = {id(case): f"c{number}" for number, case in enumerate(case for rule in rules for case in cases(rule))}
    raise NotImplementedError(marks)


def main(arguments: Sequence[str]) -> int:
    """Compare, write the page where all rules were asked for, and return the exit code."""
    raise NotImplementedError(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
