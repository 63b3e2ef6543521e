"""A finding..."""

from __future__ import annotations

from policy.guardrails.finding import Finding
from policy.guardrails.rule import Level, Rule, Severity


def finding(id_="x-y", **more):
    rule = Rule(
        id=id_,
        promise="P.",
        fix="F.",
        severity=Severity.LOW,
        level=Level.MANDATORY,
        looks_at=frozenset(),
        check=lambda _item: [],
    )
    usual = {"level": Level.MANDATORY, "status": "fail", "urn": "u", "path": "p", "message": "m", "fingerprint": "f"}
    return Finding(rule=rule, **{**usual, **more})


def test_stands_by_rule_then_resource_then_place():
    first, second = finding("a-a", urn="z"), finding("b-b", urn="a", path="z")
    third = finding("b-b", urn="b", path="a")
    assert sorted([third, second, first], key=lambda one: one.order) == [first, second, third]
