"""A stack may cost what it costs"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from stackwright.checks.cost.approvals import Approval
from stackwright.checks.cost.difference import difference
from stackwright.checks.cost.estimate import Currency
from stackwright.checks.cost.gates import approval as approval_gate
from stackwright.checks.cost.gates import budget as budget_gate
from stackwright.checks.cost.lines import Unpriced
from stackwright.checks.cost.settings import CostSettings
from stackwright.checks.cost.sheet import sheet_of
from tests.stackwright.checks.cost.making import charge, estimate_of

TODAY = date(2026, 11, 21)
BEFORE = sheet_of(estimate_of(charge("100")), "cost.prod.json of 2026-11-01")


def judged(amount, *approvals, increase="1000", baseline=True, missing="", gated=True):
    """Return what the gate of approvals says."""
    found = estimate_of(charge(amount))
    change = difference(BEFORE, sheet_of(found, "now"), Currency()) if baseline else None
    settings = CostSettings(increase=Decimal(increase), gated=gated)
    return approval_gate(found, settings, change, approvals=approvals, missing=missing, today=TODAY)


def within(amount, budget, **more):
    """Return what the gate of the budget says."""
    return budget_gate(estimate_of(charge(amount), **more), CostSettings(budget=budget and Decimal(budget)))


def approval(**changes):
    given = {
        "stack": "prod",
        "baseline": BEFORE.id,
        "monthly_usd": Decimal(1500),
        "by": "cfo@acme.example",
        "why": "the launch",
        "until": TODAY,
    }
    return Approval(**{**given, **changes})


def test_within_its_budget():
    gate = within("50", "200")
    assert (gate.name, gate.status) == ("budget", "pass")
    assert gate.message == "50.00 USD is 25% of the budget of 200.00 USD a month"
    assert within("200", "200").status == "pass"
    assert within("1", None) is None


def test_and_not_a_cent_more():
    gate = within("200.01", "200")
    assert gate.status == "fail"
    assert gate.message == "200.01 USD is 0.01 over the budget of 200.00 USD a month"
    assert gate.fix == ("make the stack cheaper, or raise stackwright:budget.monthlyUsd where the money is agreed",)


def test_and_says_what_it_leaves_out():
    lost = Unpriced(urn="u", type="t", why="no price")
    assert within("1", "2", unpriced=(lost,)).message.startswith("1.00 USD, without 1 part that has no price, is 50%")
    assert within("3", "2", unpriced=(lost, lost)).message.startswith(
        "3.00 USD, without 2 parts that have no price, is 1.00 over"
    )


def test_where_it_rises_by_no_more_than_needs_no_approval():
    gate = judged("1100")
    assert (gate.name, gate.status) == ("approval", "pass")
    assert gate.message == "+1,000.00 USD a month since cost.prod.json of 2026-11-01; up to 1,000.00 needs no approval"
    assert judged("100").message == "no rise since cost.prod.json of 2026-11-01; up to 1,000.00 needs no approval"
    assert judged("10").message.startswith("-90.00 USD a month")


def test_but_not_rise_by_more_and_says_what_would_approve_it():
    gate = judged("1300.20")
    assert gate.status == "fail"
    assert gate.message == "+1,200.20 USD a month since cost.prod.json of 2026-11-01, more than 1,000.00"
    assert gate.fix[1:] == (
        "approvals:",
        "  - stack: prod",
        f'    baseline: "{BEFORE.id}"',
        "    monthlyUsd: 1201",
        "    by:",
        "    why:",
        "    until:",
    )


def test_unless_somebody_answers_for_it():
    gate = judged("1300", approval(stack="dev"), approval(monthly_usd=Decimal(1200)))
    assert gate.status == "pass"
    assert gate.message.endswith("more than 1,000.00; cfo@acme.example approved 1,200.00 until 2026-11-21: the launch")
    assert gate.fix == ()


def test_and_an_approval_that_does_not_cover_it_says_why():
    yesterday = date(2026, 11, 20)
    cases = {
        "is for another baseline, 000000000000: this one is " + BEFORE.id: {"baseline": "000000000000"},
        "held until 2026-11-20": {"until": yesterday},
        "covers 1,199.99 USD only": {"monthly_usd": Decimal("1199.99")},
    }
    for said, changes in cases.items():
        gate = judged("1300", approval(**changes))
        assert gate.status == "fail"
        assert gate.message.endswith(f"; the approval of cfo@acme.example {said}"), gate.message


def test_and_several_approvals_do_not_add_up():
    gate = judged("1300", approval(monthly_usd=Decimal(1100)), approval(monthly_usd=Decimal(1100)))
    assert gate.status == "fail"


def test_where_the_rise_cannot_be_told_though_it_must_be():
    gate = judged("1", baseline=False, missing="cost.prod.json does not exist")
    assert (gate.name, gate.status) == ("approval", "fail")
    assert gate.message == (
        "stackwright:approval is set, and there is no baseline to tell the rise from: cost.prod.json does not exist"
    )
    assert gate.fix == ("write one with stackwright cost prod --save, review it and commit it",)
    assert judged("1", baseline=False, missing="x", gated=False) is None
