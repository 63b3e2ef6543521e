"""The facts about access policies that lie in `data/iam_*.csv`."""

from __future__ import annotations

import csv
import functools
from pathlib import Path

_DATA = Path(__file__).parent.parent / "data"


@functools.cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `data/<table>.csv`, each as column -> cell. Every row names its source and the day it was read."""
    with (_DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
