"""Previews every Pulumi Python program below a folder, unmodified, and prints how each ended as a Markdown table.

A program runs in its own virtual environment: the one its Pulumi.yaml names, else `venv` or `.venv` beside it. Each is
previewed twice, and the two reports compared byte by byte but for `seconds`. The stack is dev, or the first that has a
file where others have one and dev has none. With --stock each also runs under Pulumi's stock mocks, given a value for
every configuration key it misses: the baseline.

Usage: python benchmarks/compatibility.py FOLDER [--only PATTERN]... [--stock] [--json FILE]
"""

from __future__ import annotations

import argparse
import dataclasses
import fnmatch
import json
import os
import re
import shlex
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml

TIMED_OUT = 124
WIDEST = 200  # characters of a reason in the table
ENVIRONMENTS = ("venv", ".venv")
NOT_PROGRAMS = {*ENVIRONMENTS, "node_modules", "site-packages"}
MISSING_KEY = re.compile(r"Missing required configuration variable '([^']+)'")
ERROR = re.compile(r"^([\w.]+(?:Error|Exception))\b", re.MULTILINE)
SECONDS = re.compile(rb'"seconds": *[0-9.e-]+')

Done = subprocess.CompletedProcess[bytes]

STOCK_MOCKS = Path(__file__).with_name("stock_mocks.py")
VERSIONS = """
import importlib.metadata, platform
found = {f"{d.name} {d.version}" for d in importlib.metadata.distributions() if d.name.lower().startswith("pulumi")}
print("Python " + platform.python_version(), *sorted(found), sep=", ")
"""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Program:
    """A folder with a Pulumi.yaml whose runtime is Python."""

    name: str
    """Its path below the folder searched."""
    folder: Path
    project: str
    main: str
    stack: str
    environment: Path | None
    """Its virtual environment, where it has one."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a program ended."""

    program: str
    reason: str
    """Why it did not finish: one line, empty where it did."""
    resources: int
    opaque: int
    """Resources whose inside a preview cannot see: charts and components of other languages."""
    seconds: float
    """Wall time of the whole command, the faster of two runs."""
    identical: bool
    stock: str
    """`finished` or the error's name under stock mocks; empty where it was not tried."""
    versions: str


def main() -> int:
    """Preview each program, print the table and return 1 where one did not finish."""
    options = _parser().parse_args()
    patterns = options.only or ["*"]
    found = [each for each in programs(options.folder) if any(fnmatch.fnmatchcase(each.name, p) for p in patterns)]
    if not found:
        sys.exit(f"{options.folder}: holds no Pulumi program whose runtime is Python")

    def run(program: Program) -> Outcome:
        outcome = measure(program, shlex.split(options.command), stock=options.stock, timeout=options.timeout)
        print(f"{program.name}: {outcome.reason or 'finished'}", file=sys.stderr, flush=True)
        return outcome

    with ThreadPoolExecutor(options.jobs) as pool:
        outcomes = list(pool.map(run, found))
    print(table(outcomes))
    if options.json:
        options.json.write_text(json.dumps([dataclasses.asdict(each) for each in outcomes], indent=2) + "\n")
    return int(any(each.reason for each in outcomes))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, help="where to look for programs")
    parser.add_argument("--only", action="append", default=[], metavar="PATTERN", help="names to try, as a shell would")
    parser.add_argument("--command", default="stackwright", help="the tool; {python} is the program's own interpreter")
    parser.add_argument("--stock", action="store_true", help="run each under Pulumi's stock mocks as well")
    parser.add_argument("--timeout", type=float, default=300, metavar="SECONDS", help="for one run (default: 300)")
    parser.add_argument("--jobs", type=int, default=1, help="programs at a time (default: 1, which times them best)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the outcomes here")
    return parser


def programs(folder: Path) -> Iterator[Program]:
    """Yield each Pulumi Python program below *folder*, by path."""
    for file in sorted(folder.resolve().rglob("Pulumi.yaml")):
        name = file.parent.relative_to(folder.resolve())
        if NOT_PROGRAMS & set(name.parts):
            continue
        try:
            project = yaml.safe_load(file.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError):
            continue  # a template's placeholder
        runtime = project.get("runtime") if isinstance(project, dict) else None
        details = runtime if isinstance(runtime, dict) else {"name": runtime}
        if details.get("name") == "python":
            yield Program(
                name=name.as_posix(),
                folder=file.parent,
                project=str(project.get("name")),
                main=str(project.get("main") or "."),
                stack=_stack(file.parent),
                environment=_environment(
                    file.parent, folder.resolve(), (details.get("options") or {}).get("virtualenv")
                ),
            )


def _stack(folder: Path) -> str:
    stacks = sorted(file.name.split(".", 1)[1].removesuffix(".yaml") for file in folder.glob("Pulumi.*.yaml"))
    return "dev" if "dev" in stacks or not stacks else stacks[0]


