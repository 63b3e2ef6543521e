"""Which version of each EKS add-on runs on each version of Kubernetes, as a table with a source and a date."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_ADDONS = Path(__file__).parent.parent / "data" / "eks_addons.csv"


@cache
def addon_versions() -> Mapping[str, Mapping[str, str]]:
    """Return minor version of Kubernetes -> add-on -> the one version of it that is used."""
    found: dict[str, dict[str, str]] = {}
    with _ADDONS.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["kubernetes_version"], {})[row["addon"]] = row["version"]
    return found
