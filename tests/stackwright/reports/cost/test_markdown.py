"""The report on cost as Markdown"""

from __future__ import annotations

import io

from stackwright.checks.cost.report import CostReport
from stackwright.reports.cost.markdown import write
from tests.stackwright.checks.cost.making import charge, estimate_of
from tests.stackwright.reports.cost.making import FIRST, REPORT


def written(*reports, by="component"):
    out = io.StringIO()
    write(reports, out, by=by)
    return out.getvalue()


SHOWN = written(REPORT)


def test_begins_with_the_total_and_the_change():
    assert SHOWN.startswith(
        "### Cost of `prod`: 18.46 USD a month\n\n**+12.46 (+207.7 %)** since cost.prod.json:\n\n"
        "|  | for | before | after | change |\n| --- | --- | --- | --- | --- |\n"
        "| balancer |  | 0.00 | 16.43 | +16.43 (new) |\n"
    )
    assert "Not compared: cost.dev.json does not exist." in written(FIRST)


def test_says_what_gates_say_with_what_to_write_where_they_fail():
    assert "- ✅ **budget**: 18.46 USD is 37% of the budget of 50.00 USD a month\n" in SHOWN
    assert "- ❌ **approval**: +12.46 USD a month since cost.prod.json, more than 10.00\n  have it approved:\n" in SHOWN
    assert "  ```yaml\n  approvals:\n    - stack: prod\n  ```\n" in SHOWN


def test_has_tables_of_totals_groups_lines_and_advice():
    assert "| **total** | 18.46 | 18.43 | 18.73 | 221.52 |\n" in SHOWN
    assert "| vault `Vault` | 2.03 | 11 % | 2.00 to 2.30 |\n" in SHOWN
    assert "| vault | key \N{MULTIPLICATION SIGN}2 | 2.00 | 2 at 1.00 USD per month |  |\n" in SHOWN
    assert "- kms.Key x, requests: spec is known only after the deployment\n" in SHOWN


def test_has_no_cell_that_breaks_a_table():
    assert r"| data | take another key: set key\_usage | 2.50 | none \| that \<b\>is\</b\> known |" in SHOWN
    assert "\n\nEach saving is found by itself: they do not add up.\n" in SHOWN
    columns = 0
    for line in SHOWN.splitlines():
        bars = line.replace(r"\|", "").count("|")
        assert not (bars and columns) or bars == columns, line
        columns = bars


def test_shows_any_name_as_it_is():
    name = "a|b`<i>*_[x](http://e)&lt;~~$1\n\u202e\U0001f600"
    shown = written(CostReport(estimate=estimate_of(charge("1", component=name), stack="eu_dev")), by="tag:a|b")
    assert shown.startswith("### Cost of `eu_dev`: 1.00 USD a month\n")
    assert "| tag:a\\|b | a month | share | from - to |\n" in shown
    shown = written(CostReport(estimate=estimate_of(charge("1", component=name))))
    assert r"| a\|b\`\<i\>\*\_\[x\](http://e)\&lt;\~\~\$1 😀 `Vault` | 1.00 |" in shown
    assert "\u202e" not in shown


def test_keeps_a_type_from_ending_its_cell():
    found = estimate_of(charge("1", type_="acme:a:B|`c", component=""))
    assert r"| data `B\|'c` | 1.00 |" in written(CostReport(estimate=found))


def test_puts_several_stacks_into_a_table():
    assert written(REPORT, FIRST).startswith(
        "| stack | a month | from - to |\n| --- | --- | --- |\n"
        "| prod | 18.46 USD | 18.43 to 18.73 |\n| dev | 1.00 USD |  |\n| all | 19.46 USD | 19.43 to 19.73 |\n"
    )


def test_says_what_schedules_save():
    assert "| saved by schedules | 0.50 | 0.40 | 0.60 | 6.00 |" in written(FIRST)
