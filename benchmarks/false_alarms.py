"""Draws findings of a policy pack on other people's programs at random, to be judged by reading the programs.

Usage: python benchmarks/false_alarms.py find FOLDER --commit SHA --findings FILE [--only PATTERN]... [--pack FOLDER]
       python benchmarks/false_alarms.py draw --findings FILE --seed N [--sample 100] [--without RULE]...
       python benchmarks/false_alarms.py page [--check]

`find` previews every Pulumi Python program below a folder, a checkout of that commit, and writes what the pack finds as
CSV. `draw` takes a sample of it into `docs/policy/false_alarms.csv`, one row for each, with the judgement that an equal
finding was given in an earlier draw; of the latest draw it keeps the findings that were not drawn, too, so that anyone
can draw them again. A draw without the commonest rules says more of the others. The columns `verdict` (right, wrong or
arguable) and `reason` are filled in by hand. `page` writes `docs/policy/false-alarms.md` from that file.

Exit code of `page`: 1 where a finding has no judgement, or more than the bar allows are wrong in the latest draw; with
--check also where the page is not up to date.
"""

from __future__ import annotations

import argparse
import csv
import fnmatch
import json
import random
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from compatibility import Program, programs

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "docs" / "policy" / "false_alarms.csv"
PAGE = ROOT / "docs" / "policy" / "false-alarms.md"
FINDING = ("program", "rule", "level", "status", "urn", "path", "message", "where")
FOUND = ("commit", "as_of", *FINDING)
JUDGED = ("seed", "number", *FOUND, "verdict", "reason")
VERDICTS = ("right", "wrong", "arguable")
BAR = 5
"""Fewer findings than this may be wrong in a draw."""

Row = dict[str, str]

TEXT = """\
# False alarms

A finding is worth its reader's time only where it is true. So the pack was run over programs that nobody wrote with it
in mind, findings were drawn at random, and each was judged by reading the program.

- The programs: every Python program on AWS or Kubernetes of pulumi/examples, the same as in
  [compatibility.md](../compatibility.md), each in its own environment; configuration that is missing is made up.
- They are no longer strangers: their findings were read once before, and what was wrong in them was mended.
- The pack: as it was on the day, with no configuration, so all are judged as production.
- `right`: the rule's promise is broken in the program as it is written, and the message says so truly. An advisory
  finding on an example is right where it is true: whether an example should care is its author's decision.
  `wrong`: the promise is kept, or the message says something that is not so. `arguable`: true to the letter, but
  somebody who knows the service could fairly say that it does not matter here.

{summary}

```sh
git clone https://github.com/pulumi/examples && git -C examples checkout {commit}
python benchmarks/false_alarms.py find examples --commit {commit} --findings found.csv \\
  --only 'aws-*py*' --only 'kubernetes-py*'
python benchmarks/false_alarms.py draw --findings found.csv --seed {seed}
python benchmarks/false_alarms.py page
```

`false_alarms.csv` beside this page holds the judgements, and all findings of the last draw: `draw` sorts them and takes
`random.Random(seed).sample`, so the same findings and seed give the same sample. `--without tags-required` leaves out
the rule that has a third of all findings.
"""


def main() -> int:
    """Find, draw or write the page; return the exit code."""
    options = _parser().parse_args()
    run: int = options.run(options)
    return run


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    verbs = parser.add_subparsers(required=True)
    finder = verbs.add_parser("find", help="write all findings of a pack on the programs below a folder")
    finder.set_defaults(run=find)
    finder.add_argument("folder", type=Path)
    finder.add_argument("--commit", required=True, help="commit that the folder is a checkout of")
    finder.add_argument("--findings", type=Path, required=True, metavar="FILE", help="where to write them, as CSV")
    finder.add_argument("--only", action="append", default=[], metavar="PATTERN", help="programs, as a shell would")
    finder.add_argument("--pack", type=Path, default=ROOT / "policy", metavar="FOLDER")
    finder.add_argument("--command", default="stackwright", help="the tool")
    finder.add_argument("--jobs", type=int, default=1, help="programs at a time (default: 1)")
    drawer = verbs.add_parser("draw", help="take a sample of them for judging")
    drawer.set_defaults(run=draw)
    drawer.add_argument("--findings", type=Path, required=True, metavar="FILE")
    drawer.add_argument("--seed", type=int, required=True)
    drawer.add_argument("--sample", type=int, default=100, metavar="NUMBER")
    drawer.add_argument("--without", action="append", default=[], metavar="RULE", help="a rule to leave out")
    writer = verbs.add_parser("page", help="write the page from the judgements")
    writer.set_defaults(run=page)
    writer.add_argument("--check", action="store_true", help="only say whether it is up to date")
    return parser


def find(options: argparse.Namespace) -> int:
    """Write the findings on every program; say on standard error of which program there are none, and why."""
    patterns = options.only or ["*"]
    chosen = [each for each in programs(options.folder) if any(fnmatch.fnmatchcase(each.name, p) for p in patterns)]
    if not chosen:
        sys.exit(f"{options.folder}: holds no Pulumi program whose runtime is Python")
    command = [*shlex.split(options.command), "preview", "--simulate-config", "--format", "json"]
    command += ["--policy-pack", str(options.pack.resolve())]
    source = {"commit": options.commit, "as_of": date.today().isoformat()}
    with ThreadPoolExecutor(options.jobs) as pool:
        found = pool.map(lambda program: list(findings(program, command)), chosen)
    _write(options.findings, FOUND, sorted(({**source, **each} for one in found for each in one), key=_order))
    return 0


