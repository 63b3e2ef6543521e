"""Says how much of other people's programs, and of this repository's stacks, the estimate has a price for.

Usage: python benchmarks/cost_coverage.py FOLDER --commit SHA [--only PATTERN]... [--check]

Runs every Pulumi Python program below a folder, a checkout of that commit of pulumi/examples, in its own virtual
environment and with made-up configuration, prices it, and writes `docs/cost/coverage.md`. A resource is billable unless
its type costs nothing by itself, and it is covered where at least one line of the estimate is its.

Exit code: 1 where less is covered than the bar asks for; with --check also where the page is not up to date.
"""

from __future__ import annotations

import argparse
import fnmatch
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from compatibility import Program, programs

from stackwright.checks.cost.estimate import Estimate, estimate
from stackwright.checks.cost.item import items_of
from stackwright.commands.source import SourceOptions, obtain
from stackwright.errors import UserError

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "cost" / "coverage.md"
STACKS = ("dev", "staging", "prod")
AWS = "aws-*"
OWN = "this repository, "
BAR = 95
"""Percent of all billable resources that must be covered."""

TEXT = """\
# How much is priced

Written by the command below. A resource is *billable* unless its type costs nothing by itself, and *covered* where the
estimate has at least one line for it: an amount an hour or a month, or the price of a unit with an assumption of how
much of it is used. The programs are the Python programs on AWS of pulumi/examples, each in its own environment, and the
stacks of this repository.

**{covered} of {billable} billable resources are covered: {percent:.1f} %.** At least {bar} % must be. Of those of
pulumi/examples alone they are {others}.

{table}

## What is not covered

{missing}

## What is missing of covered resources

{parts}

```sh
git clone https://github.com/pulumi/examples && git -C examples checkout {commit}
python benchmarks/cost_coverage.py examples --commit {commit}
```
"""


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """What of one program is priced."""

    name: str
    free: int = 0
    covered: int = 0
    missing: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(Type, why) -> how many resources have no line at all."""
    parts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(Type and part, why) -> how many covered resources lack the part."""
    failed: str = ""
    """Why the program did not run; empty where it did."""

    @property
    def own(self) -> bool:
        """Whether it is a stack of this repository."""
        return self.name.startswith(OWN)

    @property
    def billable(self) -> int:
        """Resources that cost something, priced or not."""
        return self.covered + self.missing.total()


def main() -> int:
    """Measure, write the page and return the exit code."""
    options = _parser().parse_args()
    patterns = options.only or [AWS]
    chosen = [each for each in programs(options.folder) if any(fnmatch.fnmatchcase(each.name, p) for p in patterns)]
    if not chosen:
        sys.exit(f"{options.folder}: holds no Pulumi program whose runtime is Python")
    found = [*(_told(example(program)) for program in chosen), *(_told(own(stack)) for stack in STACKS)]
    text = page(found, options.commit)
    if options.check:
        stale = not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text
        print(f"{PAGE.name} is {'not ' if stale else ''}up to date", file=sys.stderr)
    else:
        stale = False
        PAGE.write_text(text, encoding="utf-8")
    percent = share(found)
    print(f"{percent:.1f} % of billable resources are covered; {BAR} % are asked for")
    print("\n".join(f"{count} x {type_}: {why}" for (type_, why), count in _summed(each.missing for each in found)))
    return int(stale or percent < BAR)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, help="a checkout of pulumi/examples")
    parser.add_argument("--commit", required=True, help="commit that the folder is a checkout of")
    parser.add_argument("--only", action="append", default=[], metavar="PATTERN", help="programs, as a shell would")
    parser.add_argument("--check", action="store_true", help="only say whether the page is up to date")
    return parser


def example(program: Program) -> Coverage:
    """Return what is priced of one of other people's programs."""
    python = program.environment / "bin" / "python" if program.environment else Path(sys.executable)
    return _measured(
        program.name,
        SourceOptions(stack=program.stack, folder=program.folder, simulate_config=True, python=python),
    )


def own(stack: str) -> Coverage:
    """Return what is priced of a stack of this repository."""
    return _measured(f"{OWN}{stack}", SourceOptions(stack=stack, folder=ROOT))


def _measured(name: str, options: SourceOptions) -> Coverage:
    try:
        stack = obtain(options).stack
    except UserError as error:
        return Coverage(name=name, failed=str(error).splitlines()[0].partition(" (configuration")[0])
    priced = estimate(items_of(stack), project=stack.project, stack=stack.name, region=stack.region)
    return coverage(name, priced)


def coverage(name: str, priced: Estimate) -> Coverage:
    """Return what an estimate covers."""
    covered = {charge.item.urn for charge in priced.charges}
    missing = {one.urn: (one.type, one.why) for one in priced.unpriced if one.urn not in covered}
    parts = Counter((f"{one.type}, {one.what}", one.why) for one in priced.unpriced if one.urn in covered)
    return Coverage(
        name=name,
        free=sum(priced.free.values()),
        covered=len(covered),
        missing=Counter(missing.values()),
        parts=parts,
    )


def _told(found: Coverage) -> Coverage:
    print(f"{found.name}: {found.failed or f'{found.covered} of {found.billable}'}", file=sys.stderr, flush=True)
    return found


def share(found: Iterable[Coverage]) -> float:
    """Return which percentage of all billable resources is covered."""
    covered, billable = _totals(found)
    return 100 * covered / billable if billable else 0


def page(found: Sequence[Coverage], commit: str) -> str:
    """Return the text of the page."""
    covered, billable = _totals(found)
    return TEXT.format(
        commit=commit,
        covered=covered,
        billable=billable,
        percent=share(found),
        bar=BAR,
        others="{} of {}".format(*_totals(each for each in found if not each.own)),
        table="\n".join(_table(found)),
        missing=_list(each.missing for each in found),
        parts=_list(each.parts for each in found),
    )


def _totals(found: Iterable[Coverage]) -> tuple[int, int]:
    counts = [(each.covered, each.billable) for each in found]
    return sum(covered for covered, _ in counts), sum(billable for _, billable in counts)


def _table(found: Iterable[Coverage]) -> Iterator[str]:
    yield "| program | billable | covered | free |"
    yield "| --- | ---: | ---: | ---: |"
    for each in found:
        if each.failed:
            yield f"| {each.name} | does not run: {each.failed.replace('|', chr(92) + '|')} | | |"
        else:
            yield f"| {each.name} | {each.billable} | {each.covered} | {each.free} |"


def _list(counters: Iterable[Counter[tuple[str, str]]]) -> str:
    rows = [f"- {count} x `{what}`: {why}" for (what, why), count in _summed(counters)]
    return "\n".join(rows) or "Nothing."


def _summed(counters: Iterable[Counter[tuple[str, str]]]) -> list[tuple[tuple[str, str], int]]:
    total = sum(counters, Counter[tuple[str, str]]())
    return sorted(total.items(), key=lambda entry: (-entry[1], entry[0]))


if __name__ == "__main__":
    sys.exit(main())
