"""How often a schedule of AWS's comes round."""

from __future__ import annotations

import re

_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_CRON = re.compile(r"cron\(\S+ \S+ (\S+) (\S+) (\S+)( \S+)?\)")
_PER_DAY = {"minute": 1440, "hour": 24, "day": 1}
_NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_EVERY = ("*", "?")
_LONGEST_MONTH = 31
_WEEK = 7


def longest_days(expression: str) -> float | None:
    """Return the most days that pass between two times of a `rate(...)` or `cron(...)`; None where it is neither.

    Of a `cron` of every day or of days of the week these are counted. Of others the months are: `1/3` and `1,4,7,10`
    come every three months, which is 93 days at most; the first or last Friday of one (`6#1`, `6L`) moves by a week.
    Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html.
    """
    rate = _RATE.fullmatch(expression)
    if rate:
        return int(rate[1]) / _PER_DAY[rate[2]]
    cron = _CRON.fullmatch(expression)
    months = _months(cron[2]) if cron else []
    if not cron or not months:
        return None
    of_month, of_week = cron[1], cron[3]
    moves = of_week.endswith("L") or "#" in of_week
    if len(months) == len(_NAMES) and of_month in _EVERY and not moves:
        return 1 if of_week in _EVERY else _WEEK
    following = [*months[1:], months[0] + len(_NAMES)]
    gap = max(later - month for month, later in zip(months, following, strict=True))
    return _LONGEST_MONTH * gap + (_WEEK - 1 if moves else 0)


def _months(field: str) -> list[int]:
    """Return the months, 1 to 12, that a field of a cron expression names: `*`, `MAR-MAY`, `1/3`, `1,4,7`."""
    found: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, _, last = span.partition("-")
        start = 1 if span in _EVERY else _month(first)
        end = _month(last) if last else len(_NAMES) if step or span in _EVERY else start
        if not start or not end or not (step or "1").isdigit() or step == "0":
            return []
        found.update(range(start, end + 1, int(step or 1)))
    return sorted(found)


def _month(text: str) -> int:
    """Return the number of a month; 0 where *text* names none."""
    if text.isdigit() and 1 <= int(text) <= len(_NAMES):
        return int(text)
    return _NAMES.index(text.upper()) + 1 if text.upper() in _NAMES else 0
