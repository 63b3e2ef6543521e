"""The TLS policies that are good enough..."""

from __future__ import annotations

import pytest

from policy.guardrails.tables import rows
from policy.guardrails.tls_policies import accepted, policies_of


@pytest.mark.parametrize(
    ("service", "policies"),
    [
        ("apigatewayv2", ["TLS_1_2"]),
        ("cloudfront", ["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"]),
        ("cloudfront origin", ["TLSv1.2"]),
    ],
)
def test_are_those_of_tls_12_and_later(service, policies):
    assert accepted(service) == policies


def test_are_said_yes_or_no_to_once_each():
    table = [(row["service"], row["policy"]) for row in rows("tls_policies")]
    assert sorted(set(table)) == sorted(table)
    assert {row["accepted"] for row in rows("tls_policies")} == {"yes", "no"}


def test_are_what_a_rule_takes_unless_told_otherwise():
    parameter = policies_of("cloudfront", "Security policies that viewers may be held to.")
    assert parameter.value("production") == accepted("cloudfront")
    assert parameter.says == "Security policies that viewers may be held to."
    assert parameter.schema["minItems"] == 1
