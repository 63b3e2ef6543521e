"""The page of differences..."""

from __future__ import annotations

import pytest


@pytest.fixture
def report(module):
    return module("report")


@pytest.fixture
def rows(module):
    comparison = module("comparison")

    def row(check, case, ours, checkov, outcome):
        return comparison.Row(
            rule="acme-rule",
            check=check,
            case=case,
            ours=ours,
            checkov=checkov,
            outcome=comparison.Outcome[outcome],
        )

    return [
        row("CKV_1", "good: said", "PASSED", "PASSED", "AGREES"),
        row("CKV_1", "bad: no", "FAILED", "FAILED", "AGREES"),
        row("CKV_1", "exempt: other", "PASSED", None, "FOREIGN"),
        row("CKV_2", "good: said", "PASSED", "FAILED", "DIFFERS"),
        row("CKV_2", "bad: a | b", "FAILED", None, "SILENT"),
        row("CKV_3", "good: said", "PASSED", "PASSED", "AGREES"),
        row("CKV_3", "bad: no", "FAILED", "PASSED", "SHARED"),
    ]


@pytest.fixture
def page(report, rows):
    reasons = {("acme-rule", "CKV_2", "good: said"): "it wants more", ("acme-rule", "CKV_3", "*"): "it asks | less"}
    return report.page(rows, reasons, {("acme-rule", "CKV_9"): "it reads other types"}, "3.3.x")


def section(page, title):
    text = page.partition(f"## {title}\n")[2].partition("\n## ")[0]
    return [line for line in text.splitlines() if line.startswith("| acme")]


def test_counts(page):
    assert "Of 3 mappings of 1 rules, 1 agree on every case. Of 7 verdicts, 4 agree and 2 do not; 1 cases hold" in page
    assert "by checkov 3.3.x too" in page


def test_gives_each_difference_and_its_reason(page):
    assert section(page, "Differences") == [
        "| acme-rule | CKV_2 | every bad case | FAILED | PASSED |  |",
        r"| acme-rule | CKV_2 | bad: a \| b | FAILED | no verdict |  |",
        "| acme-rule | CKV_2 | good: said | PASSED | FAILED | it wants more |",
        r"| acme-rule | CKV_3 | every bad case | FAILED | PASSED | it asks \| less |",
    ]


def test_gives_what_agrees_on_every_case(page):
    assert section(page, "Agreements") == ["| acme-rule | CKV_1 | 1 | 1 |"]


def test_gives_what_is_not_mapped(page):
    assert section(page, "Checks that are not mapped") == ["| acme-rule | CKV_9 | it reads other types |"]


def test_is_told_on_the_terminal_a_line_a_mapping(report, rows):
    assert list(report.summary(rows)) == [
        "acme-rule CKV_1: agrees (2 cases)",
        "acme-rule CKV_2: differs on good: said; no verdict on bad: a | b",
        "acme-rule CKV_3: fails none of the bad cases",
    ]


def test_has_its_rows_in_a_table_too(report, rows, tmp_path):
    report.write_csv(tmp_path / "rows.csv", report.table(rows[2:4]))
    assert (tmp_path / "rows.csv").read_text() == (
        "rule,check,case,ours,checkov,outcome\n"
        "acme-rule,CKV_1,exempt: other,PASSED,,not its subject\n"
        "acme-rule,CKV_2,good: said,PASSED,FAILED,differs\n"
    )
