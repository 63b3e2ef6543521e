"""A mapping to a checkov check..."""

from __future__ import annotations

import pytest

from policy.guardrails import RULES
from policy.guardrails.rule import Controls, Level, Rule, Severity, StackRule

DATABASES = frozenset({"aws:rds/instance:Instance"})


@pytest.fixture
def mappings(module):
    return module("mappings")


@pytest.fixture
def catalogue(module):
    check = module("verdicts").Check
    return {
        "CKV_AWS_1": check("Databases", frozenset({"aws_db_instance", "aws_rds_cluster"})),
        "CKV_K8S_1": check("Pods", frozenset({"Pod"})),
    }


def rule(looks_at, *checks, kind=Rule):
    return kind(
        id="acme-rule",
        promise="All is well.",
        fix="Make it well.",
        severity=Severity.LOW,
        level=Level.ADVISORY,
        controls=Controls(checkov=checks),
        looks_at=looks_at,
        check=lambda item: [],
    )


def suspects(mappings, catalogue, one, dropped=()):
    return [(found.check, found.why) for found in mappings.suspects([one], catalogue, dict(dropped))]


@pytest.mark.parametrize(
    ("looks_at", "check"),
    [
        (DATABASES, "CKV_AWS_1"),
        (frozenset({"kubernetes:core/v1:Pod", *DATABASES}), "CKV_K8S_1"),
        (lambda item: True, "CKV_K8S_1"),
    ],
    ids=["a type", "a kind", "any"],
)
def test_is_right_where_both_read_one_type(mappings, catalogue, looks_at, check):
    assert suspects(mappings, catalogue, rule(looks_at, check)) == []


def test_is_suspect_where_they_read_different_types(mappings, catalogue):
    assert suspects(mappings, catalogue, rule(DATABASES, "CKV_K8S_1")) == [
        ("CKV_K8S_1", "'Pods' reads Pod, the rule other types")
    ]


def test_may_read_what_a_rule_of_relations_relates(mappings, catalogue):
    assert suspects(mappings, catalogue, rule(DATABASES, "CKV_K8S_1", kind=StackRule)) == []


def test_is_suspect_where_there_is_no_such_check(mappings, catalogue):
    assert suspects(mappings, catalogue, rule(DATABASES, "CKV_AWS_0")) == [
        ("CKV_AWS_0", "checkov has no such check for Terraform or Kubernetes")
    ]


def test_is_suspect_where_it_was_dropped_before(mappings, catalogue):
    dropped = {("acme-rule", "CKV_AWS_1"): "asks something else"}
    assert suspects(mappings, catalogue, rule(DATABASES, "CKV_AWS_1"), dropped) == [
        ("CKV_AWS_1", "was looked at and dropped: asks something else")
    ]


def test_is_shown_beside_what_the_rule_promises(mappings, catalogue):
    rules = [rule(DATABASES, "CKV_AWS_1"), rule(lambda item: True, "CKV_AWS_0")]
    assert list(mappings.table(rules, catalogue)) == [
        ("rule", "promise", "types", "check", "name", "entities"),
        (
            "acme-rule",
            "All is well.",
            "aws:rds/instance:Instance",
            "CKV_AWS_1",
            "Databases",
            "aws_db_instance aws_rds_cluster",
        ),
        ("acme-rule", "All is well.", "any", "CKV_AWS_0", "", ""),
    ]


def test_is_not_made_again_where_it_was_dropped(mappings):
    mapped = {(one.id, check) for one in RULES for check in one.controls.checkov}
    assert mapped & set(mappings.dropped()) == set()


def test_is_dropped_for_a_reason(mappings):
    assert [pair for pair, why in mappings.dropped().items() if len(why) < 20] == []
