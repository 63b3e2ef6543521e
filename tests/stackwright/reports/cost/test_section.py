"""The section on cost in a preview"""

from __future__ import annotations

from stackwright.checks.cost.difference import difference
from stackwright.checks.cost.estimate import Currency
from stackwright.checks.cost.lines import Unpriced
from stackwright.checks.cost.report import CostReport
from stackwright.checks.cost.sheet import sheet_of
from stackwright.reports.cost.section import cost_section
from tests.stackwright.checks.cost.making import charge, estimate_of
from tests.stackwright.reports.cost.making import EMPTY, FIRST, REPORT


def shown(report, width=100):
    return "\n".join(cost_section(report, width, lambda text, _style: text))


def test_says_what_it_costs_what_changes_and_whether_it_may():
    assert (
        shown(REPORT)
        == """
Cost       18.46 USD a month · between 18.43 and 18.73 · 221.52 a year
           18.43 for what is there · 0.03 for its use, assumed for production
           balancer 16.43 (89 %) · vault 2.03 (11 %)
change     +12.46 (+207.7 %) since cost.prod.json
           balancer +16.43 (new) · gone -5.00 (-100.0 %) · vault +1.03 (+103.0 %)
budget     18.46 USD is 37% of the budget of 50.00 USD a month
approval   +12.46 USD a month since cost.prod.json, more than 10.00
           Fix: have it approved:
                approvals:
                  - stack: prod
no price   2 parts of the stack: acme.fortune.Teller t: no price is known for this type; kms.Key x,
           requests: spec is known only after the deployment
prices     public on-demand list prices of 2026-06-01, before tax, discounts and free tiers
           1 line at the price of us-east-1: none of eu-west-1 is known
usage      usage.yaml: resources.dta: no resource has this name; it says nothing"""
    )


def test_says_what_there_is_not_to_compare_with():
    assert "\nchange     not told: cost.dev.json does not exist\n" in shown(FIRST)


def test_of_a_stack_without_prices_says_so():
    assert shown(EMPTY).startswith("\nCost       0.00 USD a month")


def test_keeps_to_its_width_where_words_allow():
    assert max(map(len, shown(REPORT, 60).splitlines())) <= 60


def test_says_what_schedules_save():
    assert "0.50 less than it would be without its schedules" in shown(FIRST)
    assert "schedules" not in shown(REPORT)


def test_names_no_more_than_a_few_of_each_kind():
    costs = [charge(str(9 - place), component=f"c{place}", name=f"r{place}") for place in range(7)]
    lacking = [Unpriced(urn=f"x::{name}", type=f"acme:x:{name}", why="no price") for name in "ABCDE"]
    report = CostReport(
        estimate=estimate_of(*costs, unpriced=tuple(lacking)),
        change=difference(sheet_of(estimate_of(), "nothing"), sheet_of(estimate_of(*costs), "now"), Currency()),
    )
    text = shown(report, 400)
    assert "c4 5.00 (12 %) · 2 others\n" in text
    assert "c4 +5.00 (new) · 2 others\n" in text
    assert "c5" not in text
    assert "no price   5 parts of the stack: " in text
    assert "acme.x.C C: no price and 2 more kinds" in text
