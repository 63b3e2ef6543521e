"""A pack's rules for people: the list, one rule with its examples, and what became of their fixtures."""

from __future__ import annotations

import contextlib
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TextIO

from rich.console import Console
from rich.text import Text

from .wording import counted

_INDENT = "  "
_LONGEST = 100
_LEVEL_STYLES = {"mandatory": "bold red", "advisory": "yellow", "disabled": "dim", "remediate": "bold green"}


def write_list(entries: Iterable[Any], profile: str, out: TextIO) -> None:
    """Write a line per rule, by service: id, level in *profile*, severity, promise."""
    with _console(out) as console:
        entries = list(entries)
        columns = zip(*map(_columns(profile), entries), strict=True)
        widths = [max(map(len, column)) for column in columns] or [0, 0, 0]
        for service, rules in groupby(entries, key=lambda entry: entry.service):
            console.print(Text(f"\n{_INDENT}{service}", style="bold"))
            for entry in rules:
                for line in _row(entry, profile, widths, console.width):
                    console.print(line, soft_wrap=True)
        totals = [f"{number} {level}" for level, number in _totals(entries, profile).items()]
        console.print(f"\n{_INDENT}{len(entries)} rules in the {profile} profile: {', '.join(totals)}", soft_wrap=True)
        console.print(Text(f"{_INDENT}stackwright policy explain RULE shows one, with its examples", style="dim"))


def write_rule(entry: Any, examples: Mapping[str, Sequence[Any]], out: TextIO) -> None:
    """Write all about one rule."""
    with _console(out) as console:
        width = min(console.width, _LONGEST) - 2 * len(_INDENT)
        console.print(Text(f"\n{_INDENT}{entry.id}", style="bold"))
        for paragraph in filter(None, (entry.promise, entry.why)):
            _paragraph(console, paragraph, width)
        console.print()
        for title, text in _facts(entry):
            _paragraph(console, text, width - 12, first=f"{title:12}", rest=" " * 12)
        for kind, title in (("good", "passes"), ("bad", "is found"), ("exempt", "is left alone")):
            for one in examples.get(kind, ()):
                console.print(Text(f"\n{_INDENT}{title}: {one.case}", style="bold"))
                console.print(Text(textwrap.indent(one.program, _INDENT * 2)), soft_wrap=True)
                for finding in one.findings:
                    console.print(Text(f"{_INDENT * 2}# {finding}", style="red"), soft_wrap=True)
        console.print()


def write_trials(tried: Iterable[Any], *, mutants: bool, out: TextIO) -> None:
    """Write what came out otherwise than fixtures say, and a summary."""
    with _console(out) as console:
        tried = list(tried)
        for one in tried:
            for text in one.failures:
                console.print(Text(f"{_INDENT}failed    {text}"), soft_wrap=True)
            for title in one.survived:
                console.print(Text(f"{_INDENT}unnoticed {one.id}: {title}"), soft_wrap=True)
            for pattern in one.misfits:
                text = f"{one.id}: no mutant needs the explanation of {pattern!r}, or it covers one that is noticed"
                console.print(Text(f"{_INDENT}explained {text}"), soft_wrap=True)
        failed = sum(len(one.failures) for one in tried)
        cases = sum(one.cases for one in tried)
        summary = f"{counted(len(tried), 'rule')}, {counted(cases, 'case')}: {failed or 'none'} failed"
        if mutants:
            total, survived = sum(one.mutants for one in tried), sum(len(one.survived) for one in tried)
            explained = sum(one.equivalent for one in tried)
            summary += (
                f" · {counted(total, 'mutant')}: {survived or 'none'} unnoticed, {explained or 'none'} equivalent"
            )
        console.print(Text(f"{_INDENT}{summary}", style="bold"))


def write_markdown(entries: Iterable[Any], out: TextIO) -> None:
    """Write a table per service."""
    for service, rules in groupby(entries, key=lambda entry: entry.service):
        out.write(
            f"\n### {service}\n\n| rule | promise | severity | production | development | ephemeral | controls |\n"
        )
        out.write("|---|---|---|---|---|---|---|\n")
        for entry in rules:
            levels = " | ".join(entry.levels[profile] for profile in ("production", "development", "ephemeral"))
            controls = "<br>".join(f"{name}: {', '.join(ids)}" for name, ids in entry.controls.items())
            out.write(f"| `{entry.id}` | {_cell(entry.promise)} | {entry.severity} | {levels} | {controls} |\n")


