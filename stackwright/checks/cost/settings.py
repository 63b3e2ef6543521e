"""What a stack's configuration says of its cost: its budget, what rise needs an approval, its currency and profile."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ...errors import UserError
from .estimate import Currency
from .usage import PROFILES, Profile, number

BUDGET, APPROVAL, COST, PROFILE = (f"stackwright:{key}" for key in ("budget", "approval", "cost", "profile"))

DEFAULT_INCREASE = Decimal(1000)
"""USD a month that a change may add without anybody's approval, where the stack says nothing."""


@dataclass(frozen=True, kw_only=True)
class CostSettings:
    """What a stack says of its cost."""

    profile: Profile = "production"
    """Whose usage is assumed."""

    budget: Decimal | None = None
    """USD a month that the stack may cost; None for any amount."""

    increase: Decimal = DEFAULT_INCREASE
    """USD a month that a change may add without an approval."""

    gated: bool = False
    """The stack sets the increase itself: then a missing baseline fails."""

    currency: Currency = field(default_factory=Currency)

    @classmethod
    def of(cls, config: Mapping[str, str], secret: Collection[str] = ()) -> CostSettings:
        """Return what *config*, a stack's configuration, says. Raises UserError, one line for the first mistake.

        A key among the *secret* ones is one: a budget that nobody can read would silently guard nothing.
        """
        for key in (BUDGET, APPROVAL, COST, PROFILE):
            if key in secret:
                raise UserError(f"{key}: it is secret, and reports say what it holds; set it without --secret")
        increase = _amount(config, APPROVAL, "monthlyUsdIncrease")
        return cls(
            profile=_profile(config.get(PROFILE, "production")),
            budget=_amount(config, BUDGET, "monthlyUsd", least=Decimal("0.01")),
            increase=DEFAULT_INCREASE if increase is None else increase,
            gated=increase is not None,
            currency=_currency(_table(config, COST)),
        )


def _profile(text: str) -> Profile:
    """Return the profile; one of a program that means something else by the word is production's."""
    return next((profile for profile in PROFILES if profile == text), "production")


def _table(config: Mapping[str, str], key: str) -> Mapping[str, Any]:
    """Return the object at *key*, an empty one where there is none."""
    text = config.get(key)
    if text is None:
        return {}
    try:
        table = json.loads(text)
    except ValueError:
        table = text
    if not isinstance(table, Mapping):
        raise UserError(f"{key}: expected keys with their values, as monthlyUsd: 500; got {text!r}")
    return table


def _amount(config: Mapping[str, str], key: str, name: str, *, least: Decimal = Decimal(0)) -> Decimal | None:
    """Return the amount *name* of the object at *key*; None where the object is not there or empty."""
    table = _table(config, key)
    if not table:
        return None
    if name not in table:
        near = difflib.get_close_matches(name, [str(one) for one in table], n=1)
        hint = f"; {near[0]} is no key of it" if near else ""
        raise UserError(f"{key}: {name} is missing{hint}; give USD a month, as {name}: 500")
    amount = number(table[name])
    if amount is None or amount < least:
        raise UserError(f"{key}.{name}: expected USD a month, a number of at least {least}; got {table[name]!r}")
    return amount


def _currency(table: Mapping[str, Any]) -> Currency:
    code, rate = table.get("currency", "USD"), table.get("usdRate", 1)
    if not isinstance(code, str) or not re.fullmatch("[A-Z]{3}", code):
        raise UserError(f"{COST}.currency: expected a code of three capital letters, as EUR; got {code!r}")
    if code != "USD" and "usdRate" not in table:
        raise UserError(f"{COST}.usdRate is missing: give what one US dollar is worth in {code}, as usdRate: 0.92")
    amount = number(rate)
    if not amount or (code == "USD" and amount != 1):
        what = "1, for USD are not converted" if code == "USD" else f"what one US dollar is worth in {code}, above 0"
        raise UserError(f"{COST}.usdRate: expected {what}; got {rate!r}")
    return Currency(code, amount)
