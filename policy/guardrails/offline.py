"""The pack runs inside the tool that made the stack: no engine, no server, no account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from . import NAME, RULES, VERSION
from .configuration import ConfigurationError
from .finding import Finding
from .inventory import Inventory
from .item import Item
from .judge import judge
from .marks import UNKNOWN, Secret
from .remedy import Remedy, remedy
from .rule import AnyRule, Level
from .settings import Settings
from .start import Start, settings
from .types import canonical

PROTOCOL = 1
"""Version of what the tool may call here: `run`, `Start`, `Marks` and `ConfigurationError`."""

__all__ = ["PROTOCOL", "Answer", "ConfigurationError", "Marks", "Start", "run"]

_PROVIDER = "pulumi:providers:"


class Recorded(Protocol):
    """A resource as the tool recorded it."""

    urn: str
    type: str
    name: str
    parent: str
    provider: str
    custom: bool
    read: bool
    remote: bool
    opaque: str
    id: str
    inputs: Any
    outputs: Any
    property_dependencies: Any
    options: Any


@dataclass(frozen=True, kw_only=True)
class Marks:
    """How the tool marks values."""

    secret: type
    """Class of a secret value; its content is in `value`."""

    unknown: object
    """Stands for a value that only a deployment can tell."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the pack found."""

    name: str
    version: str
    rules: int
    """Rules that were enabled."""

    findings: tuple[Finding, ...]
    remedies: tuple[Remedy, ...]
    notes: tuple[str, ...]


def run(
    recorded: Iterable[Recorded],
    *,
    start: Start,
    marks: Marks,
    given: Mapping[str, Any],
    rules: Iterable[AnyRule] = RULES,
) -> Answer:
    """Return what the rules find in a stack. Raises ConfigurationError where *given*, the configuration, is wrong."""
    rules = list(rules)
    asked, problems = settings(rules, start, given)
    items = _items(recorded, marks, start)
    remedies = [one for item in items for one in remedy(rules, item, asked)] if _any_remedy(rules, asked) else []
    stack = Inventory(items, project=start.project, stack=start.stack, exceptions=asked.exceptions)
    stack.problems = problems
    stack.start = start
    return Answer(
        name=NAME,
        version=VERSION,
        rules=sum(asked.level(rule) is not Level.DISABLED for rule in rules),
        findings=tuple(judge(rules, stack, asked)),
        remedies=tuple(remedies),
        notes=(f"{asked.profile} profile",),
    )


def _any_remedy(rules: Iterable[AnyRule], asked: Settings) -> bool:
    return any(asked.level(rule) is Level.REMEDIATE for rule in rules)


def _items(recorded: Iterable[Recorded], marks: Marks, start: Start) -> list[Item]:
    """Return the resources, and the default providers that the engine makes for those that name none."""
    found = [(_item(one, marks), one.provider.rsplit("::", 1)[0]) for one in recorded]
    providers = {item.urn: item for item, _ in found if item.type.startswith(_PROVIDER)}
    for item, reference in found:
        if reference and reference not in providers:
            providers[reference] = _default_provider(reference, start)
        item.provider = providers.get(reference)
        item.configuration = start.texts
    given = {item.urn for item, _ in found}
    return [*(item for item, _ in found), *(one for urn, one in providers.items() if urn not in given)]


def _default_provider(urn: str, start: Start) -> Item:
    """Return the provider that the engine configures from the stack's `aws:...` settings."""
    *_, type_, name = urn.split("::")
    prefix = f"{type_.removeprefix(_PROVIDER)}:"
    inputs: dict[str, Any] = {
        key.removeprefix(prefix): Secret(text) if key in start.secret_keys else text
        for key, text in start.config.items()
        if key.startswith(prefix)
    }
    return Item(urn=urn, type=type_, name=name, inputs=inputs)


def _item(one: Recorded, marks: Marks) -> Item:
    return Item(
        urn=one.urn,
        type=canonical(one.type),
        name=one.name,
        inputs=_translated(one.inputs, marks),
        outputs=_translated(one.outputs, marks),
        id=one.id,
        parent=one.parent,
        property_dependencies=one.property_dependencies,
        custom=one.custom,
        read=one.read,
        opaque=one.opaque or ("its children are made by another process" if one.remote else ""),
        protect=bool(one.options.protect),
        retain_on_delete=bool(one.options.retain_on_delete),
    )


def _translated(value: Any, marks: Marks) -> Any:
    """Return *value* with the tool's marks replaced by the pack's."""
    if isinstance(value, str) or value is None:
        return value
    if isinstance(value, dict):
        return {key: _translated(inner, marks) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_translated(inner, marks) for inner in value]
    if isinstance(value, marks.secret):
        return Secret(_translated(getattr(value, "value"), marks))  # noqa: B009, its class is not known here
    return UNKNOWN if value is marks.unknown else value
