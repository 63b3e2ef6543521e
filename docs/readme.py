"""Brings generated documentation up to date: the README's tables and outputs, the page of the policy pack's rules.

Usage: python docs/readme.py           write README.md and docs/policy/rules.md
       python docs/readme.py --check   exit 1 where one of them is not up to date
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
RULES = ROOT / "docs" / "policy" / "rules.md"
MISTAKES = "-c network.nat=twin -c services.api.cpu=3 -c services.web.needs[0]=pricng"
_SECONDS = re.compile(r" +\d+\.\d s$", re.MULTILINE)
_DAYS = re.compile(r"\b\d+ days?\b")


def main() -> int:
    """Write or check the generated pages; return the exit code."""
    old = {README: text_of(README), RULES: text_of(RULES)}
    new = {README: updated(old[README]), RULES: rules()}
    stale = [page for page in old if without_seconds(old[page]) != without_seconds(new[page])]
    for page in stale:
        if "--check" in sys.argv[1:]:
            print(f"{page.relative_to(ROOT)} is not up to date: run make readme", file=sys.stderr)
        else:
            page.write_text(new[page], encoding="utf-8")
    return int(bool(stale) and "--check" in sys.argv[1:])


def text_of(page: Path) -> str:
    """Return what *page* says; nothing where it is not there yet."""
    return page.read_text(encoding="utf-8") if page.is_file() else ""


def rules() -> str:
    """Return the page of the policy pack's rules."""
    command = [sys.executable, "-m", "stackwright", "policy", "list", "--format", "markdown"]
    table = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return (
        "# Every rule\n\nWritten by `make readme`. `stackwright policy explain RULE` shows one with its fix, its"
        f" parameters and its examples.\n{table}"
    )


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
    """Return *text* without the time a preview took and the days an exception has left, which no two days share."""
    return _DAYS.sub("days", _SECONDS.sub("", text))


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
