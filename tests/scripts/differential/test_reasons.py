"""A difference from checkov..."""

from __future__ import annotations

import pytest

from policy.guardrails import RULES

KEY = ("acme-rule", "CKV_AWS_1", "bad: silence")
REASON = "checkov takes silence for a yes"


@pytest.fixture
def reasons(module):
    return module("reasons")


def test_is_fine_with_a_reason(reasons):
    assert list(reasons.problems([KEY], {KEY: REASON}, ["acme-rule"])) == []


def test_needs_a_reason(reasons):
    assert list(reasons.problems([KEY], {}, ["acme-rule"])) == [
        "no reason in reasons.csv for: acme-rule, CKV_AWS_1, bad: silence"
    ]


def test_needs_a_reason_that_says_something(reasons):
    assert list(reasons.problems([KEY], {KEY: "known"}, ["acme-rule"])) == [
        "the reason in reasons.csv for acme-rule, CKV_AWS_1, bad: silence says nothing: 'known'"
    ]


def test_leaves_no_reason_behind_when_it_is_gone(reasons):
    assert list(reasons.problems([], {KEY: REASON}, ["acme-rule"])) == [
        "reasons.csv explains a difference that is none: acme-rule, CKV_AWS_1, bad: silence"
    ]


def test_is_not_asked_for_of_rules_that_were_not_compared(reasons):
    assert list(reasons.problems([], {KEY: REASON}, ["other-rule"])) == []


def test_is_read_with_its_reason(reasons, tmp_path):
    path = tmp_path / "reasons.csv"
    path.write_text(f'rule,check,case,reason\nacme-rule,CKV_AWS_1,bad: silence,"{REASON}"\n')
    assert reasons.read(path) == {KEY: REASON}


def test_is_of_a_rule_there_is(reasons):
    assert {rule for rule, _, _ in reasons.read()} - {rule.id for rule in RULES} == set()
