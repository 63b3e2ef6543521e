"""A web ACL's rules..."""

from __future__ import annotations

import json

import pytest

from policy.guardrails.inventory import Inventory
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.verdicts import Undecided
from policy.guardrails.web_acls import ASSOCIATION, RULE, WEB_ACL, json_rules, rules_of

GROUP = "AWSManagedRulesKnownBadInputsRuleSet"
ARN = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/edge/1"
MANAGED = {"managedRuleGroupStatement": {"vendorName": "AWS", "name": GROUP}}


@pytest.fixture
def rules(item):
    def make(*others, **inputs):
        acl = item(WEB_ACL, "edge", inputs=inputs, outputs={"arn": ARN})
        return rules_of(Inventory([acl, *others]), acl)

    return make


def blocks(found):
    return [rule.blocks_by(GROUP) for rule in found]


def test_are_found_inline_in_json_and_in_resources_of_their_own(item, rules):
    text = json.dumps(
        [
            {
                "OverrideAction": {"None": {}},
                "Statement": {"ManagedRuleGroupStatement": {"VendorName": "AWS", "Name": GROUP}},
            }
        ]
    )
    others = [
        item(RULE, "own", inputs={"webAclArn": ARN, "statement": MANAGED, "overrideAction": {"none": {}}}),
        item(
            ASSOCIATION,
            "group",
            inputs={
                "webAclArn": ARN,
                "overrideAction": "none",
                "managedRuleGroup": MANAGED["managedRuleGroupStatement"],
            },
        ),
        item(RULE, "theirs", inputs={"webAclArn": f"{ARN}2", "statement": MANAGED, "overrideAction": {"none": {}}}),
    ]
    inline = {"statement": MANAGED, "overrideAction": {"none": {}}}
    assert blocks(rules(*others, rules=[inline], ruleJson=text)) == [True] * 4


@pytest.mark.parametrize(
    "rule",
    [
        {"statement": MANAGED, "overrideAction": {"count": {}}},
        {"statement": MANAGED},
        {
            "statement": {"managedRuleGroupStatement": {"vendorName": "Fortinet", "name": GROUP}},
            "overrideAction": {"none": {}},
        },
        {
            "statement": {"managedRuleGroupStatement": {"vendorName": "AWS", "name": "Other"}},
            "overrideAction": {"none": {}},
        },
        {"statement": {"geoMatchStatement": {"countryCodes": ["AQ"]}}, "action": {"block": {}}},
    ],
)
def test_block_by_a_group_only_where_they_apply_it_and_do_not_only_count(rules, rule):
    assert blocks(rules(rules=[rule])) == [False]


def test_are_not_known_where_one_may_be_for_another_web_acl(item, rules):
    with pytest.raises(Undecided) as raised:
        rules(item(RULE, "some", inputs={"webAclArn": UNKNOWN}))
    assert raised.value.item.name == "edge"


def test_in_a_text_that_is_no_json_are_none(item):
    assert json_rules(item(inputs={"ruleJson": "["})["ruleJson"]) == []
    assert json_rules(item()["ruleJson"]) == []
    with pytest.raises(Undecided):
        json_rules(item(inputs={"ruleJson": UNKNOWN})["ruleJson"])
