"""Reads the tables beside this file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib import resources


def rows(name: str, starting: tuple[str, ...] = ()) -> Iterator[dict[str, str]]:
    """Yield each row of the table `NAME.csv`, its cells by column; with *starting* those alone that start so.

    Raises FileNotFoundError where there is no such table.
    """
    text = resources.files("stackwright.data").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    head, *lines = text.splitlines()
    kept = [line for line in lines if line.startswith(starting)] if starting else lines
    yield from csv.DictReader([head, *kept])
