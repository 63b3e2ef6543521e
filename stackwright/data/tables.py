"""Reads the tables beside this file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib import resources


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield each row of the table `NAME.csv`, its cells by column. Raises FileNotFoundError where there is none."""
    text = resources.files("stackwright.data").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
