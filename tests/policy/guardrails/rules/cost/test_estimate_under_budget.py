"""A stack over its budget"""

from __future__ import annotations

import sys

from policy.guardrails.judge import judge
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.rule import Level
from policy.guardrails.rules.cost.estimate_under_budget import cost_estimate_under_budget as rule
from policy.guardrails.settings import Settings
from tests.policy.guardrails.test_estimating import KEY, item, stack


def found(inventory, profile="production"):
    settings = Settings(profile=profile)
    return [
        (one.level, one.status, one.urn.rpartition("::")[2], one.message) for one in judge([rule], inventory, settings)
    ]


def test_is_refused_by_the_budget_of_its_configuration():
    assert found(stack(item(KEY, "k"), stackwright__budget={"monthlyUsd": 5})) == []
    ((level, status, where, message),) = found(stack(item(KEY, "k"), stackwright__budget={"monthlyUsd": 1}))
    assert (level, status, where) == (Level.MANDATORY, "fail", "acme-prod")
    assert message == "the estimate of 1.30 USD a month is 0.30 over the budget of 1.00 USD"


def test_is_advice_outside_production():
    ((level, *_),) = found(stack(item(KEY, "k"), stackwright__budget={"monthlyUsd": 1}), "development")
    assert level is Level.ADVISORY


def test_is_told_what_is_wrong_with_the_budget_or_a_usage_file(tmp_path):
    ((_, _, _, message),) = found(stack(stackwright__budget={"monthly": 1}))
    assert message.startswith("cannot be estimated: stackwright:budget: monthlyUsd is missing")
    (tmp_path / "usage.yaml").write_text("type: {}")
    ((_, _, _, message),) = found(stack(root=tmp_path, stackwright__budget={"monthlyUsd": 1}))
    assert message == "cannot be estimated: usage.yaml: type: no such section; a usage file has types and resources"


def test_is_not_passed_where_the_budget_is_secret():
    hidden = stack(stackwright__budget={"monthlyUsd": 1}, secret_keys=["stackwright:budget"])
    ((_, status, _, message),) = found(hidden)
    assert status == "fail"
    assert message == (
        "cannot be estimated: stackwright:budget: it is secret, and reports say what it holds; set it without --secret"
    )


def test_of_no_budget_is_not_judged_for_what_is_not_known():
    unknown = item(KEY, "k", inputs={"customerMasterKeySpec": UNKNOWN})
    assert found(stack(unknown, stackwright__budget={})) == []
    ((_, status, where, _),) = found(stack(unknown, stackwright__budget={"monthlyUsd": 5}))
    assert (status, where) == ("unknown", "k")
    ((_, status, where, message),) = found(stack(unknown, stackwright__budget={"monthlyUsd": 0.5}))
    assert (status, where) == ("fail", "acme-prod")
    assert message.startswith("the estimate of 1.00 USD a month, without what is not known yet, is 0.50 over")


def test_at_its_budget_is_within_it():
    assert found(stack(item(KEY, "k"), stackwright__budget={"monthlyUsd": 1.3})) == []
    assert found(stack(item(KEY, "k"), stackwright__budget={"monthlyUsd": 1.29})) != []


def test_is_not_passed_where_the_packs_environment_has_no_tool(monkeypatch):
    monkeypatch.setitem(sys.modules, "stackwright.checks.cost.settings", None)
    ((_, _, _, message),) = found(stack(stackwright__budget={"monthlyUsd": 1}))
    assert message == "cannot be estimated: the pack's environment has no package stackwright; install it"
