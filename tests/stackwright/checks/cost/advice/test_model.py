"""A proposal"""

from __future__ import annotations

from decimal import Decimal

from stackwright.checks.cost.advice.model import Commitment, Proposal
from tests.stackwright.checks.cost.making import item, price


def test_changes_nothing_by_itself():
    proposal = Proposal(id="x", item=item(), what="nothing", risk="none")
    assert not any((proposal.inputs, proposal.removed, proposal.added, proposal.usage, proposal.committed))
    assert proposal.day is None


def test_commits_to_a_quantity_at_a_price():
    commitment = Commitment(price("0.5"), Decimal(730))
    assert commitment.price.amount(commitment.quantity) == Decimal(365)
