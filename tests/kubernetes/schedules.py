"""Schedules as cron writes them."""

from __future__ import annotations

_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
# Field of a schedule -> its lowest and highest number, and its names from the lowest on.
_FIELDS = ((0, 59, []), (0, 23, []), (1, 31, []), (1, 12, _MONTHS), (0, 6, _DAYS))


def schedule_problem(schedule: str) -> str | None:
    """Return what is wrong with five cron fields; None where nothing is."""
    fields = schedule.split()
    if len(fields) != len(_FIELDS):
        return f"must be five fields, got {schedule!r}"
    for text, (low, high, names) in zip(fields, _FIELDS, strict=True):
        for part in text.split(","):
            if not _is_part(part, low, high, names):
                return f"has {part!r}, which is no part of a schedule"
    return None


def _is_part(part: str, low: int, high: int, names: list[str]) -> bool:
    span, slash, step = part.partition("/")
    if slash and not (step.isdecimal() and int(step) > 0):
        return False
    if span in ("*", "?"):
        return True
    numbers = [_number(end, low, names) for end in span.split("-")]
    return len(numbers) <= 2 and all(n is not None and low <= n <= high for n in numbers) and numbers == sorted(numbers)


def _number(text: str, low: int, names: list[str]) -> int | None:
    if text.upper() in names:
        return names.index(text.upper()) + low
    return int(text) if text.isdecimal() else None
