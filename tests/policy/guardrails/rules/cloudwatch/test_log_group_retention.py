"""The rule about how long logs are kept..."""

from __future__ import annotations

import pytest

from policy.guardrails.marks import UNKNOWN
from policy.guardrails.remedy import changes
from policy.guardrails.rule import Change
from policy.guardrails.rules.cloudwatch.log_group_retention import log_group_retention

GROUP = "aws:cloudwatch/logGroup:LogGroup"
A_YEAR = ({"minDays": 365},)


@pytest.mark.parametrize("days", [None, 90])
def test_keeps_them_for_the_days_asked_for_where_they_are_not(item, days):
    found = changes(log_group_retention, item(GROUP, inputs={"retentionInDays": days}), A_YEAR)
    assert found == [Change(keys=("retentionInDays",), value=365)]


@pytest.mark.parametrize(
    "inputs",
    [
        {"retentionInDays": 365},
        {"retentionInDays": 0},
        {"retentionInDays": UNKNOWN},
        {"logGroupClass": "DELIVERY"},
    ],
)
def test_changes_nothing_where_they_are_or_where_that_is_not_known(item, inputs):
    assert changes(log_group_retention, item(GROUP, inputs=inputs), A_YEAR) == []


def test_asks_for_days_that_cloudwatch_logs_offers_in_every_profile():
    asked = log_group_retention.parameters["minDays"]
    assert {asked.value("production"), asked.value("development")} <= set(asked.schema["enum"])
    assert (asked.value("production"), asked.value("development")) == (365, 14)
