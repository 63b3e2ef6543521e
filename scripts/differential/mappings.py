"""Names the mappings to checkov checks that look wrong: no such check, other types than the rule's, or dropped once."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from policy.guardrails.rule import AnyRule, Rule

from .naming import terraform_types
from .verdicts import Check

DROPPED = Path(__file__).parent / "dropped.csv"


@dataclass(frozen=True, kw_only=True)
class Suspect:
    """A mapping that somebody should look at."""

    rule: str
    check: str
    why: str


def suspects(
    rules: Iterable[AnyRule], catalogue: Mapping[str, Check], dropped: Mapping[tuple[str, str], str]
) -> Iterator[Suspect]:
    """Yield the mappings that cannot be right, in the rules' order."""
    for rule in rules:
        for id_ in rule.controls.checkov:
            check = catalogue.get(id_)
            if (rule.id, id_) in dropped:
                yield Suspect(rule=rule.id, check=id_, why=f"was looked at and dropped: {dropped[rule.id, id_]}")
            elif check is None:
                yield Suspect(rule=rule.id, check=id_, why="checkov has no such check for Terraform or Kubernetes")
            elif isinstance(rule, Rule) and not judges(check.entities, rule.looks_at):
                # What a rule about relations relates is not all among the types that it is about.
                read = ", ".join(sorted(check.entities)[:5])
                yield Suspect(rule=rule.id, check=id_, why=f"{check.name!r} reads {read}, the rule other types")


def table(rules: Iterable[AnyRule], catalogue: Mapping[str, Check]) -> Iterator[tuple[str, ...]]:
    """Yield a head and a row per mapping, for somebody to read: what the rule promises beside what the check asks."""
    yield "rule", "promise", "types", "check", "name", "entities"
    for rule in rules:
        types = "any" if callable(rule.looks_at) else " ".join(sorted(rule.looks_at))
        for id_ in rule.controls.checkov:
            check = catalogue.get(id_, Check("", frozenset()))
            yield rule.id, rule.promise, types, id_, check.name, " ".join(sorted(check.entities))


def judges(entities: frozenset[str], looks_at: frozenset[str] | Callable[..., bool]) -> bool:
    """Return whether a check reads any type that a rule looks at; a rule that asks each resource may look at all."""
    if callable(looks_at):
        return True
    kinds = {token.rpartition(":")[2] for token in looks_at if token.startswith("kubernetes:")}
    return bool(entities & ({terraform_types().get(token, "") for token in looks_at} | kinds))


def dropped(path: Path = DROPPED) -> Mapping[tuple[str, str], str]:
    """Return (rule, check) -> why the mapping is not one, of those that were looked at and left out."""
    with path.open(newline="", encoding="utf-8") as handle:
        return {(row["rule"], row["check"]): row["reason"] for row in csv.DictReader(handle)}
