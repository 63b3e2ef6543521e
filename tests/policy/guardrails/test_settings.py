"""Settings..."""

from __future__ import annotations

from policy.guardrails.rule import Level, Parameter, Severity, StackRule
from policy.guardrails.settings import Settings

DAYS = Parameter(says="Days.", default=365, by_profile={"development": 30}, schema={"type": "integer"})
RULE = StackRule(
    id="log-group-retention",
    promise="P.",
    fix="F.",
    severity=Severity.LOW,
    level=Level.MANDATORY,
    levels={"development": Level.ADVISORY},
    looks_at=frozenset(),
    parameters={"days": DAYS, "more": Parameter(says="More.", default="x", schema={})},
    check=lambda _stack, _given: [],
)


def test_take_a_level_from_the_profile_and_from_what_was_said_first_of_all():
    assert Settings().level(RULE) is Level.MANDATORY
    assert Settings(profile="development").level(RULE) is Level.ADVISORY
    assert Settings(levels={RULE.id: Level.DISABLED}).level(RULE) is Level.DISABLED


def test_give_a_rule_every_parameter_it_has():
    assert Settings(profile="development").arguments(RULE) == ({"days": 30, "more": "x"},)
    assert Settings(parameters={RULE.id: {"days": 7}}).arguments(RULE) == ({"days": 7, "more": "x"},)


def test_give_nothing_to_a_rule_without_parameters():
    from dataclasses import replace

    assert Settings().arguments(replace(RULE, parameters={})) == ()
