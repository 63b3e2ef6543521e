"""Adds the lines of an estimate up by component, service, environment, resource or tag."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...errors import UserError
from .estimate import Charge, Estimate
from .lines import Kind
from .money import Range

BY = ("component", "service", "environment", "resource", "region", "kind")
"""What lines can be added up by, beside `tag:KEY`."""

UNTAGGED = "(untagged)"


@dataclass(frozen=True, kw_only=True)
class Group:
    """Lines that belong together."""

    name: str
    type: str
    """Type token of the component or resource; empty where the group is neither."""

    charges: tuple[Charge, ...]

    def total(self, *kinds: Kind) -> Range:
        """Return the sum of the shown lines a month, of some *kinds* or of all."""
        return Range.total(one.amounts for one in self.charges if not kinds or one.line.kind in kinds)

    @property
    def usd(self) -> Range:
        """Sum of the shown lines a month, in US dollars."""
        return Range.total(one.usd for one in self.charges)


def check_by(by: str) -> None:
    """Raise UserError where lines cannot be added up by *by*."""
    if by not in BY and not (by.startswith("tag:") and by != "tag:"):
        raise UserError(f"--by {by}: expected {', '.join(BY)} or tag:KEY")


def groups(estimate: Estimate, by: str) -> list[Group]:
    """Return the groups of an estimate, the dearest first; their totals sum to the estimate's. Raises UserError."""
    check_by(by)
    return grouped(estimate.charges, _key(by, estimate.stack))


def grouped(charges: Iterable[Charge], key: Callable[[Charge], tuple[str, str]]) -> list[Group]:
    """Return *charges* by their *key*, a name and a type token, the dearest group first."""
    found: dict[tuple[str, str], list[Charge]] = {}
    for charge in charges:
        found.setdefault(key(charge), []).append(charge)
    several = [Group(name=name, type=type_, charges=tuple(some)) for (name, type_), some in found.items()]
    return sorted(several, key=lambda group: (-group.total().expected, group.name, group.type))


def _key(by: str, stack: str) -> Callable[[Charge], tuple[str, str]]:
    kind, _, tag = by.partition(":")
    keys: dict[str, Callable[[Charge], tuple[str, str]]] = {
        "component": lambda one: (one.component or one.item.name, one.component_type),
        "service": lambda one: (one.line.service, ""),
        "environment": lambda one: (one.item.tags.get("Environment", stack), ""),
        "resource": lambda one: (one.item.name, one.item.type),
        "region": lambda one: (one.line.region, ""),
        "kind": lambda one: (one.line.kind, ""),
        "tag": lambda one: (one.item.tags.get(tag, UNTAGGED), ""),
    }
    return keys[kind]
