"""A security group's rules are written inside it or as resources of their own, not both."""

from __future__ import annotations

from ...authoring import Inventory, Item, Level, Severity, StackRule, Undecided, Verdicts, each
from ...security_groups import DEFAULT_GROUP, EGRESS_RULE, GROUP, INGRESS_RULE, RULE

_STANDALONE = {"ingress": INGRESS_RULE, "egress": EGRESS_RULE}


def _check(stack: Inventory) -> Verdicts:
    groups = stack.of(GROUP, DEFAULT_GROUP)
    pairs = [(group, direction) for group in groups for direction in _STANDALONE if not group[direction].absent]
    yield from each(pairs, lambda pair: _judge(stack, *pair))


def _judge(stack: Inventory, group: Item, direction: str) -> Verdicts:
    """Yield a problem for each rule beside the list. An empty list too is all the rules that the group may have."""
    for type_ in (_STANDALONE[direction], RULE):
        pointers = stack.pointing_at(group, type_, "securityGroupId")
        yield from each(pointers.certain, lambda rule: _beside(group, rule, direction))
        for rule in pointers.possible:
            if any(_beside(group, rule, direction)):
                yield Undecided(group, direction)


def _beside(group: Item, rule: Item, direction: str) -> Verdicts:
    if rule.type == RULE and rule["type"].value() != direction:
        return
    yield group[direction].says(
        f"{direction} is written inside the group and by {rule.name} too: each deployment removes what the other made",
        mark=f"{direction} {rule.name}",
    )


sg_no_mixed_rule_management = StackRule(
    id="sg-no-mixed-rule-management",
    promise="No security group has rules both inside it and as resources of their own in the same direction.",
    fix="Leave ingress and egress off the SecurityGroup and write each rule as a SecurityGroupIngressRule or"
    " SecurityGroupEgressRule.",
    severity=Severity.MEDIUM,
    level=Level.MANDATORY,
    looks_at=frozenset({GROUP, DEFAULT_GROUP}),
    check=_check,
)
