"""A fixture file says what a rule accepts, refuses, cannot tell yet and leaves alone."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import yaml

from ..marks import UNKNOWN, Secret

Kind = Literal["good", "bad", "unknown", "secret", "exempt"]
KINDS: tuple[Kind, ...] = ("good", "bad", "unknown", "secret", "exempt")

_CASE_KEYS = {"case", "resources", "findings", "parameters", "profile", "configuration"}
_RESOURCE_KEYS = {
    "type", "name", "properties", "outputs", "options", "parent", "provider", "remote", "read", "component", "opaque",
}  # fmt: skip


class FixtureError(Exception):
    """A fixture that cannot be read: which file, which case, what was expected."""


@dataclass(frozen=True)
class JsonText:
    """A property that is a JSON text, kept as what it says so that references and mutations reach inside."""

    content: Any


@dataclass(kw_only=True)
class FixtureResource:
    """One resource of a case, its references not yet replaced."""

    type: str
    name: str
    properties: dict[str, Any] = field(default_factory=dict)
    outputs: dict[str, Any] = field(default_factory=dict)
    options: Mapping[str, bool] = field(default_factory=dict)
    parent: str = ""
    """Name of the component it is inside of."""

    provider: str = ""
    """Name of the provider resource that manages it."""

    remote: bool = False
    read: bool = False
    component: bool = False
    opaque: str = ""


@dataclass(kw_only=True)
class Case:
    """A small stack and what the rule must say about it."""

    rule: str
    kind: Kind
    case: str
    """What is the matter, in a few words."""

    resources: list[FixtureResource]
    findings: tuple[str, ...] = ()
    """Exactly these, each `<resource name> <property path>`, or only the name for the resource as a whole."""

    parameters: Mapping[str, Any] = field(default_factory=dict)
    profile: str = "production"
    configuration: frozenset[str] = frozenset()
    """Texts of the stack's configuration."""

    @property
    def title(self) -> str:
        """Names the case in a report."""
        return f"{self.rule} {self.kind}: {self.case}"


@dataclass(frozen=True, kw_only=True)
class Equivalent:
    """A mutant that no rule could notice, because it means the same."""

    mutant: str
    """Pattern over `<case> <resource> <path> <what>`: `*` is any text."""

    why: str


@dataclass(frozen=True, kw_only=True)
class Fixture:
    """All cases of one rule."""

    rule: str
    cases: tuple[Case, ...]
    equivalent: tuple[Equivalent, ...] = ()

    def of(self, kind: Kind) -> list[Case]:
        """Return the cases of one kind."""
        return [case for case in self.cases if case.kind == kind]


def read_fixture(path: Path, rule: str) -> Fixture:
    """Return the fixture of *rule* in *path*. Raises FixtureError where it is not one."""
    try:
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506, a SafeLoader
    except OSError as error:
        raise FixtureError(f"{path}: {error.strerror}; every rule has a fixture of its name beside it") from None
    except yaml.YAMLError as error:
        raise FixtureError(f"{path}: not valid YAML: {' '.join(str(error).split())}") from None
    if not isinstance(document, dict) or set(document) - {*KINDS, "equivalent"}:
        raise FixtureError(f"{path}: expected an object with {', '.join(KINDS)} and, optionally, equivalent")
    cases = [_case(path, rule, kind, entry) for kind in KINDS for entry in document.get(kind) or ()]
    titles = [case.title for case in cases]
    twice = sorted({title for title in titles if titles.count(title) > 1})
    if twice:
        raise FixtureError(f"{path}: two cases are called {twice[0]!r}; give each its own words")
    equivalent = tuple(Equivalent(**entry) for entry in document.get("equivalent") or ())
    return Fixture(rule=rule, cases=tuple(cases), equivalent=equivalent)


def _case(path: Path, rule: str, kind: Kind, entry: Any) -> Case:
    if not isinstance(entry, dict) or "case" not in entry or not isinstance(entry.get("resources"), list):
        raise FixtureError(f"{path}: {kind}: each entry needs `case` (a few words) and `resources` (a list)")
    foreign = set(entry) - _CASE_KEYS
    if foreign:
        raise FixtureError(f"{path}: {kind}: {entry['case']}: unknown key {sorted(foreign)[0]!r}")
    resources = []
    for one in entry["resources"]:
        if not isinstance(one, dict) or not {"type", "name"} <= set(one) or set(one) - _RESOURCE_KEYS:
            raise FixtureError(
                f"{path}: {kind}: {entry['case']}: a resource has type, name and any of"
                f" {', '.join(sorted(_RESOURCE_KEYS - {'type', 'name'}))}; got {one!r}"
            )
        resources.append(FixtureResource(**copy.deepcopy(one)))
    names = [one.name for one in resources]
    if len(set(names)) < len(names):
        raise FixtureError(f"{path}: {kind}: {entry['case']}: resources need names of their own, got {names}")
    return Case(
        rule=rule,
        kind=kind,
        case=str(entry["case"]),
        resources=resources,
        findings=tuple(entry.get("findings") or ()),
        parameters=entry.get("parameters") or {},
        profile=entry.get("profile", "production"),
        configuration=frozenset(entry.get("configuration") or ()),
    )


class _Loader(yaml.SafeLoader):
    """YAML with `!unknown`, `!secret VALUE` and `!json VALUE`."""


def _any(loader: Any, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    # The tag took the place of the one that YAML finds for a text by itself: find it again.
    plain = getattr(node, "style", None) is None
    tag = yaml.resolver.Resolver().resolve(yaml.ScalarNode, node.value, (plain, not plain))  # type: ignore[no-untyped-call]
    return loader.construct_object(yaml.ScalarNode(tag, node.value, node.start_mark, node.end_mark))


_Loader.add_constructor("!unknown", lambda _loader, _node: UNKNOWN)
_Loader.add_constructor("!secret", lambda loader, node: Secret(_any(loader, node)))
_Loader.add_constructor("!json", lambda loader, node: JsonText(_any(loader, node)))


def json_text(content: Any) -> str:
    """Return *content* as the JSON text that a program would write."""
    return json.dumps(content, separators=(",", ":"))
