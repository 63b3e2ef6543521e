"""Prices AWS WAF and Shield: access control lists, rules, the requests they inspect, and groups that cost extra."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from ....data import tables
from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote
from ..values import Section

_LIST = "aws:wafv2/webAcl:WebAcl"
_CHARGED_ACTIONS = {"captcha": "waf.captcha", "challenge": "waf.challenge"}


def _list(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.monthly("access control list", "waf.acl")


def _requests(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("requests inspected", "waf.requests", "requests")


def _rules(item: Item, quote: Quote) -> Iterator[Entry]:
    """A group that a list refers to counts as one rule of the list."""
    count = len(_inline(item))
    if count:
        yield quote.monthly("rule" if count == 1 else f"{count} rules", "waf.rule", count)


def _one_rule(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.monthly("rule", "waf.rule")


def _group(item: Item, quote: Quote) -> Iterator[Entry]:
    """The rules within a group of one's own are billed once, wherever it is used."""
    yield from _rules(item, quote)


def _managed(item: Item, quote: Quote) -> Iterator[Entry]:
    for rule in _inline(item):
        yield from _managed_group(rule.section("statement.managedRuleGroupStatement"), quote)


def _managed_rule(item: Item, quote: Quote) -> Iterator[Entry]:
    yield from _managed_group(item.section("statement.managedRuleGroupStatement"), quote)


def _association(item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.monthly("rule", "waf.rule")
    yield from _managed_group(item.section("managedRuleGroup"), quote)


def _managed_group(group: Section, quote: Quote) -> Iterator[Entry]:
    """AWS's own groups come with the price of a rule, but for a few; a seller's group has a price of its own."""
    vendor, name = group.text("vendorName"), group.text("name") or group.text("ruleGroupName")
    if name and vendor != "AWS":
        yield quote.unpriced(f"the seller {vendor} sets its price", f"rule group {name}")
        return
    row = _groups().get(name)
    if row:
        yield quote.monthly(row["label"], row["monthly"])
        yield quote.usage(f"{row['label']}, requests", _level(group, row), row["meter"])


def _level(group: Section, row: dict[str, str]) -> str:
    """Return the key of what is inspected; Bot Control has two levels, of which COMMON is the default."""
    key = row["usage"]
    if "{" not in key:
        return key
    levels = [
        config.text("awsManagedRulesBotControlRuleSet.inspectionLevel") for config in group.items("managedRuleGroupConfigs")
    ]
    return key.format(level="targeted" if "TARGETED" in levels else "common")


@functools.cache
def _groups() -> dict[str, dict[str, str]]:
    return {row["group"]: row for row in tables.rows("waf_managed_groups")}


def _attempts(item: Item, quote: Quote) -> Iterator[Entry]:
    for action, key in _CHARGED_ACTIONS.items():
        if any(rule.has(f"action.{action}") for rule in _inline(item)):
            yield quote.usage(f"{action} attempts", key, f"{action}Attempts")


def _inline(item: Item) -> Sequence[Section]:
    """Return the rules that a list or a group holds itself, as objects or as JSON."""
    for path in ("ruleJson", "rulesJson"):
        if item.has(path):
            return [_lowered(rule) for rule in item.json(path)]
    return [*item.items("rules"), *item.items("activatedRules")]


def _lowered(rule: Section) -> Section:
    """Return a rule of JSON, whose names begin with capitals, as one of the program."""
    return Section({key: _renamed(value) for key, value in _named(rule.values)})


def _renamed(value: object) -> object:
    if isinstance(value, dict):
        return dict((key, _renamed(inner)) for key, inner in _named(value))
    return [_renamed(inner) for inner in value] if isinstance(value, list) else value


def _named(values: object) -> list[tuple[str, object]]:
    pairs = values.items() if hasattr(values, "items") else ()
    return [("awsManaged" + key[len("AWSManaged") :] if key.startswith("AWSManaged") else key[:1].lower() + key[1:], value) for key, value in pairs]


def _shield(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.monthly("Shield Advanced", "shield.advanced")


_CLASSIC = (_list, _rules, _requests)

PRICERS: Pricers = {
    "aws:shield/subscription:Subscription": (_shield,),
    "aws:waf/ruleGroup:RuleGroup": (_group,),
    "aws:waf/webAcl:WebAcl": _CLASSIC,
    "aws:wafregional/ruleGroup:RuleGroup": (_group,),
    "aws:wafregional/webAcl:WebAcl": _CLASSIC,
    "aws:wafv2/ruleGroup:RuleGroup": (_group,),
    _LIST: (_list, _rules, _managed, _attempts, _requests),
    "aws:wafv2/webAclRule:WebAclRule": (_one_rule, _managed_rule),
    "aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation": (_association,),
}
