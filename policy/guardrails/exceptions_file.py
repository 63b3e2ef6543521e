"""A file of exceptions is read entry by entry: what is wrong with one says so and keeps no other from being used."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import yaml

from .exceptions import LONGEST_DAYS, SHORTEST_REASON, Exceptions, Malformed, Waiver

_REQUIRED = ("rule", "resource", "reason", "owner", "ticket", "expires")
_OPTIONAL = ("finding", "stacks", "standing")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class _Entries(yaml.SafeLoader):
    """Remembers the line each entry starts at, and leaves dates as text: a wrong one is one entry's mistake."""

    yaml_implicit_resolvers: ClassVar[dict[Any, Any]] = {  # type: ignore[misc] # the stubs say it is an instance's
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _entry(loader: _Entries, node: yaml.MappingNode) -> dict[Any, Any]:
    found: dict[Any, Any] = loader.construct_mapping(node, deep=True)
    found[_LINE] = node.start_mark.line + 1
    return found


_LINE = object()
_Entries.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _entry)


def read(files: Iterable[Path], *, rules: Collection[str], project: str, stack: str, today: date) -> Exceptions:
    """Return the exceptions in *files*, for rules with these ids. Raises OSError where a file cannot be read."""
    waivers: list[Waiver] = []
    malformed: list[Malformed] = []
    for file in files:
        for found in _read_file(file, rules, today):
            if isinstance(found, Waiver):
                waivers.append(found)
            else:
                malformed.append(found)
    return Exceptions(waivers=tuple(waivers), malformed=tuple(malformed), project=project, stack=stack, today=today)


def _read_file(file: Path, rules: Collection[str], today: date) -> list[Waiver | Malformed]:
    try:
        entries = yaml.load(file.read_text(encoding="utf-8"), Loader=_Entries)  # noqa: S506, a SafeLoader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        return [Malformed(place=f"{file.name}{line}", text="is not valid YAML; nothing in this file is used")]
    if entries is None:
        return []
    if not isinstance(entries, list):
        return [Malformed(place=file.name, text="must be a list of exceptions, each beginning with `- rule:`")]
    return [_read_entry(entry, file.name, number, rules, today) for number, entry in enumerate(entries, 1)]


def _read_entry(entry: Any, file: str, number: int, rules: Collection[str], today: date) -> Waiver | Malformed:
    if not isinstance(entry, dict):
        return Malformed(place=f"{file}, entry {number}", text="must be an object with rule, resource, reason, ...")
    place = f"{file}:{entry.pop(_LINE)}"
    wrong = _wrong(entry, rules, today)
    if wrong:
        return Malformed(place=place, text="; ".join(wrong))
    text = {key: str(entry[key]).strip() for key in ("rule", "resource", "reason", "owner", "ticket")}
    last = _date(entry["expires"])
    assert last is not None  # noqa: S101, `_wrong` has refused anything else
    stacks = entry.get("stacks") or ()
    finding, standing = str(entry.get("finding") or ""), bool(entry.get("standing"))
    return Waiver(**text, expires=last, finding=finding, stacks=tuple(stacks), standing=standing, place=place)


def _wrong(entry: dict[Any, Any], rules: Collection[str], today: date) -> list[str]:
    """Return what is wrong with an entry, each with what was expected."""
    missing = [key for key in _REQUIRED if not str(entry.get(key) or "").strip()]
    foreign = sorted(str(key) for key in entry if key not in (*_REQUIRED, *_OPTIONAL))
    wrong = [f"{key} is missing" for key in missing]
    wrong += [f"{key} is not a field: expected {', '.join((*_REQUIRED, *_OPTIONAL))}" for key in foreign]
    rule, reason, last = entry.get("rule"), str(entry.get("reason") or "").strip(), _date(entry.get("expires"))
    if rule and rule not in rules:
        wrong.append(f"there is no rule {rule!r}: `stackwright policy list` names them")
    if reason and len(reason) < SHORTEST_REASON:
        wrong.append(f"reason has {len(reason)} characters, at least {SHORTEST_REASON} are needed: say why it is safe")
    if "expires" not in missing and last is None:
        wrong.append(f"expires must be a date such as {today:%Y-%m-%d}, got {entry.get('expires')!r}")
    if last and (last - today).days > LONGEST_DAYS:
        wrong.append(f"expires {last:%Y-%m-%d} is more than a year away: the longest is {LONGEST_DAYS} days")
    stacks = entry.get("stacks")
    if stacks is not None and not (isinstance(stacks, list) and stacks and all(isinstance(one, str) for one in stacks)):
        wrong.append("stacks must be a list of stack names")
    if not isinstance(entry.get("standing", False), bool):
        wrong.append(f"standing must be true or false, got {entry['standing']!r}")
    return wrong


def _date(value: Any) -> date | None:
    """Return the date that a text is, None for anything else."""
    text = value.strip() if isinstance(value, str) else ""
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
