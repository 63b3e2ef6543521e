"""A resource's inputs are put right where a rule knows how and is told to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .item import Item
from .marks import Secret
from .rule import AnyRule, Change, Level, Rule
from .settings import Settings
from .values import joined
from .verdicts import Undecided


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """What was changed in a resource."""

    rule: str
    urn: str
    path: str
    message: str


def changes(rule: Rule, item: Item, arguments: tuple[Mapping[str, Any], ...]) -> list[Change]:
    """Return what *rule* would change in *item*: nothing where that hangs on a value that is not known yet."""
    if rule.remediate is None or not rule.applies(item):
        return []
    try:
        return list(rule.remediate(item, *arguments))
    except Undecided:
        return []


def remedy(rules: Iterable[AnyRule], item: Item, settings: Settings) -> Iterator[Remedy]:
    """Change the inputs of *item* as the rules on level `remediate` would, and yield what was changed."""
    for rule in rules:
        if isinstance(rule, Rule) and settings.level(rule) is Level.REMEDIATE:
            for change in changes(rule, item, settings.arguments(rule)):
                item.inputs = changed(item.inputs, change.keys, change.value)
                path = ""
                for key in change.keys:
                    path = joined(path, key)
                shown = item.at_keys(change.keys).shown
                yield Remedy(rule=rule.id, urn=item.urn, path=path, message=f"{path} was set to {shown}")


def changed(value: Any, keys: tuple[str, ...], new: Any) -> Any:
    """Return *value* with *new* at *keys*, objects made on the way where there are none; *value* itself stays."""
    if not keys:
        return new
    if isinstance(value, Secret):
        return Secret(changed(value.content, keys, new))
    there = value if isinstance(value, dict) else {}
    return {**there, keys[0]: changed(there.get(keys[0]), keys[1:], new)}
