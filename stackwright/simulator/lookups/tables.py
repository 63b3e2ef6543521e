"""The facts that look-ups are answered from: `data/look_ups*.csv`."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from ...data.tables import rows


@functools.cache
def patterns() -> Mapping[str, Mapping[str, str]]:
    """Return function token -> output -> pattern."""
    return {row["lookUp"]: _pairs(row["outputs"]) for row in rows("look_ups")}


@functools.cache
def regions() -> Mapping[str, Mapping[str, str]]:
    """Return Region -> its columns: short, description, optIn, the accounts and hosted zones of its load balancers."""
    return {row["region"]: row for row in rows("look_ups_regions")}


@functools.cache
def managed() -> Mapping[tuple[str, str], str]:
    """Return (kind, name) -> the id that AWS publishes for a thing of its own."""
    return {(row["kind"], row["name"]): row["id"] for row in rows("look_ups_managed")}


@functools.cache
def policies() -> Mapping[str, str]:
    """Return name -> path of the policies that AWS manages and an account may attach."""
    return {row["name"]: row["path"] for row in rows("look_ups_policies")}


@functools.cache
def engines() -> Mapping[str, Mapping[str, str]]:
    """Return database engine -> its columns: a current version, the parts that make a major one, port and license."""
    return {row["engine"]: row for row in rows("look_ups_engines")}


def _pairs(cell: str) -> Mapping[str, str]:
    """Return `key=pattern|key=pattern` as a mapping."""
    return dict(pair.split("=", 1) for pair in cell.split("|") if pair)
