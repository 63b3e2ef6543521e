"""Says when a provider's new configuration speaks for another account, Region or cluster: all it made is replaced."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from ..data import tables
from ..model import UNKNOWN, reveal


@dataclass(frozen=True)
class _Property:
    name: str
    unless: str
    """A property that, where set before and after, decides instead."""


@functools.cache
def _properties() -> Mapping[str, tuple[_Property, ...]]:
    found: dict[str, tuple[_Property, ...]] = {}
    for row in tables.rows("provider_identity"):
        found[row["package"]] = (*found.get(row["package"], ()), _Property(row["property"], row["unless"]))
    return found


def replaced(package: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Return the properties whose change makes *package*'s provider another one: `data/provider_identity.csv`.

    One that was not set before, or no longer is, makes none: the provider may have had the same value all along.
    """
    before, after = reveal(dict(old)), reveal(dict(new))
    return [
        entry.name
        for entry in _properties().get(package, ())
        if before.get(entry.name)
        and after.get(entry.name)
        and not (entry.unless and before.get(entry.unless) and after.get(entry.unless))
        and _meaning(before[entry.name]) != _meaning(after[entry.name])
    ]


def _meaning(value: Any) -> Any:
    """Return what a value stands for: a kubeconfig for the cluster it points to, whatever the credentials."""
    if not isinstance(value, str) or "clusters" not in value:
        return value if value is not UNKNOWN else object()  # a value not known yet may be another one
    try:
        found = yaml.safe_load(value)
        context = {item["name"]: item["context"] for item in found["contexts"]}[found["current-context"]]
        cluster = {item["name"]: item["cluster"] for item in found["clusters"]}[context["cluster"]]
    except (yaml.YAMLError, KeyError, TypeError):
        return value
    return cluster.get("server"), cluster.get("certificate-authority-data")
