"""The pricer of firewalls..."""

from __future__ import annotations

import json

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

LIST = "aws:wafv2/webAcl:WebAcl"
GROUP = "aws:wafv2/ruleGroup:RuleGroup"
REQUESTS = ("requests inspected", "waf.requests", "1000000 - 10000000 - 100000000")
ALL = "1000000 - 10000000 - 100000000"
SOME = "10000 - 100000 - 1000000"


def managed(name, vendor="AWS", **more):
    statement = {"name": name, "vendorName": vendor, **more}
    return {"name": name, "priority": 1, "statement": {"managedRuleGroupStatement": statement}}


RATE = {"name": "rate", "priority": 2, "statement": {"rateBasedStatement": {"limit": 2000}}}
COMMON = managed("AWSManagedRulesCommonRuleSet")


def test_prices_a_list_its_rules_and_its_requests():
    assert lines(made(LIST, scope="REGIONAL", rules=[RATE, COMMON])) == [
        ("access control list", "waf.acl", "1"),
        ("2 rules", "waf.rule", "2"),
        REQUESTS,
    ]


def test_prices_a_list_without_rules():
    assert lines(made(LIST, scope="REGIONAL")) == [("access control list", "waf.acl", "1"), REQUESTS]


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (
            managed("AWSManagedRulesBotControlRuleSet"),
            [
                ("Bot Control", "waf.bot-control.month", "1"),
                ("Bot Control, requests", "waf.bot-control.requests.common", ALL),
            ],
        ),
        (
            managed("AWSManagedRulesATPRuleSet"),
            [
                ("account takeover prevention", "waf.fraud-control.month", "1"),
                ("account takeover prevention, log-ins", "waf.fraud-control.attempts", SOME),
            ],
        ),
        (
            managed("AWSManagedRulesACFPRuleSet"),
            [
                ("account creation fraud prevention", "waf.fraud-control.month", "1"),
                ("account creation fraud prevention, sign-ups", "waf.fraud-control.attempts", "1000 - 10000 - 100000"),
            ],
        ),
        (
            managed("AWSManagedRulesAntiDDoSRuleSet"),
            [
                ("application layer DDoS protection", "waf.ddos.month", "1"),
                ("application layer DDoS protection, requests", "waf.ddos.requests", ALL),
            ],
        ),
    ],
)
def test_prices_the_managed_groups_that_cost_extra(group, expected):
    assert lines(made(LIST, rules=[group]))[2:-1] == expected


def test_prices_bot_control_by_its_level():
    level = {"managedRuleGroupConfigs": [{"awsManagedRulesBotControlRuleSet": {"inspectionLevel": "TARGETED"}}]}
    acl = made(LIST, rules=[managed("AWSManagedRulesBotControlRuleSet", **level)])
    assert line(acl, "waf.bot-control.requests.targeted", usage={"botControlRequests": 3}).quantity.expected == 3


def test_does_not_price_the_group_of_a_seller():
    acl = made(LIST, rules=[managed("OwaspRules", vendor="Fortinet")])
    assert unpriced(acl) == [("rule group OwaspRules", "its seller Fortinet sets the price")]
    assert [key for _, key, _ in lines(acl)] == ["waf.acl", "waf.rule", "waf.requests"]


@pytest.mark.parametrize("action", ["captcha", "challenge"])
def test_prices_puzzles_where_a_rule_asks_for_them(action):
    acl = made(LIST, rules=[{**RATE, "action": {action: {}}}])
    assert [key for _, key, _ in lines(acl)] == ["waf.acl", "waf.rule", f"waf.{action}", "waf.requests"]


def test_reads_rules_of_json_as_those_of_the_program():
    config = {"ManagedRuleGroupConfigs": [{"AWSManagedRulesBotControlRuleSet": {"InspectionLevel": "TARGETED"}}]}
    statement = {"Name": "AWSManagedRulesBotControlRuleSet", "VendorName": "AWS", **config}
    rules = [
        {"Name": "bots", "Statement": {"ManagedRuleGroupStatement": statement}},
        {"Name": "puzzle", "Action": {"Captcha": {}}},
    ]
    assert [key for _, key, _ in lines(made(LIST, ruleJson=json.dumps(rules)))] == [
        "waf.acl",
        "waf.rule",
        "waf.bot-control.month",
        "waf.bot-control.requests.targeted",
        "waf.captcha",
        "waf.requests",
    ]
    assert lines(made(LIST, ruleJson=json.dumps(rules)))[1] == ("2 rules", "waf.rule", "2")


def test_counts_rules_that_are_unknown():
    acl = made(LIST, rules=[RATE, UNKNOWN])
    assert lines(acl) == [("access control list", "waf.acl", "1"), ("2 rules", "waf.rule", "2"), REQUESTS]
    assert [what for what, _ in unpriced(acl)] == ["managed groups", "puzzles"]


def test_prices_the_rules_within_a_group_with_the_group():
    assert lines(made(GROUP, rules=[RATE])) == [("rule", "waf.rule", "1")]
    assert lines(made(GROUP, rulesJson=json.dumps([{}, {}]))) == [("2 rules", "waf.rule", "2")]


def test_prices_a_rule_that_is_a_resource():
    rule = made("aws:wafv2/webAclRule:WebAclRule", statement=managed("AWSManagedRulesATPRuleSet")["statement"])
    assert [key for _, key, _ in lines(rule)] == ["waf.rule", "waf.fraud-control.month", "waf.fraud-control.attempts"]


def test_prices_a_group_that_is_associated():
    group = {"name": "AWSManagedRulesBotControlRuleSet", "vendorName": "AWS"}
    association = made("aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation", managedRuleGroup=group)
    assert [key for _, key, _ in lines(association)] == [
        "waf.rule",
        "waf.bot-control.month",
        "waf.bot-control.requests.common",
    ]


@pytest.mark.parametrize("module", ["waf", "wafregional"])
def test_prices_lists_and_groups_of_the_first_generation(module):
    acl = made(f"aws:{module}/webAcl:WebAcl", rules=[{"priority": 1}, {"priority": 2}])
    assert lines(acl) == [("access control list", "waf.acl", "1"), ("2 rules", "waf.rule", "2"), REQUESTS]
    group = made(f"aws:{module}/ruleGroup:RuleGroup", activatedRules=[{"priority": 1}])
    assert lines(group) == [("rule", "waf.rule", "1")]


def test_prices_shield_advanced():
    assert lines(made("aws:shield/subscription:Subscription")) == [("Shield Advanced", "shield.advanced", "1")]
