"""The EC2 families whose every node gives pods security groups of their own, as one table says. Pure."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ...compute.spec import Architecture

_FAMILIES = Path(__file__).parent.parent.parent / "data" / "pod_security_group_families.csv"

GPU_CATEGORIES = ("g", "p")
"""Categories whose families have GPUs of NVIDIA."""


@dataclass(frozen=True, kw_only=True)
class Family:
    """One EC2 instance family, each of whose types can carry branch network interfaces."""

    name: str
    """For instance `m7g`."""

    category: str
    """The letter it starts with, as Karpenter reads it."""

    generation: int
    """Number in the name."""

    architecture: Architecture
    """Processor it has."""

    branch_interfaces: int
    """Pods with a security group of their own that the least of its types of two vCPUs or more takes."""


@cache
def families() -> Mapping[str, Family]:
    """Return name -> family, by category and generation."""
    with _FAMILIES.open(newline="", encoding="utf-8") as lines:
        return {row["family"]: _family(row) for row in csv.DictReader(lines)}


@cache
def categories() -> tuple[str, ...]:
    """Return the categories of the families, each once, in the order of the table."""
    return tuple(dict.fromkeys(family.category for family in families().values()))


def fitting(
    *, categories: Collection[str], min_generation: int, architectures: Collection[Architecture]
) -> tuple[str, ...]:
    """Return the names of the families that are all that is asked for, sorted."""
    return tuple(
        sorted(
            family.name
            for family in families().values()
            if family.category in categories
            and family.generation >= min_generation
            and family.architecture in architectures
        )
    )


def _family(row: Mapping[str, str]) -> Family:
    return Family(
        name=row["family"],
        category=row["category"],
        generation=int(row["generation"]),
        architecture="arm64" if row["architecture"] == "arm64" else "x86_64",
        branch_interfaces=int(row["branch_interfaces"]),
    )
