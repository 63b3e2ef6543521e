"""The prices that a project keeps in files of its own, refreshed or negotiated: each is checked before it counts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from ...errors import UserError
from .values import MOST

# How each cell of a price is written, and what it is.
_CELLS = (
    ("service", ".+", "an AWS service"),
    ("item", ".+", "what is paid for"),
    ("unit", ".+", "a unit"),
    ("per", "10*", "a power of ten"),
)
_NUMBER = r"\d+(\.\d+)?([eE]-?\d{1,2})?"
_TOLD = ("service", "item", "unit", "per")
_EXAMPLE = 'for instance {"prices": {"fargate.x86.vcpu": {"usd": "0.036", "asOf": "2026-11-21"}}}'


@dataclass(frozen=True)
class OwnPrices:
    """A file of one Region's prices, written as the built-in files are.

    A price may leave out what the built-in one of its key says too, its numbers may be text or numbers, and its source
    may stand in place of the index of one.
    """

    path: Path
    sources: Mapping[str, Any]
    raw: Mapping[str, Any]

    @classmethod
    def read(cls, path: Path) -> OwnPrices:
        """Return the prices of the file; none where there is no file. Raises UserError where it is none of its form."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"), parse_float=str, parse_int=str, parse_constant=str)
        except (FileNotFoundError, NotADirectoryError):  # of another project, a file may be called `prices`
            return cls(path, {}, {})
        except (OSError, ValueError) as error:
            raise UserError(f"{path} cannot be read as JSON: {error}; mend or delete it") from error
        prices = data.get("prices") if isinstance(data, dict) else None
        if not isinstance(prices, dict):
            raise UserError(f'{path}: expected an object "prices" of prices by key; {_EXAMPLE}')
        sources = data.get("sources")
        listed = sources if isinstance(sources, list) else []
        return cls(path, {str(index): source for index, source in enumerate(listed)}, prices)

    def price(self, key: str, known: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
        """Return the whole price of *key*, given the built-in one, as the built-in files write it but with its source.

        None where the file has none of that key. Raises UserError with the file, the key and what is wrong.
        """
        if key not in self.raw:
            return None
        try:
            whole = _whole(self.raw[key], known)
        except ValueError as error:
            raise UserError(f"{self.path}: the price of {key}: {error}; {_EXAMPLE}") from error
        return {**whole, "source": str(self.sources.get(str(whole["source"]), whole["source"]))}


def is_date(text: str) -> bool:
    """Tell whether *text* is a day, written YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _whole(raw: Any, known: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return *raw* with what it leaves out. Raises ValueError with what was expected and what was found."""
    if not isinstance(raw, dict):
        raise ValueError(f"expected an object, found {raw!r}")
    told = {name: known[name] for name in _TOLD if name in known} if known else {}
    whole = {"source": "the project's own price", "per": "1", **told, **raw}
    for name, pattern, meaning in _CELLS:
        if not (isinstance(whole.get(name), str) and re.fullmatch(pattern, whole[name])):
            raise ValueError(f"expected {meaning} as {name}, found {whole.get(name)!r}")
    if not is_date(str(whole.get("asOf"))):
        raise ValueError(f"expected a date (YYYY-MM-DD) as asOf, found {whole.get('asOf')!r}")
    if known and whole["unit"] != known["unit"]:
        raise ValueError(f"expected the unit {known['unit']!r}, found {whole['unit']!r}")
    tiers = whole.pop("tiers", None) or [["0", whole.get("usd")]]
    _check_tiers(tiers)
    return {**whole, "tiers": tiers} if len(tiers) > 1 else {**whole, "usd": tiers[0][1]}


def _check_tiers(tiers: Any) -> None:
    if not isinstance(tiers, list) or not all(isinstance(each, list) and len(each) == 2 for each in tiers):
        raise ValueError(f"expected pairs of a quantity and its price as tiers, found {tiers!r}")
    for number in (number for each in tiers for number in each):
        if not (isinstance(number, str) and re.fullmatch(_NUMBER, number) and Decimal(number) <= MOST):
            raise ValueError(f"expected USD of at least 0, found {number!r}")
    starts = [Decimal(start) for start, _ in tiers]
    if starts[0] != 0 or starts != sorted(set(starts)):
        raise ValueError(f"expected tiers from 0 upwards, found {tiers!r}")
