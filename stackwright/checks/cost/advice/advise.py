"""Finds what would make a stack cheaper, and prices the stack with each change to tell the saving."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from .model import Advice
from .repricing import Repricing
from .situation import Adviser, Situation

LEAST = Decimal(1)
"""USD a month below which advice is not worth reading."""


def advise(situation: Situation, advisers: Iterable[Adviser]) -> list[Advice]:
    """Return what would save at least a dollar a month, the most first. Each stands by itself: they do not add up."""
    proposals = [proposal for adviser in advisers for proposal in adviser(situation)]
    repricing = Repricing(situation)
    least = LEAST * situation.found.currency.usd_rate
    found = []
    for proposal in proposals:
        saving = repricing.saving(proposal)
        if saving and saving.expected >= least:
            item = proposal.item
            found.append(
                Advice(
                    id=proposal.id,
                    urn=item.urn if item else "",
                    resource=item.name if item else situation.found.stack,
                    what=proposal.what,
                    saving=saving,
                    risk=proposal.risk,
                )
            )
    return sorted(found, key=lambda one: (-one.saving.expected, one.id, one.urn, one.what))
