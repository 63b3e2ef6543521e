"""A resource's inputs are put right where a rule knows how and is told to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .item import Item
from .rule import AnyRule, Level, Rule
from .settings import Settings
from .verdicts import Undecided


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """What was changed in a resource."""

    rule: str
    urn: str
    path: str
    message: str


def remedy(rules: Iterable[AnyRule], item: Item, settings: Settings) -> list[Remedy]:
    """Change the inputs of *item* as the rules on level `remediate` would, and return what was changed.

    What is not known yet is left alone: the rule itself then says that it cannot tell.
    """
    changed = []
    for rule in rules:
        if not isinstance(rule, Rule) or rule.remediate is None or settings.level(rule) is not Level.REMEDIATE:
            continue
        if not rule.applies(item):
            continue
        try:
            inputs = rule.remediate(item, *settings.arguments(rule))
        except Undecided:
            continue
        if inputs is None:
            continue
        keys = sorted(key for key in inputs if inputs[key] is not item.inputs.get(key))
        item.inputs = dict(inputs)
        changed += [
            Remedy(rule=rule.id, urn=item.urn, path=key, message=f"{key} was set to {item[key].shown}") for key in keys
        ]
    return changed
