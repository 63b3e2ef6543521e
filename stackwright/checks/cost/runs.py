"""How often a schedule fires in a month: a rate, a cron expression, or once."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from .cron import read
from .hours import YEAR, rate
from .money import HOURS, MONTHS


@cache
def monthly_runs(expression: str) -> Decimal:
    """Return how often `rate(...)`, `cron(...)`, `at(...)` or the five fields of Unix fire in a month of 730 hours.

    A cron expression is counted over a year and divided by twelve. What fires once counts as once, as `at(...)` does
    and `rate(0 minute)` of a canary. Raises ValueError where the expression cannot be evaluated.
    """
    every = rate(expression)
    if every:
        minutes = every[0] * every[1]
        return HOURS * 60 / minutes if minutes else Decimal(1)
    if expression.startswith("at("):
        return Decimal(1)
    cron = read(expression)
    days = sum(len(cron.days(YEAR, month)) for month in range(1, MONTHS + 1))
    return Decimal(days * len(cron.minutes)) / MONTHS
