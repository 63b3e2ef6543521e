"""Advises to commit, in production, to what is there all the time anyway: reserved instances and a Savings Plan.

Only what runs at the least is committed to, for the shortest term and with nothing paid upfront.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_UP, Decimal

from ..estimate import Charge
from ..item import Item
from ..money import HOURS, ONE
from ..prices import GLOBAL, Price
from ..values import Undecided
from .model import Commitment, Proposal
from .running import is_scheduled
from .situation import Adviser, Situation

_TERM = "1y.no-upfront"
_RESERVED = f".reserved.{_TERM}"
_PLAN = f"savings-plan.compute.{_TERM}"
# What a Compute Savings Plan covers, by the end of its own key: https://docs.aws.amazon.com/savingsplans/latest/
# userguide/what-is-savings-plans.html. It covers no storage, and no request.
_COVERED = (
    (re.compile(r"fargate\.(x86|arm64)\.(vcpu|memory)"), "fargate"),
    (re.compile(r"lambda\.(duration\.\w+|provisioned\.\w+\.(capacity|duration))"), "lambda"),
)
_RISK = "it is paid for the whole term, used or not: choose architecture, size and Region first"
_PLAN_RISK = "it is paid for the whole term, used or not, and belongs to the account: other stacks may use it up"


def _reserved(situation: Situation) -> Iterator[Proposal]:
    for item, charges in _steady(situation):
        for charge in charges:
            price, count = charge.line.price, int(charge.line.quantity.low / HOURS)
            reserved = situation.price(item, f"{price.key}{_RESERVED}", like=price)
            if not reserved or not count:
                continue
            several = f"{count} of them" if count > 1 else "it"
            pays = f"it pays off above {_break_even(reserved.usd, price.usd)} % of the hours"
            yield Proposal(
                id="reserved-instance",
                item=item,
                what=f"reserve {several} for a year with no upfront payment: {_usd(reserved.usd)} USD an hour"
                f" in place of {_usd(price.usd)}; {pays}",
                risk=_RISK,
                committed={item.urn: {price.key: Commitment(reserved, count * HOURS)}},
            )


def _savings_plan(situation: Situation) -> Iterator[Proposal]:
    """One plan for the whole stack."""
    committed: dict[str, dict[str, Commitment]] = {}
    hourly, usual = Decimal(0), Decimal(0)
    for item, charges in _steady(situation):
        for charge in charges:
            price, low = charge.line.price, charge.line.quantity.low
            planned = _planned(item, price, situation)
            if planned and low:
                committed.setdefault(item.urn, {})[price.key] = Commitment(planned, low)
                hourly += planned.amount(low) / HOURS
                usual += price.amount(low) / HOURS
    if committed:
        yield Proposal(
            id="savings-plan",
            item=None,
            what=f"buy a Compute Savings Plan of {hourly:.3f} USD an hour for a year with no upfront payment, for what"
            f" Fargate and Lambda take at the least; it pays off while {_break_even(hourly, usual)} % of that is used",
            risk=_PLAN_RISK,
            committed=committed,
        )


def _steady(situation: Situation) -> Iterator[tuple[Item, list[Charge]]]:
    """Yield what runs in production on no schedule, and what it is charged for on demand."""
    for item in situation.items if situation.production else ():
        charges = [charge for charge in situation.charges(item) if charge.line.factor == ONE]
        try:
            if charges and not is_scheduled(item, situation):
                yield item, charges
        except Undecided:
            continue


def _planned(item: Item, price: Price, situation: Situation) -> Price | None:
    """Return what a price is with a Savings Plan; None where that covers it not, or for what is not known."""
    for covered, key in _COVERED:
        ratio = situation.price(item, f"{_PLAN}.{key}") if covered.fullmatch(price.key) else None
        if ratio and ratio.region in (price.region, GLOBAL):
            tiers = tuple((start, usd * ratio.usd) for start, usd in price.tiers)
            return replace(price, key=f"{price.key}.{_PLAN}", usd=price.usd * ratio.usd, tiers=tiers)
    return None


def _break_even(committed: Decimal, usual: Decimal) -> int:
    return int((committed / usual * 100).quantize(Decimal(1), ROUND_UP))


def _usd(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


ADVISERS: tuple[Adviser, ...] = (_reserved, _savings_plan)