def _environment(folder: Path, root: Path, named: str | None) -> Path | None:
    """Return the virtual environment that is *named*, else the nearest in *folder* or above it, up to *root*."""
    beside = [
        place / name for place in (folder, *folder.parents) if place.is_relative_to(root) for name in ENVIRONMENTS
    ]
    candidates = [folder / named, *beside] if named else beside
    return next((each for each in candidates if (each / "bin" / "python").exists()), None)


def measure(program: Program, command: Sequence[str], *, stock: bool, timeout: float) -> Outcome:
    """Preview *program* twice with *command* and return how it ended."""
    arguments = [part.format(python=_python(program)) for part in command]
    arguments += ["preview", program.stack, "--cwd", str(program.folder), "--simulate-config", "--format", "json"]
    runs = [_run(arguments, program, timeout)]
    reason = _reason(runs[0][1]).replace(f"{program.folder}{os.sep}", "")
    if not reason:
        runs.append(_run(arguments, program, timeout))
    report = {} if reason else json.loads(runs[0][1].stdout)
    resources = report.get("resources", [])
    return Outcome(
        program=program.name,
        reason=reason,
        resources=len(resources),
        opaque=sum(bool(each.get("opaque")) for each in resources),
        seconds=round(min(seconds for seconds, _ in runs), 1),
        identical=len({SECONDS.sub(b"", done.stdout) for _, done in runs}) == 1,
        stock=_stock(program, timeout) if stock else "",
        versions=_versions(program),
    )


def _run(arguments: Sequence[str], program: Program, timeout: float) -> tuple[float, Done]:
    """Run *arguments* as in a shell where the program's environment is active; return wall seconds and the result."""
    started = time.perf_counter()
    try:
        done = subprocess.run(
            arguments, cwd=program.folder, env=_active(program), capture_output=True, timeout=timeout, check=False
        )
    except subprocess.TimeoutExpired:
        done = subprocess.CompletedProcess(arguments, TIMED_OUT, b"", f"timed out after {timeout:g} s".encode())
    return time.perf_counter() - started, done


def _active(program: Program) -> Mapping[str, str]:
    environment = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "PYTHONHOME")}
    if program.environment:
        environment["VIRTUAL_ENV"] = str(program.environment)
        environment["PATH"] = f"{program.environment / 'bin'}{os.pathsep}{environment.get('PATH', '')}"
    return environment


def _python(program: Program) -> str:
    return str(program.environment / "bin" / "python") if program.environment else sys.executable


def _reason(done: Done) -> str:
    """Return the tool's own line for what went wrong; empty where nothing did."""
    if done.returncode == 0:
        return ""
    lines = [line for line in done.stderr.decode(errors="replace").splitlines() if line.strip()]
    own = [line.removeprefix("stackwright: ") for line in lines if line.startswith("stackwright: ")]
    return (own or lines or [f"exit code {done.returncode}"])[-1].strip()


def _stock(program: Program, timeout: float) -> str:
    """Return `finished`, or the last error's name, under stock mocks with a value for each key the program misses."""
    given: dict[str, str] = {"aws:region": "us-east-1"}
    entry = program.folder / program.main
    entry = entry if entry.is_file() else entry / "__main__.py"
    while True:
        config = json.dumps(given)
        arguments = [_python(program), str(STOCK_MOCKS), str(entry), program.project, program.stack, config]
        _, done = _run(arguments, program, timeout)
        if done.returncode == 0:
            return "finished"
        text = done.stderr.decode(errors="replace")
        missing = [key for key in MISSING_KEY.findall(text) if key not in given]
        if not missing:
            names = ERROR.findall(text)
            return names[-1].rsplit(".", 1)[-1] if names else f"exit code {done.returncode}"
        given[missing[0]] = "1"


def _versions(program: Program) -> str:
    done = subprocess.run([_python(program), "-c", VERSIONS], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def table(outcomes: Sequence[Outcome]) -> str:
    """Return the outcomes as a Markdown table, and a line that counts those that finished."""
    lines = ["| Program | Outcome | Resources | Seconds | Two runs | Stock mocks |", "|---|---|---|---|---|---|"]
    for each in outcomes:
        resources = f"{each.resources} ({each.opaque} opaque)" if each.opaque else str(each.resources or "")
        same = "" if each.reason else "identical" if each.identical else "DIFFER"
        outcome = textwrap.shorten(each.reason or "finished", WIDEST, placeholder=" ...").replace("|", "\\|")
        lines.append(f"| {each.program} | {outcome} | {resources} | {each.seconds} | {same} | {each.stock} |")
    finished = sum(not each.reason for each in outcomes)
    stock = sum(each.stock == "finished" for each in outcomes)
    tried = f"; under stock mocks {stock}" if any(each.stock for each in outcomes) else ""
    return "\n".join([*lines, "", f"{finished} of {len(outcomes)} finish{tried}."])


if __name__ == "__main__":
    sys.exit(main())
