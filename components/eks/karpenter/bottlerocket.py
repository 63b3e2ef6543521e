"""The releases of Bottlerocket that nodes may run, as one table pins them. Pure."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_VERSIONS = Path(__file__).parent.parent.parent / "data" / "bottlerocket_versions.csv"


@cache
def bottlerocket_versions() -> Mapping[str, tuple[str, ...]]:
    """Return release -> the minor versions of Kubernetes it has images for; the one in use comes first."""
    with _VERSIONS.open(newline="", encoding="utf-8") as lines:
        return {row["version"]: tuple(row["kubernetes_versions"].split()) for row in csv.DictReader(lines)}


def pinned_version() -> str:
    """Return the release that nodes run unless another is named."""
    return next(iter(bottlerocket_versions()))
