"""Web ACLs do more than let everything through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import Controls, Inventory, Item, Level, Parameter, Severity, StackRule, Verdicts, each
from ...quantifiers import some
from ...web_acls import WEB_ACL, WebAclRule, rules_of


def _check(stack: Inventory, parameters: Mapping[str, Any]) -> Verdicts:
    yield from each(stack.of(WEB_ACL), lambda acl: _judge(stack, acl, parameters["managedGroups"]))


def _judge(stack: Inventory, acl: Item, groups: list[str]) -> Verdicts:
    rules = rules_of(stack, acl)
    if not rules:
        yield acl["rules"].says("the web ACL has no rules, so it lets everything through or nothing")
        return
    yield from each(groups, lambda group: _judge_group(acl, rules, group))


def _judge_group(acl: Item, rules: list[WebAclRule], group: str) -> Verdicts:
    if not some(rules, lambda rule: rule.blocks_by(group)):
        yield acl["rules"].says(f"no rule of the web ACL blocks what {group} of AWS finds", mark=group)


waf_has_rules = StackRule(
    id="waf-has-rules",
    promise="Every web ACL has rules, among them the group of AWS against known bad inputs such as Log4Shell's.",
    fix="Add a rule with a managed_rule_group_statement of vendor AWS, name AWSManagedRulesKnownBadInputsRuleSet, and"
    " override_action none.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("WAF.10",), checkov=("CKV_AWS_175", "CKV_AWS_192")),
    parameters={
        "managedGroups": Parameter(
            says="Managed rule groups of AWS that every web ACL must apply.",
            default=["AWSManagedRulesKnownBadInputsRuleSet"],
            schema={"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        )
    },
    looks_at=frozenset({WEB_ACL}),
    check=_check,
)
