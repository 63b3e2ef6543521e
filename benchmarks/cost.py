"""Times the estimate: what it adds to a preview, and what each of its parts takes.

Usage: python benchmarks/cost.py [--bar 0.15] [--runs 5] [--stack prod]

The preview runs with the estimate and without it in turn, each time in a process of its own; no policy pack runs, for
the pack may estimate by itself. Seconds are of the processor: other work on the machine does not change them.

Exits 1 where the estimate adds as many seconds as the bar, or more.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from measure import preview, run

from stackwright.checks.cost import usage_file
from stackwright.checks.cost.estimate import estimate
from stackwright.checks.cost.item import items_of
from stackwright.checks.cost.prices import PriceBook
from stackwright.checks.cost.settings import CostSettings
from stackwright.checks.cost.usage import Usage
from stackwright.commands.source import SourceOptions, obtain

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Measure, print a row for each; return 1 where the bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bar", type=float, default=0.15, help="seconds that the estimate may add to the preview")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--stack", default="prod")
    options = parser.parse_args()
    added = _preview(options.stack, options.runs)
    print(f"added to the preview  median {added:.3f} s (bar: under {options.bar})")
    _parts(options.stack)
    return int(added >= options.bar)


def _preview(stack: str, runs: int) -> float:
    """Return the median seconds that the estimate adds, and print the medians of both and their ratio."""
    estimated, plain = preview(stack, "--no-policy"), preview(stack, "--no-policy", "--no-cost")
    both = [(run(estimated, ROOT), run(plain, ROOT)) for _ in range(runs + 1)][1:]
    for name, costs in zip(("with estimate", "without"), zip(*both, strict=True), strict=True):
        print(f"preview {name:14} median {statistics.median(cost.processor for cost in costs):.3f} s")
    print(f"ratio                 {statistics.median(one.processor / other.processor for one, other in both):.3f}")
    return statistics.median(one.processor - other.processor for one, other in both)


def _parts(stack: str) -> None:
    """Print what the parts of one estimate take, the first time and the second."""
    obtained = obtain(SourceOptions(stack=stack, folder=ROOT))
    settings = CostSettings.of(obtained.config)
    region = obtained.stack.region

    def whole() -> Any:
        usage = Usage(settings.profile, usage_file.find(ROOT, stack))
        return estimate(items_of(obtained.stack), stack=stack, region=region, usage=usage)

    for name, what in (
        ("price book", lambda: PriceBook.load(region).find("kms.key")),
        ("estimate", whole),
        ("estimate again", whole),
    ):
        print(f"{name:21} {_timed(what) * 1000:.1f} ms")


def _timed(what: Callable[[], Any]) -> float:
    started = time.process_time()
    what()
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main())
