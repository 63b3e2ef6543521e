"""What the pack is told becomes what its rules are judged with: the same offline and on the engine."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from .configuration import configured
from .exceptions import Exceptions
from .exceptions_file import read
from .profile import profile_of
from .rule import AnyRule, Level
from .settings import Settings

SETTINGS = "policy-settings"
"""Id of the rule whose parameters are about the pack as a whole."""

ALL_JUDGED = "policy-all-judged"
"""Name of the engine's policy that says what is not known yet; offline such findings stand by themselves."""

BESIDE_PACK = "exceptions.yaml"
AT_ROOT = "policy-exceptions.yaml"


@dataclass(frozen=True, kw_only=True)
class Start:
    """Where and for what stack a pack runs."""

    project: str
    stack: str
    config: Mapping[str, str]
    """The stack's configuration, `project:key` -> text."""

    secret_keys: frozenset[str] = frozenset()
    """Keys of *config* whose values are secret, as far as that is told."""

    pack: Path
    """Folder of the pack."""

    root: Path
    """Folder of the project; the pack's where there is none."""

    today: date

    @functools.cached_property
    def texts(self) -> frozenset[str]:
        """Every text in the configuration, those inside objects and lists too."""
        return frozenset(text for value in self.config.values() for text in _texts(value))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value
        if value.lstrip()[:1] in ("{", "["):
            try:
                inner = json.loads(value)
            except ValueError:
                return
            yield from _texts(inner)


def settings(rules: Iterable[AnyRule], start: Start, given: Mapping[str, Any]) -> tuple[Settings, list[str]]:
    """Return the settings of a run, and what is wrong with the files it names. Raises ConfigurationError.

    *given* is the pack's configuration, rule -> level or parameters.
    """
    own = given.get(SETTINGS)
    about: Mapping[str, Any] = own if isinstance(own, dict) else {}
    rules = list(rules)
    given = {name: entry for name, entry in given.items() if name != ALL_JUDGED}
    found = configured(rules, given, profile_of(start.config, start.project))
    files, problems = _files(start, str(about.get("exceptions") or ""))
    exceptions, unreadable = _read(files, [rule.id for rule in rules], start)
    exceptions.idle_rules = frozenset(rule.id for rule in rules if found.level(rule) is Level.DISABLED)
    return replace(found, exceptions=exceptions), problems + unreadable


def _files(start: Start, named: str) -> tuple[list[Path], list[str]]:
    if named:
        candidates = [folder / named for folder in (start.root, start.pack)]
        file = next((one for one in candidates if one.is_file()), None)
        if file:
            return [file], []
        return [], [f"exceptions: there is no file {named} in the project's folder or the pack's"]
    usual = dict.fromkeys((start.pack / BESIDE_PACK, start.root / AT_ROOT))
    return [file for file in usual if file.is_file()], []


def _read(files: list[Path], ids: list[str], start: Start) -> tuple[Exceptions, list[str]]:
    try:
        return read(files, rules=ids, project=start.project, stack=start.stack, today=start.today), []
    except OSError as error:
        name = Path(error.filename).name if error.filename else "exceptions"
        return Exceptions(stack=start.stack, today=start.today), [f"{name} cannot be read: {error.strerror}"]