def write_rule_markdown(entry: Any, examples: Mapping[str, Sequence[Any]], out: TextIO) -> None:
    """Write all about one rule, as a section of a page."""
    out.write(f"## {entry.id}\n\n{entry.promise}\n")
    if entry.why:
        out.write(f"\n{entry.why}\n")
    out.write("\n")
    for title, text in _facts(entry):
        out.write(f"- **{title}**: {text}\n")
    for kind, title in (("good", "Passes"), ("bad", "Is found"), ("exempt", "Is left alone")):
        for one in examples.get(kind, ()):
            notes = "".join(f"# finding: {finding}\n" for finding in one.findings)
            out.write(f"\n{title}: {one.case}\n\n```python\n{one.program}\n{notes}```\n")


def _facts(entry: Any) -> Iterator[tuple[str, str]]:
    yield "fix", entry.fix
    yield "severity", entry.severity
    levels = [f"{level} in {profile}" for profile, level in entry.levels.items()]
    yield "level", levels[0].split(" ")[0] if len(set(entry.levels.values())) == 1 else ", ".join(levels)
    yield "judges", "the stack as a whole" if entry.about_stack else "each resource by itself"
    for name, one in entry.parameters.items():
        yield "parameter", f"{name}: {one['says']} Default: {_default(one['default'])}."
    for name, ids in entry.controls.items():
        yield name, ", ".join(ids)
    if entry.remediates:
        yield "remediates", "yes, where its level is remediate"
    if entry.needs_secretness:
        yield "on the engine", "less is seen: policies there are not told which values are secret"


def _default(by_profile: Mapping[str, Any]) -> str:
    shown = {profile: _value(value) for profile, value in by_profile.items()}
    first = next(iter(shown.values()))
    others = [f"{value} in {profile}" for profile, value in shown.items() if value != first]
    return ", ".join([first, *others])


def _value(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "none"
    return "none" if value in ("", None) else str(value).lower() if isinstance(value, bool) else str(value)


def _columns(profile: str) -> Any:
    return lambda entry: (entry.id, entry.levels[profile], entry.severity)


def _row(entry: Any, profile: str, widths: Sequence[int], width: int) -> Iterator[Text]:
    """Yield the lines of a rule: its promise stands beside its columns, or below them on a narrow terminal."""
    level = entry.levels[profile]
    line = Text(f"{_INDENT * 2}{entry.id:{widths[0]}}  ")
    line.append(f"{level:{widths[1]}}", style=_LEVEL_STYLES[level])
    line.append(f"  {entry.severity:{widths[2]}}  ")
    left = len(line)
    if width - left >= 30:
        first, *rest = textwrap.wrap(entry.promise, width - left) or [""]
        yield line.append(first)
        yield from (Text(" " * left + one) for one in rest)
    else:
        line.rstrip()
        yield line
        indent = _INDENT * 4
        yield from (Text(one) for one in textwrap.wrap(entry.promise, max(width, 30), initial_indent=indent,
                                                       subsequent_indent=indent))  # fmt: skip


def _totals(entries: Iterable[Any], profile: str) -> dict[str, int]:
    levels = [entry.levels[profile] for entry in entries]
    return {level: levels.count(level) for level in _LEVEL_STYLES if level in levels}


def _paragraph(console: Console, text: str, width: int, *, first: str = "", rest: str = "") -> None:
    lines = textwrap.wrap(text, width, initial_indent=_INDENT + first, subsequent_indent=_INDENT + rest)
    for line in lines:
        console.print(Text(line), soft_wrap=True)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


@contextlib.contextmanager
def _console(out: TextIO) -> Iterator[Console]:
    """Give a console whose text is written at the end, as a whole: rich itself ends the process, with 1, where the
    reader has left.
    """
    console = Console(file=out, highlight=False, emoji=False, markup=False)
    with console.capture() as captured:
        yield console
    out.write(captured.get())
