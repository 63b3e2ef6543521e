"""What a rule examines is changed for the worse, place by place: a rule that notices nothing does not look."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..exceptions import glob
from ..marks import UNKNOWN, Secret
from ..rule import AnyRule
from ..values import EVERYTHING_BELOW, joined
from . import statements
from .fixtures import Case, Fixture, JsonText
from .render import inventory
from .trial import run

_CIDR = re.compile(r"\d+(\.\d+){3}/\d+|[0-9a-f:]+::?/\d+")
_NUMBERS = (0, -1, 10**9)
_STRANGER = "mutated-value"

Place = statements.Keys


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One change of one place in one case."""

    case: Case
    resource: str
    path: str
    what: str
    variants: tuple[Case, ...]
    """The case with the change; several where the change is to either side of a threshold."""

    @property
    def title(self) -> str:
        """Names the mutant: `<case> <resource> <path> <what>`."""
        return f"{self.case.case} {self.resource} {self.path} {self.what}"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a rule's mutants."""

    killed: tuple[str, ...]
    survived: tuple[str, ...]
    equivalent: tuple[str, ...]
    """Survivors that the fixture explains."""

    misfits: tuple[str, ...] = ()
    """Explanations in the fixture that no survivor needs, or that cover a mutant which is noticed as well."""


def try_mutants(rule: AnyRule, fixture: Fixture) -> Outcome:
    """Return what *rule* says to every mutant of its good cases."""
    killed, survived, equivalent = [], [], []
    excused = [glob(one.mutant) for one in fixture.equivalent]
    for case in fixture.of("good"):
        for mutant in mutants(rule, case):
            if any(_noticed(rule, variant) for variant in mutant.variants):
                killed.append(mutant.title)
            elif any(excuse(mutant.title) for excuse in excused):
                equivalent.append(mutant.title)
            else:
                survived.append(mutant.title)
    misfits = [
        one.mutant
        for one, fits in zip(fixture.equivalent, excused, strict=True)
        if not any(map(fits, equivalent)) or any(map(fits, killed))
    ]
    return Outcome(killed=tuple(killed), survived=tuple(survived), equivalent=tuple(equivalent), misfits=tuple(misfits))


def mutants(rule: AnyRule, case: Case) -> Iterator[Mutant]:
    """Yield a mutant per change of each place in *case* that *rule* examines."""
    examined = _examined(rule, case)
    for index, resource in enumerate(case.resources):
        for place, path, value, in_json in _places(resource.properties, (), "", in_json=False):
            if not _is_examined(path, value, examined[resource.name]):
                continue
            for what, variants in _variants(case, index, place, value, in_json=in_json):
                yield Mutant(case=case, resource=resource.name, path=path, what=what, variants=variants)


def _variants(
    case: Case, index: int, place: Place, value: Any, *, in_json: bool
) -> Iterator[tuple[str, tuple[Case, ...]]]:
    """Yield what is done to the value at *place* of a resource, and the cases that come of it."""
    found = statements.within(case.resources[index].properties, place)
    if found is None:
        for what, changes in _changes(value, in_json=in_json):
            yield what, tuple(_changed(case, index, place, change) for change in changes)
    elif isinstance(text := statements.plain(value), str):
        for what, edits in statements.worse(*found, text):
            yield what, tuple(_edited(case, index, place, edit) for edit in edits)


def _noticed(rule: AnyRule, case: Case) -> bool:
    """Return whether the rule says anything to the point: a crash is none."""
    found = run(rule, case)
    return bool(found) and all(one.status != "error" for one in found)


def _examined(rule: AnyRule, case: Case) -> dict[str, set[str]]:
    """Return resource name -> the paths that the rule read."""
    stack = inventory(case)
    for item in stack:
        item.trace = set()
    run(rule, case, stack=stack)
    return {item.name: item.trace or set() for item in stack}


def _is_examined(path: str, value: Any, examined: set[str]) -> bool:
    if path in examined or f"{path}{EVERYTHING_BELOW}" in examined:
        return True
    if isinstance(value, (dict, list, JsonText)):
        return False
    whole = (one.removesuffix(EVERYTHING_BELOW) for one in examined if one.endswith(EVERYTHING_BELOW))
    return any(path.startswith((f"{one}.", f"{one}[")) for one in whole)


def _places(value: Any, place: Place, path: str, *, in_json: bool) -> Iterator[tuple[Place, str, Any, bool]]:
    """Yield place, path, value and whether it is inside a JSON text, of everything below *value*."""
    if isinstance(value, JsonText):
        value, in_json = value.content, True
    if isinstance(value, Secret):
        value = value.content
    if isinstance(value, dict):
        for key in sorted(value):
            below = joined(path, key)
            yield (*place, key), below, value[key], in_json
            yield from _places(value[key], (*place, key), below, in_json=in_json)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield (*place, index), f"{path}[{index}]", inner, in_json
            yield from _places(inner, (*place, index), f"{path}[{index}]", in_json=in_json)


_REMOVED = object()


def _changes(value: Any, *, in_json: bool) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield the changes of a value: what is done, and the values that do it."""
    while isinstance(value, Secret):
        value = value.content
    yield "removed", (_REMOVED,)
    if value is UNKNOWN or isinstance(value, (dict, list, JsonText)):
        return
    if isinstance(value, bool):
        yield "negated", (not value,)
    elif isinstance(value, (int, float)):
        yield "beyond every threshold", _NUMBERS
    elif isinstance(value, str):
        yield "another text", (_STRANGER,)
        if _CIDR.fullmatch(value):
            yield "the whole world", ("::/0" if ":" in value else "0.0.0.0/0",)
        if in_json:
            yield "a wildcard", ("*",)


def _changed(case: Case, index: int, place: Place, change: Any) -> Case:
    changed = copy.deepcopy(case)
    value: Any = changed.resources[index].properties
    for key in place[:-1]:
        value = statements.plain(value)[key]
    holder = statements.plain(value)
    if change is _REMOVED:
        del holder[place[-1]]
    else:
        holder[place[-1]] = change
    return changed


def _edited(case: Case, index: int, place: Place, edit: statements.Edit) -> Case:
    changed = copy.deepcopy(case)
    found = statements.within(changed.resources[index].properties, place)
    if found is not None:
        edit(found[0])
    return changed
