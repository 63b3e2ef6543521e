"""The pack, whatever it is given..."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policy.guardrails as pack
from policy.guardrails import catalogue
from policy.guardrails.finding import Finding
from policy.guardrails.judge import judge
from policy.guardrails.kit.fixtures import Case, FixtureResource, JsonText
from policy.guardrails.kit.render import inventory, outputs
from policy.guardrails.marks import UNKNOWN, UNKNOWN_TEXT, Secret
from policy.guardrails.rule import Level
from policy.guardrails.settings import Settings

CASES = [case for rule in pack.RULES if (found := catalogue.fixture(rule)) for case in found.cases]
EVERY_RULE = dict.fromkeys((rule.id for rule in pack.RULES), Level.ADVISORY)
Change = Callable[[Any], Any]

MARK = "0hidden0"
NONSENSE = (
    "", "text", "{", "[]", "null", '"text"', '{"Statement": "text"}', '{"Statement": [{"Action": {}}]}', UNKNOWN_TEXT,
    0, -1, 1.5, 10**30, float("inf"), True, False, [], [[]], [None], [0, "text", {}], {}, {"text": {"text": []}},
    {"a": 0}, [UNKNOWN], UNKNOWN, Secret({}), Secret([UNKNOWN]), None, "x" * 100_000, "é\x00\n💥", ["0.0.0.0/0"] * 99,
)  # fmt: skip


def judged(case: Case, change: Change) -> list[Finding]:
    """Return what all rules say to *case* with the properties of every resource changed, and none of its outputs."""
    resources = [
        dataclasses.replace(one, properties=change(one.properties), outputs=outputs(one)) for one in case.resources
    ]
    stack = inventory(dataclasses.replace(case, resources=resources))
    return judge(pack.RULES, stack, Settings(levels=EVERY_RULE, parameters={case.rule: case.parameters}))


def crashes(found: list[Finding]) -> list[str]:
    return sorted({f"{one.rule.id}: {one.message}" for one in found if one.status == "error"})


def changed(value: Any, change: Change) -> Any:
    """Return *value* with every scalar in it changed."""
    if isinstance(value, (JsonText, Secret)):
        return type(value)(changed(value.content, change))
    if isinstance(value, dict):
        return {key: changed(inner, change) for key, inner in value.items()}
    if isinstance(value, list):
        return [changed(inner, change) for inner in value]
    return change(value)


def marked(value: Any) -> Any:
    """Return a text with a mark in it, so that it is known when it is seen again; anything else as it is."""
    return f"{value}{MARK}" if isinstance(value, str) and not value.startswith("${") else value


def hidden(value: Any, change: Change) -> Any:
    """Return *value* with every scalar changed and secret; a JSON text with a secret in it is one as a whole."""
    if isinstance(value, dict):
        return {key: hidden(inner, change) for key, inner in value.items()}
    if isinstance(value, list):
        return [hidden(inner, change) for inner in value]
    return Secret(changed(value, change))


HIDDEN: dict[str, Change] = {
    "every scalar is a secret": lambda properties: hidden(properties, marked),
    "every scalar is another text": lambda properties: hidden(properties, lambda _: MARK),
    "every property is a secret": lambda properties: {
        key: Secret(changed(value, marked)) for key, value in properties.items()
    },
}


@pytest.mark.parametrize("form", HIDDEN)
def test_shows_no_secret_where(form):
    found = [one for case in CASES for one in judged(case, HIDDEN[form])]
    told = {
        f"{one.rule.id}: {one.path}: {one.message}" for one in found if MARK in one.path + one.fingerprint + one.message
    }
    assert sorted(told) == []
    assert crashes(found) == []


ODD: dict[str, Change] = {
    "nothing": lambda _: {},
    "unknown properties": lambda properties: dict.fromkeys(properties, UNKNOWN),
    "unknown values": lambda properties: changed(properties, lambda _: UNKNOWN),
    "half of a JSON text": lambda properties: changed(properties, lambda value: f"{value}{UNKNOWN_TEXT}"),
}


@pytest.mark.parametrize("form", ODD)
def test_copes_with_resources_of(form):
    assert crashes([one for case in CASES for one in judged(case, ODD[form])]) == []


def of_every_type() -> Case:
    """Return a stack with two resources of each type, which have every property that any fixture gives them."""
    properties: dict[str, dict[str, None]] = {}
    for one in (one for case in CASES for one in case.resources):
        properties.setdefault(one.type, {}).update(dict.fromkeys(one.properties))
    resources = [
        FixtureResource(type=type_, name=name, properties=dict(keys))
        for type_, keys in properties.items()
        for name in (f"one-{len(type_)}", f"other-{len(type_)}")
    ]
    return Case(rule=CASES[0].rule, kind="bad", case="one of every type", resources=resources)


@pytest.mark.parametrize("value", NONSENSE, ids=lambda value: repr(value)[:20].encode("unicode_escape").decode())
def test_copes_with_every_property_set_to(value):
    assert crashes(judged(of_every_type(), lambda properties: dict.fromkeys(properties, value))) == []


def scattered(value: Any, chance: random.Random) -> Any:
    """Return *value* with some of what is in it, at any depth, replaced by something that does not belong there."""
    if isinstance(value, dict):
        return {key: misplaced(inner, chance) for key, inner in value.items()}
    if isinstance(value, list):
        return [misplaced(inner, chance) for inner in value]
    return type(value)(scattered(value.content, chance)) if isinstance(value, (JsonText, Secret)) else value


def misplaced(value: Any, chance: random.Random) -> Any:
    return chance.choice(NONSENSE) if chance.random() < 0.15 else scattered(value, chance)


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 2**32))
def test_copes_with_nonsense_anywhere(seed):
    chance = random.Random(seed)
    some = chance.sample(CASES, 40)
    found = [one for case in some for one in judged(case, lambda properties: scattered(properties, chance))]
    assert crashes(found) == []
