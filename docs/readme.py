"""Brings generated documentation up to date: the README's tables and outputs, and the pages made from the data.

Usage: python docs/readme.py           write README.md, docs/policy/rules.md and docs/cost/usage.md
       python docs/readme.py --check   exit 1 where one of them is not up to date
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
RULES = ROOT / "docs" / "policy" / "rules.md"
USAGE = ROOT / "docs" / "cost" / "usage.md"
STACKS = ("dev", "staging", "prod")
MISTAKES = "-c network.nat=twin -c services.api.cpu=3 -c services.web.needs[0]=pricng"
_SECONDS = re.compile(r" +\d+\.\d s$", re.MULTILINE)
_DAYS = re.compile(r"\b\d+ days?\b")


def main() -> int:
    """Write or check the generated pages; return the exit code."""
    old = {page: text_of(page) for page in (README, RULES, USAGE)}
    new = {README: updated(old[README]), RULES: rules(), USAGE: usage()}
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


def usage() -> str:
    """Return the page of what is assumed to be used, by type."""
    from stackwright.checks.cost.usage import PROFILES, defaults, shown

    lines = [
        "# What is assumed to be used",
        "",
        "Written by `make readme`. Low, expected and high by profile, a month unless the unit says otherwise; a usage"
        " file says others ([how](README.md#usage)). Whatever is paid by the hour has the meter `hoursOn` as well, the"
        " hours of the month that it exists.",
    ]
    for type_, meters in sorted(defaults().items()):
        lines += ["", f"## `{type_}`", "", f"| meter | unit | {' | '.join(PROFILES)} | what it is |"]
        lines.append("| --- | --- |" + " --- |" * (len(PROFILES) + 1))
        for meter, one in sorted(meters.items()):
            said = [shown(one.quantities[name]) if one.quantities else "as the program says" for name in PROFILES]
            lines.append(f"| `{meter}` | {one.unit} | {' | '.join(said)} | {one.meaning} |")
    return "\n".join(lines) + "\n"


def updated(text: str) -> str:
    """Return *text* with each generated part as it should be now."""
    parts = {
        "preview dev": shown("stackwright preview dev"),
        "mistakes": shown(f"stackwright preview prod --config-path {MISTAKES}"),
        "components": components(),
        "examples": examples(),
        "cost": cost(),
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


def cost() -> str:
    """Return a table of what the three stacks are estimated to cost."""
    command = [sys.executable, "-m", "stackwright", "cost", *STACKS, "--no-advice", "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode > 1:  # 1 is a gate that says no: what it costs is told all the same
        raise SystemExit(done.stderr)
    head = ("stack", "USD a month", "from - to", "for what is there", "for its use", f"of {STACKS[-1]}")
    rows = [f"| {' | '.join(head)} |", "| --- |" + " --- |" * (len(head) - 1)]
    stacks = json.loads(done.stdout)["stacks"]
    whole = float(stacks[-1]["cost"]["monthlyUsd"]["expected"])
    for one in stacks:
        found = one["cost"]
        month, there, used = found["monthlyUsd"], found["fixedMonthly"]["expected"], found["usageMonthly"]["expected"]
        share = f"{float(month['expected']) / whole:.0%}"
        cells = (month["expected"], f"{month['low']} - {month['high']}", there, used, share)
        rows.append(f"| `{one['stack']}` | {' | '.join(cells)} |")
    return "\n".join(rows)


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
