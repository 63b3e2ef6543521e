"""Security groups and their rules say what they are for."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts, each, guarded
from ...security_groups import DEFAULT_GROUP, DIRECTIONS, GROUP, WRITERS

# What the provider writes where the program says nothing.
_PLACEHOLDERS = frozenset({"", "managed by pulumi", "managed by terraform"})


def _check(item: Item) -> Verdicts:
    """Yield a problem per silent place. Of a default security group, AWS writes the description and keeps it."""
    if item.type != DEFAULT_GROUP:
        yield from guarded(_must_say_something(item["description"]))
    if item.type in (GROUP, DEFAULT_GROUP):
        yield from each(DIRECTIONS, lambda direction: _of_rules(item[direction]))


def _of_rules(rules: Node) -> Verdicts:
    yield from each(rules.items(), lambda rule: _must_say_something(rule["description"]))


def _must_say_something(description: Node) -> Verdicts:
    if description.text().strip().lower() in _PLACEHOLDERS:
        yield description.problem("must say what it is for")


sg_rule_described = Rule(
    id="sg-rule-described",
    promise="Every security group and each of its rules has a description.",
    fix="Set description to who talks to whom and why: description='api to the database on 5432'.",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    controls=Controls(checkov=("CKV_AWS_23",)),
    looks_at=WRITERS["ingress"] | WRITERS["egress"],
    check=_check,
)
