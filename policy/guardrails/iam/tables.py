"""The facts about access policies that lie in `data/iam_*.csv`."""

from __future__ import annotations

import csv
import functools
from pathlib import Path

_DATA = Path(__file__).parent.parent / "data"


@functools.cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `data/<table>.csv`, each as column -> cell: its source and its day too."""
    with (_DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
