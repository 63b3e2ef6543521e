"""What is not known yet..."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from policy.guardrails.expect import must_be, must_be_set
from policy.guardrails.inventory import Inventory
from policy.guardrails.item import Item
from policy.guardrails.judge import judge_item, judge_stack
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.rule import Level, Rule, Severity, StackRule
from policy.guardrails.settings import Settings
from policy.guardrails.unjudged import Unjudged, told
from policy.guardrails.verdicts import Verdict

WORDS: dict[str, Any] = {"promise": "P.", "fix": "F.", "severity": Severity.LOW, "level": Level.MANDATORY}
BUCKET = frozenset({"aws:s3/bucket:Bucket"})


def _both(item: Item) -> Iterator[Verdict]:
    yield from must_be_set(item["key"])
    yield from must_be(item["on"], True)


BOTH = Rule(id="x-both", looks_at=BUCKET, check=_both, **WORDS)
TOGETHER = StackRule(id="x-together", looks_at=BUCKET, check=lambda stack: _both(stack.of(*BUCKET)[0]), **WORDS)


@pytest.fixture
def unjudged() -> Unjudged:
    return Unjudged()


def note(unjudged: Unjudged, item: Item, rule: Rule = BOTH) -> bool:
    return unjudged.note(rule, Settings(), item.urn, judge_item(rule, item, Settings()))


def places(unjudged: Unjudged, *items: Item) -> dict[str, frozenset[str]]:
    return unjudged.places(Inventory(items))


def test_is_told_with_the_rules_that_wait_for_it(unjudged: Unjudged, item: Callable[..., Item]) -> None:
    one = item(inputs={"key": UNKNOWN, "on": UNKNOWN})
    assert note(unjudged, one)
    assert places(unjudged, one) == {"data key": {"x-both"}, "data on": {"x-both"}}


def test_is_nothing_where_all_is_known(unjudged: Unjudged, item: Callable[..., Item]) -> None:
    one = item(inputs={"key": "k", "on": False})
    assert not note(unjudged, one)
    assert places(unjudged, one) == {}


def test_may_be_judged_by_what_it_is_made_of(unjudged: Unjudged, item: Callable[..., Item]) -> None:
    inputs = {"key": UNKNOWN, "on": True}
    assert note(unjudged, item(inputs=inputs))
    assert places(unjudged, item(inputs=inputs, property_dependencies={"key": ("urn:key",)})) == {}


def test_stays_open_where_what_it_is_made_of_brings_out_something_else(
    unjudged: Unjudged, item: Callable[..., Item]
) -> None:
    """What a rule finds behind the value that stopped it was not told of before, and is no pass."""

    def check(one: Item) -> Iterator[Verdict]:
        if one["key"].made_of or one["key"].text():
            yield from must_be(one["on"], True)

    rule = Rule(id="x-behind", looks_at=BUCKET, check=check, **WORDS)
    inputs = {"key": UNKNOWN, "on": False}
    assert note(unjudged, item(inputs=inputs), rule)
    assert places(unjudged, item(inputs=inputs, property_dependencies={"key": ("urn:key",)})) == {
        "data on": {"x-behind"}
    }


def test_is_told_without_what_was_reported_already(unjudged: Unjudged, item: Callable[..., Item]) -> None:
    one = item(inputs={"key": UNKNOWN, "on": False})
    assert note(unjudged, one)
    assert places(unjudged, one) == {"data key": {"x-both"}}


def test_is_told_of_a_resource_that_the_stack_does_not_have(unjudged: Unjudged, item: Callable[..., Item]) -> None:
    assert note(unjudged, item(inputs={"key": UNKNOWN, "on": True}))
    assert places(unjudged) == {"data key": {"x-both"}}


def test_is_told_of_the_stack_as_a_whole(unjudged: Unjudged, item: Callable[..., Item]) -> None:
    stack = Inventory([item(inputs={"key": UNKNOWN, "on": False})])
    assert unjudged.note(TOGETHER, Settings(), stack.whole.urn, judge_stack(TOGETHER, stack, Settings()))
    assert unjudged.places(stack) == {"data key": {"x-together"}}


def test_is_forgotten_once_it_is_known(unjudged: Unjudged, item: Callable[..., Item]) -> None:
    note(unjudged, item(inputs={"key": UNKNOWN, "on": True}))
    known = item(inputs={"key": "k", "on": True})
    assert not note(unjudged, known)
    assert places(unjudged, known) == {}


def test_is_one_line_for_all_that_the_same_rules_wait_for() -> None:
    rules = frozenset({"x-b", "x-a"})
    text = told({"two policy": rules, "one policy": rules, "three key": frozenset({"x-a"})})
    assert text.splitlines()[1:] == ["x-a: three key", "x-a, x-b: one policy, two policy"]
