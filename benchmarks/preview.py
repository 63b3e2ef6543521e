"""Times `stackwright preview` against the same program under Pulumi's stock mocks, in turn, and prints the ratio.

Usage: python benchmarks/preview.py [STACK] [RUNS]
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET_RATIO, TARGET_MEMORY_MB = 1.6, 350

# The program under stock mocks: each resource answers with its inputs and the few outputs the program reads.
MOCKED = """
import json, runpy, sys
import pulumi

from stackwright.sources.project import find_project, load_config
from pathlib import Path

stack = sys.argv[1]
config = load_config(find_project(Path()), stack)

class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args):
        outputs = dict(args.inputs)
        for key, value in OUTPUTS.get(args.typ, {}).items():
            outputs.setdefault(key, value)
        return f"{args.name}-id", outputs

    def call(self, args):
        return {}

OUTPUTS = json.loads(sys.argv[2])
pulumi.runtime.set_all_config(dict(config.values), list(config.secret_keys))
pulumi.runtime.set_mocks(Mocks(), project="stackwright", stack=stack, preview=True)

@pulumi.runtime.test
def run():
    runpy.run_path("__main__.py", run_name="__main__")

run()
"""


def main() -> int:
    """Run both in turn and print medians, ratio and peak memory; return 1 where a target is missed."""
    stack = sys.argv[1] if len(sys.argv) > 1 else "prod"
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    outputs = json.dumps(_outputs(stack))
    preview = [sys.executable, "-m", "stackwright", "preview", stack]
    mocked = [sys.executable, "-c", MOCKED, stack, outputs]
    times: dict[str, list[float]] = {"stackwright preview": [], "stock mocks": []}
    for _ in range(runs + 1):
        for name, command in (("stackwright preview", preview), ("stock mocks", mocked)):
            times[name].append(_timed(command))
    for name, seconds in times.items():
        warm = seconds[1:]
        print(f"{name:20} median {statistics.median(warm):.2f} s   min {min(warm):.2f}   max {max(warm):.2f}")
    ratio = statistics.median(a / b for a, b in list(zip(*times.values(), strict=True))[1:])
    memory = _peak_memory(preview)
    print(f"ratio                {ratio:.2f} (target: at most {TARGET_RATIO})")
    print(f"peak memory          {memory} MB (target: under {TARGET_MEMORY_MB})")
    return int(ratio > TARGET_RATIO or memory >= TARGET_MEMORY_MB)


def _timed(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - started


def _outputs(stack: str) -> dict[str, dict[str, object]]:
    """Return type -> outputs beyond the inputs, so that the mocks give the program what it reads."""
    command = [sys.executable, "-m", "stackwright", "preview", stack, "--format", "json"]
    report = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    found: dict[str, dict[str, object]] = {}
    for each in report["resources"]:
        if each["custom"]:
            beyond = {key: value for key, value in each["outputs"].items() if key not in each["inputs"]}
            found.setdefault(each["type"], {}).update(beyond)
    return found


def _peak_memory(command: list[str]) -> int:
    """Return the peak resident memory of *command* in MB."""
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.chdir(ROOT)
        os.execv(command[0], command)  # noqa: S606 - this script's own interpreter
    _, _, usage = os.wait4(pid, 0)
    return int(usage.ru_maxrss / 1024 if sys.platform != "darwin" else usage.ru_maxrss / 1024**2)


if __name__ == "__main__":
    sys.exit(main())
