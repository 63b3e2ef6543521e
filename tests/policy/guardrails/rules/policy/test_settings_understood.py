"""The rule that settings are understood..."""

from __future__ import annotations

from policy.guardrails.rules.policy.settings_understood import policy_settings as rule


def test_says_nothing_where_they_are(said):
    assert said(rule) == []


def test_tells_of_each_that_is_not(said):
    assert said(rule, None, "no file", "no other") == [("no file", "no file"), ("no other", "no other")]
