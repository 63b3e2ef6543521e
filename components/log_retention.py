"""How long CloudWatch Logs can keep a log, as a table with a source and a date: `data/log_retention_days.csv`."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "data" / "log_retention_days.csv"


@cache
def retention_days() -> tuple[int, ...]:
    """Return the retention times CloudWatch Logs offers, in days, ascending."""
    with _TABLE.open(newline="", encoding="utf-8") as lines:
        return tuple(sorted(int(row["days"]) for row in csv.DictReader(lines)))


def check_retention(days: int, field: str = "log_days") -> None:
    """Raise ValueError, naming *field*, where CloudWatch Logs has no retention of so many days."""
    if days not in retention_days():
        offered = ", ".join(map(str, retention_days()))
        raise ValueError(f"{field} must be a time CloudWatch Logs offers, got {days}: use one of {offered}")
