"""Which minor versions of Kubernetes EKS supports, and until when, as a table with a source and a date."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_VERSIONS = Path(__file__).parent.parent / "data" / "eks_versions.csv"


@dataclass(frozen=True, kw_only=True)
class Support:
    """Until when EKS supports one minor version."""

    standard_until: date | None
    """Last day of standard support; the cluster is upgraded after it. None where AWS has published no date yet."""

    extended_until: date | None
    """Last day of extended support, which costs six times as much. None where AWS has published no date yet."""


@cache
def eks_versions() -> Mapping[str, Support]:
    """Return minor version -> until when EKS supports it, oldest first."""
    with _VERSIONS.open(newline="", encoding="utf-8") as lines:
        return {
            row["version"]: Support(
                standard_until=_date(row["standard_until"]), extended_until=_date(row["extended_until"])
            )
            for row in csv.DictReader(lines)
        }


def _date(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
