"""How often a schedule fires in a month: a rate, a cron expression, or once."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from .cron import read
from .hours import YEAR
from .money import HOURS, MONTHS

_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60}


@cache
def monthly_runs(expression: str) -> Decimal:
    """Return how often `rate(...)`, `cron(...)`, `at(...)` or the five fields of Unix fire in a month of 730 hours.

    A cron expression is counted over a year and divided by twelve. What fires once counts as once, as `at(...)` does
    and `rate(0 minute)` of a canary. Raises ValueError where the expression cannot be evaluated.
    """
    match = _RATE.fullmatch(expression)
    if match:
        minutes = int(match[1]) * _MINUTES[match[2]]
        return HOURS * 60 / minutes if minutes else Decimal(1)
    if expression.startswith("at("):
        return Decimal(1)
    cron = read(expression)
    days = sum(len(cron.days(YEAR, month)) for month in range(1, MONTHS + 1))
    return Decimal(days * len(cron.minutes)) / MONTHS
