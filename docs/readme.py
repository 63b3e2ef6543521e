"""Brings the README's generated parts up to date: the table of components, the outputs of the commands it shows.

Usage: python docs/readme.py           write README.md
       python docs/readme.py --check   exit 1 where README.md is not up to date
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
MISTAKES = "-c network.nat=twin -c services.api.cpu=3 -c services.web.needs[0]=pricng"
_SECONDS = re.compile(r" +\d+\.\d s$", re.MULTILINE)


def main() -> int:
    """Write or check the README; return the exit code."""
    old = README.read_text(encoding="utf-8")
    new = updated(old)
    if "--check" in sys.argv[1:]:
        if without_seconds(old) == without_seconds(new):
            return 0
        print("README.md is not up to date: run make readme", file=sys.stderr)
        return 1
    if without_seconds(old) != without_seconds(new):
        README.write_text(new, encoding="utf-8")
    return 0


def updated(text: str) -> str:
    """Return *text* with each generated part as it should be now."""
    parts = {
        "preview dev": shown("stackwright preview dev"),
        "mistakes": shown(f"stackwright preview prod --config-path {MISTAKES}"),
        "components": components(),
        "examples": examples(),
    }
    for name, part in parts.items():
        pattern = re.compile(rf"(<!-- generated: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        text, count = pattern.subn(lambda match, part=part: f"{match[1]}{part}\n{match[2]}", text)
        if count != 1:
            raise SystemExit(f"README.md: expected one part 'generated: {name}', found {count}")
    return text


def without_seconds(text: str) -> str:
    """Return *text* without the time a preview took, which no two runs share."""
    return _SECONDS.sub("", text)


def components() -> str:
    """Return a table with a row per component: its name and the promise its docstring makes."""
    sys.path.insert(0, str(ROOT))
    import components as library
    from components.component import Component

    rows = ["| component | promise |", "| --- | --- |"]
    for name in library.__all__:
        found = getattr(library, name)
        if isinstance(found, type) and issubclass(found, Component):
            promise = (found.__doc__ or "").split("\n\n")[0].replace("\n", " ")
            rows.append(f"| `{name}` | {' '.join(promise.split())} |")
    return "\n".join(rows)


def shown(command: str) -> str:
    """Return the real output of a `stackwright` *command*, as a terminal of 100 columns shows it."""
    arguments = [sys.executable, "-m", *command.split()]
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return f"```text\n$ {command}\n{(done.stdout + done.stderr).rstrip()}\n```"


def examples() -> str:
    """Return a row per example: its folder and what its docstring says."""
    rows = ["| example | what it shows |", "| --- | --- |"]
    for program in sorted((ROOT / "examples").glob("*/__main__.py")):
        folder = program.parent.name
        promise = program.read_text(encoding="utf-8").splitlines()[0].strip('"')
        rows.append(f"| [`examples/{folder}`](examples/{folder}/__main__.py) | {promise} |")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
