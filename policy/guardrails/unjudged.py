"""What a preview on the engine cannot judge yet is said once: which rules wait for which values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .finding import Finding
from .inventory import Inventory
from .judge import judge_item
from .rule import AnyRule, Rule, Severity
from .settings import Settings
from .start import ALL_JUDGED as ID

PROMISE = "Every rule could judge every resource."
FIX = "Run `stackwright preview --policy-pack`, which knows these values; the update judges them when it comes to them."
SEVERITY = Severity.LOW

_HEAD = "values are not known yet. `stackwright preview --policy-pack` tells what these rules say, the update will:"

__all__ = ["FIX", "ID", "PROMISE", "SEVERITY", "Unjudged", "told"]


@dataclass(frozen=True)
class _Open:
    """What a rule left open about a resource, and what it had to say."""

    rule: AnyRule
    settings: Settings
    found: tuple[Finding, ...]

    def still(self, urn: str, stack: Inventory) -> list[Finding]:
        """Return what is open when the resource is looked at as a part of *stack*."""
        item = stack.find(urn)
        if isinstance(self.rule, Rule) and item:
            said = {_place(one) for one in self.found if one.status != "unknown"}
            again = judge_item(self.rule, item, self.settings)
            return [one for one in again if one.status != "suppressed" and _place(one) not in said]
        return [one for one in self.found if one.status == "unknown"]


class Unjudged:
    """The verdicts of a run that are still open."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, str], _Open] = {}

    def note(self, rule: AnyRule, settings: Settings, urn: str, found: Iterable[Finding]) -> bool:
        """Take down what *rule* found at the resource *urn*, in place of what it found there before.

        Return whether something is still open.
        """
        one = _Open(rule, settings, tuple(found))
        self._open.pop((rule.id, urn), None)
        unknown = [finding for finding in one.found if finding.status == "unknown"]
        if unknown:
            self._open[rule.id, urn] = one
        return bool(unknown)

    def places(self, stack: Inventory) -> dict[str, frozenset[str]]:
        """Return `<resource name> <path>` -> ids of the rules that wait for it.

        Rules about one resource are asked again, now that the *stack* tells what each value is made of: that something
        is set, or whose it is, can be told before the value can.
        """
        found: dict[str, set[str]] = {}
        for (id_, urn), one in self._open.items():
            for finding in one.still(urn, stack):
                place = f"{finding.urn.rsplit('::', 1)[-1]} {finding.path}".strip()
                found.setdefault(place, set()).add(id_)
        return {place: frozenset(rules) for place, rules in found.items()}


def told(places: Mapping[str, frozenset[str]]) -> str:
    """Return what there is to say of *places*: one line for all that the same rules wait for."""
    groups: dict[str, list[str]] = {}
    for place, rules in places.items():
        groups.setdefault(", ".join(sorted(rules)), []).append(place)
    return "\n".join([_HEAD, *(f"{rules}: {', '.join(sorted(ones))}" for rules, ones in sorted(groups.items()))])


def _place(one: Finding) -> tuple[str, str]:
    return one.path, one.fingerprint
