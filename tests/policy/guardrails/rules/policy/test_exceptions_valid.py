"""The rule that exceptions are valid..."""

from __future__ import annotations

from datetime import date

from policy.guardrails.exceptions import Exceptions, Malformed
from policy.guardrails.rules.policy.exceptions_valid import policy_exceptions_valid as rule


def test_says_nothing_of_one_that_is_in_force(said, waiver):
    assert said(rule, Exceptions(waivers=(waiver(),), today=date(2026, 11, 30))) == []
    assert said(rule) == []


def test_tells_of_one_that_has_expired(said, waiver):
    assert said(rule, Exceptions(waivers=(waiver(),), today=date(2026, 12, 1))) == [
        ("exceptions.yaml:2", "exceptions.yaml:2: the exception for s3-versioning (SEC-1) expired on 2026-11-30")
    ]


def test_tells_of_one_that_is_malformed(said):
    wrong = Malformed(place="exceptions.yaml:9", text="owner is missing")
    assert said(rule, Exceptions(malformed=(wrong,))) == [("exceptions.yaml:9", "exceptions.yaml:9: owner is missing")]
