"""Times `stackwright preview` against the same program under Pulumi's stock mocks, in turn, and prints the ratio.

Usage: python benchmarks/preview.py [STACK] [RUNS]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from measure import mocked, preview, report, run

ROOT = Path(__file__).resolve().parent.parent
TARGET_RATIO, TARGET_MEMORY_MB = 1.2, 250


def main() -> int:
    """Run both in turn and print medians, ratio and peak memory; return 1 where a target is missed."""
    stack = sys.argv[1] if len(sys.argv) > 1 else "prod"
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as temporary:
        under_mocks = mocked(stack, report(stack, ROOT), Path(temporary, "outputs.json"))
        both = [(run(preview(stack), ROOT), run(under_mocks, ROOT)) for _ in range(runs + 1)][1:]
    for name, costs in zip(("stackwright preview", "stock mocks"), zip(*both, strict=True), strict=True):
        seconds = [cost.seconds for cost in costs]
        print(f"{name:20} median {statistics.median(seconds):.2f} s   min {min(seconds):.2f}   max {max(seconds):.2f}")
    ratio = statistics.median(ours.seconds / theirs.seconds for ours, theirs in both)
    memory = max(ours.megabytes for ours, _ in both)
    print(f"ratio                {ratio:.2f} (target: at most {TARGET_RATIO})")
    print(f"peak memory          {memory} MB (target: under {TARGET_MEMORY_MB})")
    return int(ratio > TARGET_RATIO or memory >= TARGET_MEMORY_MB)


if __name__ == "__main__":
    sys.exit(main())
