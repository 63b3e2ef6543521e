"""The report on cost for people"""

from __future__ import annotations

import io

from stackwright.checks.cost.difference import difference
from stackwright.checks.cost.estimate import Currency
from stackwright.checks.cost.money import Range
from stackwright.checks.cost.report import CostReport
from stackwright.checks.cost.sheet import sheet_of
from stackwright.reports.cost.text import write
from tests.stackwright.checks.cost.making import charge, estimate_of
from tests.stackwright.reports.cost.making import EMPTY, FIRST, REPORT


def written(*reports, by="component", monkeypatch=None, width="100"):
    out = io.StringIO()
    monkeypatch.setenv("COLUMNS", width)
    write(reports, out, by=by)
    return out.getvalue()


def test_shows_every_line_with_its_arithmetic(monkeypatch):
    assert (
        written(REPORT, monkeypatch=monkeypatch)
        == """
  acme / prod   eu-west-1

  a month              18.46 USD   18.43 to 18.73
    for what is there  18.43 USD
    for its use         0.03 USD   0.00 to 0.30
  a year              221.52 USD   221.16 to 224.76
  an hour             0.0253 USD

        16.43   89 %  balancer  Vault
        16.43         load balancer  730 hours at 0.0225 USD per hour

         2.03   11 %  vault  Vault
         2.00         key \N{MULTIPLICATION SIGN}2  2 at 1.00 USD per month
         0.03         requests
                        10,000 requests at 0.03 USD per 10,000 requests (us-east-1's) · requests
                        1,000 - 10,000 - 100,000, assumed for production · 0.00 to 0.30

  Change
  change     +12.46 (+207.7 %) since cost.prod.json
             balancer +16.43 (new) · gone -5.00 (-100.0 %) · vault +1.03 (+103.0 %)
       +16.43  public · load balancer  0.00 -> 16.43
        -5.00  old · key  5.00 -> 0.00
        +1.00  logs · key  0.00 -> 1.00
        +0.03  data · requests  0.00 -> 0.03

  Gates
  budget     18.46 USD is 37% of the budget of 50.00 USD a month
  approval   +12.46 USD a month since cost.prod.json, more than 10.00
             Fix: have it approved:
                  approvals:
                    - stack: prod

  Advice
  each saving is found by itself: they do not add up
        -2.50  data: take another key: set key_usage
               saves 1.00 to 3.00 · risk: none | that <b>is</b> known

  Not priced
  acme.fortune.Teller t: no price is known for this type
  kms.Key x, requests: spec is known only after the deployment

  Notes
  public on-demand list prices of 2026-06-01, before tax, discounts and free tiers
  1 line at the price of us-east-1: none of eu-west-1 is known
  usage.yaml: resources.dta: no resource has this name; it says nothing

"""
    )


def test_keeps_to_a_narrow_terminal_where_words_allow(monkeypatch):
    shown = written(REPORT, monkeypatch=monkeypatch, width="40").splitlines()
    assert shown[3:5] == ["  a month              18.46 USD", "                        18.43 to 18.73"]
    place = shown.index("        16.43  load balancer")
    assert shown[place + 1 : place + 3] == ["                 730 hours at 0.0225 USD", "                 per hour"]
    assert max(len(line) for line in shown[:place]) <= 41  # a component with its type


def test_adds_up_as_it_is_told(monkeypatch):
    shown = written(REPORT, by="service", monkeypatch=monkeypatch)
    assert "        16.43   89 %  ELB\n" in shown
    assert "         2.03   11 %  KMS\n" in shown


def test_puts_several_stacks_into_a_table_with_their_sum(monkeypatch):
    shown = written(REPORT, FIRST, monkeypatch=monkeypatch)
    assert shown.endswith(
        """
  2 stacks
        18.46 USD  prod  18.43 to 18.73
         1.00 USD  dev
        19.46 USD  all  19.43 to 19.73

"""
    )


def test_of_nothing_is_short(monkeypatch):
    shown = written(EMPTY, monkeypatch=monkeypatch)
    assert "Gates" not in shown
    assert "Advice" not in shown
    assert "not told: cost.empty.json does not exist" in shown


def test_says_what_schedules_save(monkeypatch):
    shown = written(FIRST, monkeypatch=monkeypatch).replace(" " * 3, " ").replace("  ", " ")
    assert " saved by schedules 0.50 USD 0.40 to 0.60\n" in shown
    assert "schedules" not in written(REPORT, monkeypatch=monkeypatch)


def test_leaves_out_lines_of_which_only_the_range_changes(monkeypatch):
    now = estimate_of(charge(Range.of(1, 2, 9)), charge("3", name="other"))
    before = estimate_of(charge(Range.of(1, 2, 3)), charge("1", name="other"))
    change = difference(sheet_of(before, "then"), sheet_of(now, "now"), Currency())
    shown = written(CostReport(estimate=now, change=change), monkeypatch=monkeypatch)
    assert "+2.00  other" in shown
    assert "data" not in shown
    assert len(change.lines) == 2
