"""Advice on a stack"""

from __future__ import annotations

from decimal import Decimal

from stackwright.checks.cost.advice.advise import LEAST, advise
from stackwright.checks.cost.advice.model import Proposal
from tests.stackwright.checks.cost.advice.advising import euro, make, situation

VOLUME = "aws:ebs/volume:Volume"


def volumes(*sizes):
    return [make(VOLUME, f"v{size}", {"type": "gp3", "size": size}) for size in sizes]


def without(about):
    """Propose to remove each volume."""
    for item in about.items:
        yield Proposal(id="gone", item=item, what="remove it", risk="some", removed=frozenset({item.urn}))


def unpriced(about):
    for item in about.items:
        yield Proposal(id="odd", item=item, what="x", risk="some", inputs={item.urn: {"type": "gp9"}})


def whole(about):
    yield Proposal(
        id="all", item=None, what="remove all", risk="some", removed=frozenset(one.urn for one in about.items)
    )


def test_begins_with_what_saves_most():
    found = advise(situation(*volumes(100, 300, 200)), [without, unpriced, whole])
    assert [(one.id, one.resource, one.saving.expected) for one in found] == [
        ("all", "dev", Decimal("48.00")),
        ("gone", "v300", Decimal("24.00")),
        ("gone", "v200", Decimal("16.00")),
        ("gone", "v100", Decimal("8.00")),
    ]
    assert found[0].urn == ""
    assert found[1].urn.endswith("::v300")


def test_leaves_out_what_saves_less_than_a_dollar():
    assert Decimal(1) == LEAST
    found = advise(situation(*volumes(12, 13)), [without])  # 0.96 and 1.04 USD
    assert [one.resource for one in found] == ["v13"]


def test_measures_a_dollar_in_the_currency_of_the_report():
    found = advise(situation(*volumes(12, 13), currency=euro()), [without])
    assert [(one.resource, one.saving.expected) for one in found] == [("v13", Decimal("0.52"))]


def test_is_in_one_order_where_savings_are_alike():
    one, two = (make(VOLUME, name, {"type": "gp3", "size": 100}) for name in "ab")
    assert [x.resource for x in advise(situation(two, one), [without])] == ["a", "b"]
