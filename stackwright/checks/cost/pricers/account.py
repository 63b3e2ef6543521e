"""Prices what an account is run with: budgets that act, advanced parameters, machines outside AWS."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import MONTHS, Range
from ..quote import Quote

_BUDGET = "aws:budgets/budget:Budget"
_ACTION = "aws:budgets/budgetAction:BudgetAction"
_DAYS = Decimal(365) / MONTHS


def _action(item: Item, quote: Quote) -> Iterator[Entry]:
    """Budgets are free of charge; one with actions costs by the day, however many they are."""
    budget = quote.world.target(item, "budgetName", _BUDGET)
    actions = quote.world.referrers(budget, _ACTION, "budgetName") if budget else [item]
    if item is actions[0]:
        yield quote.monthly("budget with actions", "budgets.action", _DAYS)


def _parameter(item: Item, quote: Quote) -> Iterator[Entry]:
    """Standard parameters are free of charge; intelligent tiering makes an advanced one of what needs it."""
    tier = item.text("tier", "Standard")
    if tier == "Advanced":
        yield quote.monthly("advanced parameter", "ssm.parameter.advanced")
        yield quote.usage("calls", "ssm.requests", "requests")
    elif tier == "Intelligent-Tiering":
        assumption = "advanced only where the value or a policy needs it"
        yield quote.monthly("parameter, tiered", "ssm.parameter.advanced", Range.of(0, 0, 1), assumption=assumption)


def _activation(_item: Item, quote: Quote) -> Iterator[Entry]:
    """The first thousand machines outside AWS are free of charge where the account's tier is the standard one."""
    yield quote.usage("machines outside AWS, advanced tier", "ssm.on-premises", "machineHours")


PRICERS: Pricers = {
    _ACTION: (_action,),
    "aws:ssm/activation:Activation": (_activation,),
    "aws:ssm/parameter:Parameter": (_parameter,),
}
