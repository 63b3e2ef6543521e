"""Which code prices which type, and which types are known to cost nothing."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterable, Mapping

from ...data import tables
from .item import Item
from .lines import Entry
from .quote import Quote

Part = Callable[[Item, Quote], Iterable[Entry]]
"""Prices one part of a resource: what is not known of one part does not keep the others from being priced."""

Pricers = Mapping[str, tuple[Part, ...]]
"""Canonical type -> the parts of what it costs."""


def parts(type_: str) -> tuple[Part, ...] | None:
    """Return what prices a canonical type; None where nothing does."""
    for prefix in _prefixes(type_):
        if prefix in _modules():
            pricers: Pricers = importlib.import_module(f".pricers.{_modules()[prefix]}", __package__).PRICERS
            return pricers.get(type_)
    return None


def why_free(type_: str) -> str:
    """Return why a canonical type costs nothing by itself, or with what it is counted; empty where it may cost."""
    return next((_free()[prefix] for prefix in _prefixes(type_) if prefix in _free()), "")


def _prefixes(type_: str) -> tuple[str, ...]:
    """Return the type itself, its module and its package: `aws:rds/instance:Instance`, `aws:rds`, `aws`."""
    package, _, rest = type_.partition(":")
    return type_, f"{package}:{rest.partition('/')[0].partition(':')[0]}", package


@functools.cache
def _modules() -> dict[str, str]:
    return {row["prefix"]: row["pricers"] for row in tables.rows("pricers")}


@functools.cache
def _free() -> dict[str, str]:
    return {row["type"]: row["why"] for row in tables.rows("free_types")}
