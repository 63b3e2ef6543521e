"""How AWS writes the ids, ARNs and other answers of well-known types: `data/aws_resources.csv`."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True)
class Fact:
    """One type's row: patterns over the fields that `Identity.fields` gives."""

    id: str
    arn: str
    outputs: Mapping[str, str]


@functools.cache
def facts() -> Mapping[str, Fact]:
    """Return type token -> fact."""
    text = resources.files("stackwright.data").joinpath("aws_resources.csv").read_text(encoding="utf-8")
    return {
        row["type"]: Fact(row["id"], row["arn"], _pairs(row["outputs"])) for row in csv.DictReader(text.splitlines())
    }


def _pairs(cell: str) -> Mapping[str, str]:
    """Return `key=pattern|key=pattern` as a mapping."""
    return dict(pair.split("=", 1) for pair in cell.split("|") if pair)
