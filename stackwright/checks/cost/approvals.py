"""Approvals of a rise: an amount, by whom, why and until when, for one baseline, which a new baseline uses up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from ...errors import UserError
from ...sources import yaml
from .usage import number

NAME = "approvals.yaml"
_KEYS = ("stack", "baseline", "monthlyUsd", "by", "why", "until")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})( 00:00:00 \+0000 UTC)?")


@dataclass(frozen=True, kw_only=True)
class Approval:
    """One rise that somebody answers for."""

    stack: str
    baseline: str
    """Id of the sheet that the rise starts from."""

    monthly_usd: Decimal
    """Most that it covers."""

    by: str
    why: str
    until: date
    """Last day it holds."""


def load(root: Path) -> list[Approval]:
    """Return what is approved in the project at *root*: nothing by no file, or an empty one. Raises UserError."""
    path = root / NAME
    if not path.is_file():
        return []
    content = yaml.read(path)
    entries = content.get("approvals")
    if entries is None and set(content) <= {"approvals"}:
        return []
    if not isinstance(entries, list):
        raise UserError(f"{NAME}: expected a list below approvals, each entry with {', '.join(_KEYS)}")
    return [_approval(f"{NAME}: approvals[{place}]", entry) for place, entry in enumerate(entries)]


def _approval(where: str, entry: Any) -> Approval:
    if not isinstance(entry, Mapping):
        raise UserError(f"{where}: expected {', '.join(_KEYS)}; got {entry!r}")
    missing = [key for key in _KEYS if entry.get(key) in (None, "")]
    wrong = [str(key) for key in entry if key not in _KEYS]
    if missing or wrong:
        said = f"{missing[0]} is missing" if missing else f"{wrong[0]} is no key of an approval"
        raise UserError(f"{where}: {said}; an approval has {', '.join(_KEYS)}")
    amount = number(entry["monthlyUsd"])
    if not amount:
        raise UserError(f"{where}.monthlyUsd: expected USD a month above 0; got {entry['monthlyUsd']!r}")
    return Approval(
        stack=str(entry["stack"]),
        baseline=str(entry["baseline"]),
        monthly_usd=amount,
        by=str(entry["by"]),
        why=str(entry["why"]),
        until=_day(f"{where}.until", str(entry["until"])),
    )


def _day(where: str, text: str) -> date:
    found = _DATE.fullmatch(text)
    try:
        return date.fromisoformat(found[1] if found else text)
    except ValueError:
        raise UserError(f"{where}: expected the last day it holds, as 2026-12-31; got {text!r}") from None
