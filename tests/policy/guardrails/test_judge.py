"""Judging a stack..."""

from __future__ import annotations

import random
from datetime import date

import pytest

from policy.guardrails.exceptions import Exceptions, Waiver
from policy.guardrails.inventory import Inventory
from policy.guardrails.judge import judge
from policy.guardrails.marks import UNKNOWN, Secret
from policy.guardrails.rule import Level, Parameter, Rule, Severity, StackRule
from policy.guardrails.settings import Settings

BUCKET = "aws:s3/bucket:Bucket"
TODAY = date(2026, 11, 21)


def rule(check, id_="x-y", kind=Rule, **more):
    usual = {"promise": "P.", "fix": "F.", "severity": Severity.LOW, "level": Level.MANDATORY}
    return kind(**{"id": id_, "looks_at": frozenset({BUCKET}), "check": check, **usual, **more})


def not_on(one):
    if one["on"].value() is not True:
        yield one["on"].problem("must be true", mark="the mark")


def found(rules, items, **settings):
    stack = Inventory(items, project="shop", stack="dev", exceptions=settings.get("exceptions"))
    return judge(rules, stack, Settings(**settings))


def test_tells_what_where_and_how_bad(item):
    (one,) = found([rule(not_on)], [item(inputs={"on": False})])
    assert (one.rule.id, one.level, one.status) == ("x-y", Level.MANDATORY, "fail")
    assert (one.urn, one.path, one.fingerprint) == (item().urn, "on", "the mark")
    assert one.message == "on must be true, found false"


def test_says_nothing_of_what_is_fine_or_of_another_type(item):
    assert found([rule(not_on)], [item(inputs={"on": True}), item("aws:sns/topic:Topic", "news")]) == []


def test_says_nothing_of_what_is_only_read(item):
    assert found([rule(not_on)], [item(read=True)]) == []


def test_takes_an_unknown_for_neither(item):
    (one,) = found([rule(not_on)], [item(inputs={"on": UNKNOWN})])
    assert (one.status, one.path, one.message) == ("unknown", "on", "on is not known yet")


def test_leaves_out_rules_that_are_disabled(item):
    assert found([rule(not_on)], [item()], levels={"x-y": Level.DISABLED}) == []
    assert found([rule(not_on, levels={"development": Level.DISABLED})], [item()], profile="development") == []


def test_takes_remediate_for_mandatory_where_something_is_left(item):
    (one,) = found([rule(not_on)], [item()], levels={"x-y": Level.REMEDIATE})
    assert one.level is Level.MANDATORY


def test_hands_a_rule_its_parameters(item):
    def check(one, given):
        yield one.says(f"{given['days']}")

    days = Parameter(says="Days.", default=7, schema={})
    assert [one.message for one in found([rule(check, parameters={"days": days})], [item()])] == ["7"]


def test_names_a_rule_that_crashes_and_goes_on(item):
    def crash(one):
        yield one.says("before")
        raise KeyError("hunter2-hunter2")

    said = found([rule(crash, "a-crash"), rule(not_on)], [item()])
    assert [(one.rule.id, one.status) for one in said] == [("a-crash", "error"), ("a-crash", "fail"), ("x-y", "fail")]
    assert said[0].message.startswith("the rule itself failed (KeyError at test_judge.py:")
    assert "hunter2" not in said[0].message


def test_lets_a_rule_choose_its_resources_itself(item):
    chosen = rule(not_on, looks_at=lambda one: one.name == "news")
    assert [one.urn.rsplit("::")[-1] for one in found([chosen], [item(), item("aws:sns/topic:Topic", "news")])] == [
        "news"
    ]


def test_asks_rules_about_the_stack_only_where_it_has_what_they_are_about(item):
    def check(stack):
        yield stack.whole.says("x")

    about = rule(check, kind=StackRule)
    assert len(found([about], [item()])) == 1
    assert found([about], [item("aws:sns/topic:Topic", "news")]) == []
    assert len(found([rule(check, kind=StackRule, looks_at=frozenset())], [])) == 1


def test_tells_each_place_once(item):
    def twice(one):
        yield one.says("x")
        yield one.says("x")

    assert len(found([rule(twice)], [item()])) == 1


def waiver(**more):
    usual = {"reason": "r" * 20, "owner": "o", "ticket": "T-1", "expires": TODAY}
    return Waiver(**{"rule": "x-y", "resource": "*::data", **usual, **more})


def test_keeps_what_an_exception_covers_with_the_exception(item):
    given = Exceptions(waivers=(waiver(),), today=TODAY)
    one, other = found([rule(not_on)], [item(), item(name="other")], exceptions=given)
    assert (one.status, one.waiver, other.status, other.waiver) == ("suppressed", waiver(), "fail", None)


def test_brings_a_finding_back_when_its_exception_has_expired_and_says_so(item):
    given = Exceptions(waivers=(waiver(expires=date(2026, 11, 20)),), today=TODAY)
    (one,) = found([rule(not_on)], [item()], exceptions=given)
    assert one.status == "fail"
    assert one.message.endswith("(an exception for this expired on 2026-11-20)")


def test_holds_no_exception_against_an_unknown(item):
    given = Exceptions(waivers=(waiver(),), today=TODAY)
    (one,) = found([rule(not_on)], [item(inputs={"on": UNKNOWN})], exceptions=given)
    assert one.status == "unknown"
    assert given.unused() == []


def test_never_shows_a_secret(item):
    (one,) = found([rule(not_on)], [item(inputs={"on": Secret("hunter2")})])
    assert one.message == "on must be true, found [secret]"


@pytest.mark.parametrize("seed", range(5))
def test_comes_out_the_same_in_any_order(item, seed):
    rules = [rule(not_on, f"r-{number}") for number in range(4)]
    items = [item(name=f"b{number}", inputs={"on": number % 2 == 0}) for number in range(9)]
    usual = found(rules, items)
    order = random.Random(seed)
    order.shuffle(rules)
    order.shuffle(items)
    assert found(rules, items) == usual
