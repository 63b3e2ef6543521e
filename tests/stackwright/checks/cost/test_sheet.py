"""A sheet of an estimate's lines"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from stackwright.checks.cost.money import Range
from stackwright.checks.cost.sheet import Sheet, sheet_of
from tests.stackwright.checks.cost.making import KEY, charge, estimate_of

ESTIMATE = estimate_of(charge(Range.of("1.005", 2, 3)), charge("0.333", component="", name="alone"))


def test_keeps_whose_they_are_and_what_they_cost_exactly():
    first, second = sheet_of(ESTIMATE, "now").rows
    assert (first.component, first.resource, first.type, first.label, first.kind) == (
        "vault",
        "data",
        KEY,
        "key",
        "capacity",
    )
    assert first.exact == Range.of("1.005", 2, 3)
    assert (second.component, second.component_type) == ("alone", KEY)


def test_adds_them_up_rounded_as_the_estimate_does():
    sheet = sheet_of(ESTIMATE, "now")
    assert sheet.usd == ESTIMATE.usd == Range(Decimal("1.34"), Decimal("2.33"), Decimal("3.33"))


def test_has_an_id_that_only_the_same_lines_have():
    sheet = sheet_of(ESTIMATE, "now")
    first, second = sheet.rows
    assert len(sheet.id) == 12
    assert Sheet(name="then", rows=(second, first)).id == sheet.id
    assert Sheet(name="now", rows=(replace(first, low="1.0050"), second)).id == sheet.id
    assert Sheet(name="now", rows=(replace(first, low="1.006"), second)).id != sheet.id
    assert Sheet(name="now", rows=(first,)).id != sheet.id
    for changes in ({"label": "kez"}, {"kind": "usage"}, {"component": "x"}, {"component_type": "x"}, {"type": "x"}):
        assert Sheet(name="now", rows=(replace(first, **changes), second)).id != sheet.id
    assert Sheet(name="now", rows=(replace(first, resource="x"), second)).id != sheet.id
