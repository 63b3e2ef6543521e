"""Runs commands and says what they cost; runs programs under Pulumi's stock mocks, to compare with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# The program under stock mocks: each resource answers with its inputs and the few outputs the program reads.
_MOCKED = """
import json, runpy, sys
import pulumi

from stackwright.sources.project import find_project, load_config
from pathlib import Path

stack = sys.argv[1]
project = find_project(Path())
config = load_config(project, stack)

class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args):
        outputs = dict(args.inputs)
        for key, value in OUTPUTS.get(args.typ, {}).items():
            outputs.setdefault(key, value)
        return f"{args.name}-id", outputs

    def call(self, args):
        return {}

OUTPUTS = json.loads(Path(sys.argv[2]).read_text())
pulumi.runtime.set_all_config(dict(config.values), list(config.secret_keys))
pulumi.runtime.set_mocks(Mocks(), project=project.name, stack=stack, preview=True)

@pulumi.runtime.test
def run():
    sys.path.insert(0, "")
    runpy.run_path("__main__.py", run_name="__main__")

run()
"""


@dataclass(frozen=True)
class Cost:
    """What a run took."""

    seconds: float
    """Wall time."""

    processor: float
    """Processor time of the process and its children, in seconds: what other work on the machine does not change."""

    megabytes: int
    """Peak resident memory of the process itself."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run *command* in *folder* and return its cost. Raises RuntimeError with what it said where it fails."""
    whole = {**os.environ, **(environment or {})}
    with tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=whole, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            raise RuntimeError(f"{command[0]} in {folder} failed: {errors.read().decode()[-2000:]}")
    unit = 1024 if sys.platform != "darwin" else 1024**2
    return Cost(seconds, usage.ru_utime + usage.ru_stime, int(usage.ru_maxrss / unit))


def preview(stack: str, *options: str) -> list[str]:
    """Return the command that previews *stack*."""
    return [sys.executable, "-m", "stackwright", "preview", stack, *options]


def report(stack: str, folder: Path, environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the JSON report of *stack*."""
    made = subprocess.run(
        preview(stack, "--format", "json"),
        cwd=folder,
        env={**os.environ, **(environment or {})},
        check=True,
        capture_output=True,
    )
    found: dict[str, Any] = json.loads(made.stdout)
    return found


def mocked(stack: str, found: dict[str, Any], outputs_file: Path) -> list[str]:
    """Return the command that runs *stack* under stock mocks, which give it what *found*, its report, says it reads."""
    outputs: dict[str, dict[str, object]] = {}
    for each in found["resources"]:
        if each["custom"]:
            beyond = {key: value for key, value in each["outputs"].items() if key not in each["inputs"]}
            outputs.setdefault(each["type"], {}).update(beyond)
    outputs_file.write_text(json.dumps(outputs))
    return [sys.executable, "-c", _MOCKED, stack, str(outputs_file)]
