"""The page on cost"""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

from stackwright.checks.cost.report import CostReport
from stackwright.reports.cost.html import write
from tests.stackwright.checks.cost.making import charge, estimate_of
from tests.stackwright.reports.cost.making import EMPTY, FIRST, REPORT


def written(*reports, by="component"):
    out = io.StringIO()
    write(reports, out, by=by)
    return out.getvalue()


class Page(HTMLParser):
    """Refuses tags that are not closed in order, and collects text and addresses."""

    VOID = ("meta", "br", "rect", "!doctype")

    def __init__(self, text):
        super().__init__()
        self.open, self.texts, self.addresses = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.addresses += [value for name, value in attrs if name in ("src", "href")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


PAGE = written(REPORT)


def test_is_well_formed_and_needs_nothing_from_elsewhere():
    page = Page(PAGE)
    assert page.open == []
    assert page.addresses == []
    assert "@import" not in PAGE
    assert PAGE.isascii()
    assert "key \N{MULTIPLICATION SIGN}2" in "".join(page.texts)
    assert "<script" not in PAGE


def test_shows_the_total_the_gates_the_change_and_every_line():
    text = re.sub(r"\s+", " ", " ".join(Page(PAGE).texts))
    for said in (
        "18.46 USD",
        "approval: fail",
        "approvals: - stack: prod",
        "Change since cost.prod.json",
        "+12.46 (+207.7 %)",
        "730 hours at 0.0225 USD per hour",
        "requests 1,000 - 10,000 - 100,000, assumed for production",
        "What would be cheaper each saving is found by itself: they do not add up",
        "none | that <b>is</b> known",
        "Not priced",
        "resources.dta: no resource has this name",
    ):
        assert said in text, said


def test_draws_a_box_for_each_group_in_proportion():
    boxes = re.findall(r'<title>(\w+): ([\d.]+) .*?</title>\n<rect .*?width="([\d.]+)" height="([\d.]+)"', PAGE)
    areas = {name: float(width) * float(height) / float(amount) for name, amount, width, height in boxes}
    assert [name for name, *_ in boxes] == ["balancer", "vault"]
    assert abs(areas["balancer"] / areas["vault"] - 1) < 0.01


def test_draws_nothing_that_cannot_be_seen():
    charges = [charge(amount, name=f"k{amount}", component=f"c{amount}") for amount in ("1e15", "1e13", "0.01", "0")]
    text = written(CostReport(estimate=estimate_of(*charges)))
    assert re.findall(r"<title>(c\S+):", text) == ["c1e15", "c1e13"]
    assert min(float(side) for side in re.findall(r'(?:width|height)="([-\d.]+)"', text)) > 0
    inside = [charge("1e15", label="much"), charge("0.01", label="little")]
    assert "<title>little:" not in written(CostReport(estimate=estimate_of(*inside)))


def test_does_not_run_what_a_name_says():
    report = written(REPORT)
    assert "<b>is</b>" not in report
    assert "&lt;b&gt;is&lt;/b&gt;" in report


def test_says_what_there_is_not():
    assert "Nothing in this stack has a price." in written(EMPTY)
    assert "Not compared: cost.dev.json does not exist." in written(FIRST)


def test_holds_several_stacks():
    assert written(REPORT, FIRST).count("<h1>") == 2


def test_holds_nothing_that_html_cannot():
    odd = CostReport(estimate=estimate_of(charge("1", name="a", component="bell\x1b[31m\x07")), missing="x")
    page = written(odd)
    assert "bell[31m" in page
    assert not any(ord(each) < 32 and each != "\n" for each in page)


def test_says_what_schedules_save():
    assert "schedules save 0.50 USD a month" in written(FIRST)
    assert "schedules save" not in PAGE
