"""The rules of a WAFv2 web ACL, wherever the program writes them."""

from __future__ import annotations

from dataclasses import dataclass

from .inventory import Inventory
from .item import Item
from .values import Node
from .verdicts import Undecided

WEB_ACL = "aws:wafv2/webAcl:WebAcl"
RULE = "aws:wafv2/webAclRule:WebAclRule"
ASSOCIATION = "aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation"

_STATEMENT = "statement.managedRuleGroupStatement"


@dataclass(frozen=True, kw_only=True)
class WebAclRule:
    """One rule of a web ACL, as far as it applies a rule group that somebody else maintains."""

    vendor: Node
    group: Node
    override: Node
    """What becomes of what the group says: `none` leaves it, `count` only counts."""

    def blocks_by(self, group: str) -> bool:
        """Return whether it applies this group of AWS, and lets it block. Raises Undecided."""
        return self.group.value() == group and self.vendor.value() == "AWS" and _leaves(self.override.value())


def rules_of(stack: Inventory, acl: Item) -> list[WebAclRule]:
    """Return the rules of a web ACL: inline, in a JSON text, in resources of their own.

    Raises Undecided where some of them are not known.
    """
    return [
        *(_rule(rule.at(_STATEMENT), rule["overrideAction"]) for rule in acl["rules"].items()),
        *(_rule_of_json(rule) for rule in json_rules(acl["ruleJson"])),
        *(_rule(rule.at(_STATEMENT), rule["overrideAction"]) for rule in _about(stack, acl, RULE)),
        *(_rule(one["managedRuleGroup"], one["overrideAction"]) for one in _about(stack, acl, ASSOCIATION)),
    ]


def json_rules(node: Node) -> list[Node]:
    """Return the rules in a JSON text, with the keys of the API; none where it is no JSON. Raises Undecided."""
    if not node.items():
        return []
    try:
        return node.json().items()
    except ValueError:
        return []


def _about(stack: Inventory, acl: Item, type_: str) -> tuple[Item, ...]:
    pointers = stack.pointing_at(acl, type_, "webAclArn")
    if pointers.possible:
        raise Undecided(acl)
    return pointers.certain


def _rule(statement: Node, override: Node) -> WebAclRule:
    return WebAclRule(vendor=statement["vendorName"], group=statement["name"], override=override)


def _rule_of_json(rule: Node) -> WebAclRule:
    statement = rule.at("Statement.ManagedRuleGroupStatement")
    return WebAclRule(vendor=statement["VendorName"], group=statement["Name"], override=rule["OverrideAction"])


def _leaves(override: object) -> bool:
    if isinstance(override, dict):
        return any(key.lower() == "none" for key in override)
    return override == "none"
