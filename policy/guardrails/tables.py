"""The facts that rules judge by lie in `data/<table>.csv`, each with its source and the day it was read."""

from __future__ import annotations

import csv
import functools
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@functools.cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `data/<table>.csv`, each as column -> cell: its source and its day too."""
    with (_DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