def findings(program: Program, command: Sequence[str]) -> Iterator[Row]:
    """Yield what the pack finds in *program*, but for what an exception covers."""
    environment = ["--python", str(program.environment)] if program.environment else []
    arguments = [*command, *environment, "--cwd", str(program.folder), program.stack]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        print(f"{program.name}: {done.stderr.strip().rpartition(chr(10))[2]}", file=sys.stderr)
        return
    for each in json.loads(done.stdout)["policy"]["findings"]:
        place = each["source"] or {"file": "", "line": ""}
        where = f"{place['file']}:{place['line']}".strip(":")
        if each["status"] != "suppressed":
            yield {"program": program.name, "where": where, **{key: each[key] for key in FINDING if key in each}}


def _order(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row[key] for key in FINDING)


def draw(options: argparse.Namespace) -> int:
    """Add a sample of the findings to the file of judgements, in place of an earlier one of the same seed and rules."""
    seed = " without ".join([str(options.seed), *options.without])
    kept = [row for row in _read(KEPT) if row["seed"] != seed and row["number"]] if KEPT.exists() else []
    known = {_order(row): row for row in kept if row["verdict"]}
    found = [row for row in _read(options.findings) if row["rule"] not in options.without]
    new = []
    for number, row in numbered(found, options.seed, options.sample):
        judged = known.get(_order(row), {}) if number else {}
        judgement = {key: judged.get(key, "") for key in ("verdict", "reason")}
        new.append({"seed": seed, "number": number, **row, **judgement})
    _write(KEPT, JUDGED, [*kept, *new])
    return 0


def numbered(rows: Iterable[Row], seed: int, size: int) -> list[tuple[str, Row]]:
    """Return each row with the number that it was drawn as, those that were drawn first; empty for the others."""
    ordered = sorted(rows, key=_order)
    drawn = random.Random(seed).sample(range(len(ordered)), size)  # noqa: S311, chance is all that is wanted
    numbers = {place: str(number) for number, place in enumerate(drawn, 1)}
    rest = [place for place in range(len(ordered)) if place not in numbers]
    return [(numbers.get(place, ""), ordered[place]) for place in (*drawn, *rest)]


def page(options: argparse.Namespace) -> int:
    """Write the page or check it; return 1 where it is not up to date, or what it says does not pass the bar."""
    rows = _read(KEPT)
    text = document(rows)
    if options.check:
        same = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text
    else:
        PAGE.write_text(text, encoding="utf-8")
        same = True
    last = [row["verdict"] for row in rows if row["number"] and row["seed"] == rows[-1]["seed"]]
    judged = all(row["verdict"] in VERDICTS and row["reason"] for row in rows if row["number"])
    return int(not (same and judged and last.count("wrong") < BAR))


def document(rows: Sequence[Row]) -> str:
    """Return the page: how it was measured, the counts of each rule in the latest draw, and a table for each draw."""
    last = rows[-1]
    seeds = list(dict.fromkeys(row["seed"] for row in rows))
    latest = [row for row in rows if row["seed"] == last["seed"]]
    facts = {"commit": last["commit"], "seed": last["seed"].replace(" without ", " --without ")}
    parts = [TEXT.format(**facts, summary="\n".join(summary(rows, seeds, len(latest)))), "## Findings of each rule\n"]
    parts += ["The latest draw; `drawn` are those in the sample.\n", counts(latest)]
    for seed in reversed(seeds):
        drawn = [row for row in rows if row["seed"] == seed and row["number"]]
        parts += [f"\n## The draw with seed {seed}\n", table(drawn)]
    return "\n".join(parts) + "\n"


def summary(rows: Sequence[Row], seeds: Sequence[str], found: int) -> Iterator[str]:
    """Yield a row for each draw: its seed, date and verdicts."""
    programs_found = len({row["program"] for row in rows if row["seed"] == seeds[-1]})
    yield f"The latest draw is of {found} findings in {programs_found} programs."
    yield ""
    yield "| seed | date | drawn | right | arguable | wrong |"
    yield "|---|---|---|---|---|---|"
    for seed in seeds:
        drawn = [row for row in rows if row["seed"] == seed and row["number"]]
        verdicts = Counter(row["verdict"] for row in drawn)
        numbers = [len(drawn), *(verdicts[each] for each in ("right", "arguable", "wrong"))]
        yield _line(seed, drawn[0]["as_of"], *numbers)


def counts(latest: Sequence[Row]) -> str:
    """Return a table of the rules by how many findings they have."""
    found = Counter(row["rule"] for row in latest)
    drawn = Counter(row["rule"] for row in latest if row["number"])
    rules = sorted(found, key=lambda rule: (-found[rule], rule))
    return "\n".join(
        ["| rule | findings | drawn |", "|---|---|---|", *(_line(rule, found[rule], drawn[rule]) for rule in rules)]
    )


def table(drawn: Sequence[Row]) -> str:
    """Return a table of the findings that were drawn, with what was judged of each."""
    lines = ["| | program | rule | resource | finding | verdict | reason |", "|---|---|---|---|---|---|---|"]
    for row in drawn:
        resource = row["urn"].split("::")[-1] + (f" ({row['where']})" if row["where"] else "")
        message = row["message"] if row["status"] == "fail" else f"{row['status']}: {row['message']}"
        lines.append(
            _line(row["number"], row["program"], row["rule"], resource, message, row["verdict"], row["reason"])
        )
    return "\n".join(lines)


def _line(*cells: object) -> str:
    return "| " + " | ".join(str(each).replace("|", "\\|") for each in cells) + " |"


def _read(file: Path) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _write(file: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    sys.exit(main())
