"""Web ACLs and their rules are counted in CloudWatch."""

from __future__ import annotations

from collections.abc import Iterator

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts, must_be
from ...web_acls import RULE, WEB_ACL, json_rules

_GROUP = "aws:wafv2/ruleGroup:RuleGroup"


def _check(item: Item) -> Verdicts:
    yield from must_be(item.at("visibilityConfig.cloudwatchMetricsEnabled"), True)
    for switch in _switches(item):
        yield from must_be(switch, True)


def _switches(item: Item) -> Iterator[Node]:
    """Yield the switches of the rules inside, written as inputs or as a JSON text with the keys of the API."""
    yield from (rule.at("visibilityConfig.cloudwatchMetricsEnabled") for rule in item["rules"].items())
    for key in ("ruleJson", "rulesJson"):
        yield from (rule.at("VisibilityConfig.CloudWatchMetricsEnabled") for rule in json_rules(item[key]))


waf_metrics = Rule(
    id="waf-metrics",
    promise="Every web ACL, rule group and rule of WAFv2 counts its requests in CloudWatch.",
    fix="Set cloudwatch_metrics_enabled=True in visibility_config of the web ACL and of each rule.",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    levels={"ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("WAF.12",)),
    looks_at=frozenset({WEB_ACL, RULE, _GROUP}),
    check=_check,
)
