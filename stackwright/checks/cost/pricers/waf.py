"""Prices AWS WAF and Shield: access control lists, rules, the requests they inspect, and groups that cost extra."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any

from ....data import tables
from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote
from ..values import Section


def _list(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.monthly("access control list", "waf.acl")


def _requests(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("requests inspected", "waf.requests", "requests")


def _rules(item: Item, quote: Quote) -> Iterator[Entry]:
    """A group that a list refers to is one rule of it; the rules within a group of one's own are billed there."""
    path = _json(item)
    count = len(item.json(path)) if path else item.count("rules") + item.count("activatedRules")
    if count:
        yield quote.monthly("rule" if count == 1 else f"{count} rules", "waf.rule", count)


def _one_rule(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.monthly("rule", "waf.rule")


def _managed_groups(item: Item, quote: Quote) -> Iterator[Entry]:
    for rule in _inline(item):
        yield from _managed_group(rule.section("statement.managedRuleGroupStatement"), quote)


def _managed_rule(item: Item, quote: Quote) -> Iterator[Entry]:
    yield from _managed_group(item.section("statement.managedRuleGroupStatement"), quote)


def _associated_group(item: Item, quote: Quote) -> Iterator[Entry]:
    yield from _managed_group(item.section("managedRuleGroup"), quote)


def _managed_group(group: Section, quote: Quote) -> Iterator[Entry]:
    """AWS's own groups come with the price of a rule, but for a few; a seller's group has a price of its own."""
    vendor, name = group.text("vendorName"), group.text("name")
    if name and vendor != "AWS":
        yield quote.unpriced(f"its seller {vendor} sets the price", f"rule group {name}")
        return
    row = _groups().get(name)
    if row:
        yield quote.monthly(row["label"], row["monthly"])
        yield quote.usage(f"{row['label']}, {row['what']}", row["usage"].format(level=_level(group)), row["meter"])


def _level(group: Section) -> str:
    """Return which of its two levels Bot Control inspects at; COMMON is the default."""
    configs = group.items("managedRuleGroupConfigs")
    levels = [config.text("awsManagedRulesBotControlRuleSet.inspectionLevel") for config in configs]
    return "targeted" if "TARGETED" in levels else "common"


@functools.cache
def _groups() -> dict[str, dict[str, str]]:
    return {row["group"]: row for row in tables.rows("waf_managed_groups")}


def _puzzles(item: Item, quote: Quote) -> Iterator[Entry]:
    for action in ("captcha", "challenge"):
        if any(rule.value(f"action.{action}") is not None for rule in _inline(item)):
            yield quote.usage(f"{action} attempts", f"waf.{action}", f"{action}Attempts")


def _inline(item: Item) -> list[Section]:
    """Return the rules that a list holds itself, as objects or as JSON."""
    path = _json(item)
    return [Section(_renamed(rule.values), path) for rule in item.json(path)] if path else item.items("rules")


def _json(item: Item) -> str:
    """Return the property that holds the rules as JSON, empty where they are objects."""
    return next((path for path in ("ruleJson", "rulesJson") if item.has(path)), "")


def _renamed(value: Any) -> Any:
    """Return a value of JSON, whose names begin with capitals, with the names of the program."""
    if isinstance(value, Mapping):
        return {_name(key): _renamed(inner) for key, inner in value.items()}
    return [_renamed(inner) for inner in value] if isinstance(value, list) else value


def _name(key: str) -> str:
    first = "AWS" if key.startswith("AWS") else key[:1]
    return first.lower() + key[len(first) :]


def _shield(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.monthly("Shield Advanced", "shield.advanced")


_CLASSIC = (_list, _rules, _requests)

PRICERS: Pricers = {
    "aws:shield/subscription:Subscription": (_shield,),
    "aws:waf/ruleGroup:RuleGroup": (_rules,),
    "aws:waf/webAcl:WebAcl": _CLASSIC,
    "aws:wafregional/ruleGroup:RuleGroup": (_rules,),
    "aws:wafregional/webAcl:WebAcl": _CLASSIC,
    "aws:wafv2/ruleGroup:RuleGroup": (_rules,),
    "aws:wafv2/webAcl:WebAcl": (_list, _rules, _managed_groups, _puzzles, _requests),
    "aws:wafv2/webAclRule:WebAclRule": (_one_rule, _managed_rule),
    "aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation": (_one_rule, _associated_group),
}
