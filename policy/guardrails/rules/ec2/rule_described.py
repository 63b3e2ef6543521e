"""Security groups and their rules say what they are for."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts, each
from ...security_groups import GROUP, WRITERS, security_rules

# What the provider writes where the program says nothing.
_PLACEHOLDERS = frozenset({"", "managed by pulumi", "managed by terraform"})


def _check(item: Item) -> Verdicts:
    if item.type == GROUP:
        yield from _must_say_something(item["description"])
    for direction in ("ingress", "egress"):
        yield from each((item,), lambda one: _of_rules(one, direction))  # noqa: B023, used up in this round


def _of_rules(item: Item, direction: str) -> Verdicts:
    rules = security_rules(item, "ingress" if direction == "ingress" else "egress")
    yield from each(rules, lambda rule: _must_say_something(rule.description))


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
