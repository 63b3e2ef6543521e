"""A configuration..."""

from __future__ import annotations

import pytest

from policy.guardrails import RULES
from policy.guardrails.configuration import ConfigurationError, configured, schema
from policy.guardrails.rule import Level, Parameter, Rule, Severity

DAYS = Parameter(says="Days kept.", default=365, schema={"type": "integer", "minimum": 1})


def rule(id_, **more):
    return Rule(
        id=id_,
        promise="P.",
        fix="F.",
        severity=Severity.LOW,
        level=Level.MANDATORY,
        looks_at=frozenset(),
        check=lambda _item: [],
        **more,
    )


LOGS, OTHER = rule("log-group-retention", parameters={"days": DAYS}), rule("s3-versioning")


def settings(given):
    return configured([LOGS, OTHER], given, "production")


def test_sets_levels_and_parameters():
    found = settings({"s3-versioning": "disabled", "log-group-retention": {"enforcementLevel": "advisory", "days": 7}})
    assert found.levels == {"s3-versioning": Level.DISABLED, "log-group-retention": Level.ADVISORY}
    assert found.parameters == {"log-group-retention": {"days": 7}}


@pytest.mark.parametrize("order", [("all", "s3-versioning"), ("s3-versioning", "all")])
def test_sets_the_level_of_all_that_are_not_named(order):
    given = {"all": "advisory", "s3-versioning": "disabled"}
    found = settings({key: given[key] for key in order})
    assert found.levels == {"s3-versioning": Level.DISABLED, "log-group-retention": Level.ADVISORY}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"s3-version": "advisory"}, "s3-version: the pack has no such rule; did you mean 's3-versioning'?"),
        ({"zzz": "advisory"}, "zzz: the pack has no such rule"),
        (
            {"s3-versioning": "warn"},
            "s3-versioning: 'warn' is no level; expected one of mandatory, advisory, disabled, remediate",
        ),
        ({"s3-versioning": {"enforcementLevel": 1}}, "s3-versioning: 1 is no level"),
        ({"s3-versioning": 1}, "s3-versioning: expected a level or an object, got 1"),
        ({"s3-versioning": {"days": 1}}, "s3-versioning: no parameter 'days'; it has none"),
        ({"log-group-retention": {"day": 1}}, "log-group-retention: no parameter 'day'; it has days"),
        ({"log-group-retention": {"days": 0}}, "log-group-retention: days: 0 is less than the minimum of 1"),
        ({"log-group-retention": {"days": "7"}}, "log-group-retention: days: '7' is not of type 'integer'"),
        ({"all": {"days": 1}}, "all: takes a level only, got days"),
    ],
)
def test_that_is_wrong_says_where_and_what_was_expected(given, told):
    with pytest.raises(ConfigurationError) as raised:
        settings(given)
    assert str(raised.value).startswith(told)


def test_has_a_schema_with_a_description_for_each_parameter():
    assert schema(LOGS) == {"days": {"type": "integer", "minimum": 1, "description": "Days kept."}}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.parameters], ids=lambda rule: rule.id)
def test_of_the_packs_own_defaults_is_valid(rule):
    for profile in ("production", "development", "ephemeral"):
        values = {name: one.value(profile) for name, one in rule.parameters.items()}
        assert configured([rule], {rule.id: values}, profile).parameters == {rule.id: values}
