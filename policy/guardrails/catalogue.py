"""The pack describes its rules: what each promises, how strictly, with an example of both."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import RULES
from .kit.example import as_python
from .kit.fixtures import Case, Fixture, FixtureError, read_fixture
from .kit.mutation import try_mutants
from .kit.trial import try_fixture
from .rule import PROFILES, AnyRule, Rule, StackRule


@dataclass(frozen=True, kw_only=True)
class Example:
    """A case of a rule's fixture, as a program."""

    case: str
    """What is the matter, with the parameters and the profile it is judged with where they are not the usual ones."""

    program: str
    findings: tuple[str, ...] = ()
    """What the rule finds in it: `<resource> <property path>`."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One rule, for readers."""

    id: str
    service: str
    """Folder of the rule: `s3`."""

    promise: str
    fix: str
    severity: str
    levels: Mapping[str, str]
    """Profile -> level."""

    about_stack: bool
    """Judges how resources stand to each other, not each by itself."""

    remediates: bool
    needs_secretness: bool
    parameters: Mapping[str, Mapping[str, Any]]
    """Name -> `says`, `schema` and `default` by profile."""

    controls: Mapping[str, tuple[str, ...]]
    why: str
    """What the rule's own documentation says beyond its promise; may be empty."""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What became of a rule's fixture."""

    id: str
    cases: int
    failures: tuple[str, ...]
    mutants: int = 0
    equivalent: int = 0
    """Mutants that the fixture says mean the same."""

    survived: tuple[str, ...] = ()
    misfits: tuple[str, ...] = ()
    """Explanations of the fixture that explain nothing, or too much."""


def entries() -> list[Entry]:
    """Return every rule of the pack, in its order."""
    return [_entry(rule) for rule in RULES]


def examples(id_: str) -> dict[str, list[Example]]:
    """Return kind (`good`, `bad`, ...) -> the cases of a rule's fixture; none for a rule about the pack itself.

    Raises KeyError for an id that no rule has, FixtureError where the fixture cannot be read.
    """
    rule = {one.id: one for one in RULES}[id_]
    found = fixture(rule)
    kinds: dict[str, list[Example]] = {}
    for case in found.cases if found else ():
        kinds.setdefault(case.kind, []).append(_example(case))
    return kinds


def try_rules(ids: Iterable[str], *, mutants: bool) -> list[Tried]:
    """Return what became of the fixtures of these rules; of all that have one where none is named."""
    wanted = set(ids)
    return [
        _try(rule, mutants=mutants)
        for rule in RULES
        if (rule.id in wanted if wanted else place(rule).parent.name != _OWN)
    ]


def fixture(rule: AnyRule) -> Fixture | None:
    """Return the fixture of *rule*, None for a rule about the pack itself. Raises FixtureError."""
    if place(rule).parent.name == _OWN:
        return None
    return read_fixture(place(rule).with_suffix(".yaml"), rule.id)


def place(rule: AnyRule) -> Path:
    """Return the file that the rule is written in."""
    return Path(str(sys.modules[rule.check.__module__].__file__))


_OWN = "policy"


def _try(rule: AnyRule, *, mutants: bool) -> Tried:
    try:
        found = fixture(rule)
        if found is None:
            return Tried(id=rule.id, cases=0, failures=())
        failures = tuple(f"{failure.case}: {failure.text}" for failure in try_fixture(rule, found))
        outcome = try_mutants(rule, found) if mutants else None
    except FixtureError as error:
        return Tried(id=rule.id, cases=0, failures=(str(error),))
    return Tried(
        id=rule.id,
        cases=len(found.cases),
        failures=failures,
        mutants=len(outcome.killed) + len(outcome.survived) + len(outcome.equivalent) if outcome else 0,
        equivalent=len(outcome.equivalent) if outcome else 0,
        survived=outcome.survived if outcome else (),
        misfits=outcome.misfits if outcome else (),
    )


def _example(case: Case) -> Example:
    told = [f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in case.parameters.items()]
    told += [f"{case.profile} profile"] if case.profile != PROFILES[0] else []
    title = f"{case.case} ({', '.join(told)})" if told else case.case
    return Example(case=title, program=as_python(case), findings=case.findings)


def _entry(rule: AnyRule) -> Entry:
    _, _, why = (sys.modules[rule.check.__module__].__doc__ or "").partition("\n")
    return Entry(
        id=rule.id,
        service=place(rule).parent.name,
        promise=rule.promise,
        fix=rule.fix,
        severity=rule.severity.value,
        levels={profile: rule.level_in(profile).value for profile in PROFILES},
        about_stack=isinstance(rule, StackRule),
        remediates=isinstance(rule, Rule) and rule.remediate is not None,
        needs_secretness=rule.needs_secretness,
        parameters={
            name: {
                "says": one.says,
                "schema": dict(one.schema),
                "default": {profile: one.value(profile) for profile in PROFILES},
            }
            for name, one in rule.parameters.items()
        },
        controls=rule.controls.named(),
        why=" ".join(why.split()),
    )


__all__ = ["Entry", "Example", "Tried", "entries", "examples", "fixture", "place", "try_rules"]
