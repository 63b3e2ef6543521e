"""The rule that exceptions are used..."""

from __future__ import annotations

from datetime import date

from policy.guardrails.exceptions import Exceptions
from policy.guardrails.rules.policy.exceptions_used import policy_exceptions_used as rule

TODAY = date(2026, 11, 21)


def test_tells_of_one_that_nothing_needed(said, waiver):
    assert said(rule, Exceptions(waivers=(waiver(),), today=TODAY)) == [
        (
            "exceptions.yaml:2",
            "exceptions.yaml:2: nothing in this stack needs the exception for s3-versioning at *::audit",
        )
    ]


def test_says_nothing_of_one_that_something_needed(said, waiver):
    needed = Exceptions(waivers=(waiver(),), today=TODAY)
    needed.match("s3-versioning", "urn::audit", "")
    assert said(rule, needed) == []
