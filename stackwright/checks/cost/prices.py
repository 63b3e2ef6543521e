"""What AWS charges for a thing in a Region: list prices, each with the place and the day it was read."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from importlib import resources
from pathlib import Path
from typing import Any

from ...data.tables import rows
from .own_prices import OwnPrices

HOME = "us-east-1"
"""The Region that every chain of neighbours ends at."""

OWN_FOLDER = "prices"
"""Folder of a project's own prices, beside its Pulumi.yaml."""

GLOBAL = "global"
"""Stands in place of a Region for what has none, such as CloudFront."""

# Wide enough for any quantity times any price; a price is for a power of ten of units, so that nothing is rounded.
_EXACT = Context(prec=100)
_NONE = Decimal(0)

# What a file of prices may be called for: a program may give anything as the Region of a replica.
_NAME = re.compile(r"[a-z0-9-]{1,40}")


@dataclass(frozen=True, kw_only=True)
class Price:
    """USD for `per` units of one thing, before tax and discounts."""

    key: str
    service: str
    """AWS service, as a bill names it."""

    item: str
    unit: str
    """What a quantity counts, for instance `GB-month`, `hour` or `request`."""

    region: str
    """Whose price it is: a neighbour's where the Region asked for has none; `global` where there is no Region."""

    usd: Decimal
    """The first tier's, where there are tiers."""

    tiers: tuple[tuple[Decimal, Decimal], ...] = ()
    """From which quantity of a month each price holds; empty where one price holds for all."""

    per: Decimal = Decimal(1)
    """How many units the price buys, for instance 1000000 requests."""

    source: str
    """Public address, or `repository owner/name path`."""

    as_of: str
    """The day the source states it for, in ISO 8601."""

    def amount(self, quantity: Decimal) -> Decimal:
        """Return what *quantity* units of one month cost in USD, exact and not rounded."""
        tiers = self.tiers or ((_NONE, self.usd),)
        ends = [start for start, _ in tiers[1:]]
        total = _NONE
        for (start, usd), end in zip(tiers, [*ends, quantity], strict=True):
            part = max(_NONE, _EXACT.subtract(min(quantity, end), start))
            total = _EXACT.add(total, _EXACT.multiply(part, usd))
        return _EXACT.divide(total, self.per)


@dataclass(frozen=True)
class PriceBook:
    """The prices of one Region: the project's own, then the built-in ones, then its neighbours'."""

    region: str
    overlay: Path | None = None
    """Folder of the project's own prices, refreshed or negotiated: one `REGION.json` for each Region."""

    _own: dict[str, OwnPrices] = field(default_factory=dict, repr=False, compare=False)
    _found: dict[str, Price | None] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(cls, region: str, overlay: Path | None = None) -> PriceBook:
        """Return the book of *region*. Raises UserError where the project's own file of it cannot be read."""
        book = cls(region, overlay)
        book._owned(region)
        return book

    def elsewhere(self, region: str) -> PriceBook:
        """Return the book of another Region, over the same files. Raises UserError as `load` does."""
        if region == self.region:
            return self
        book = PriceBook(region, self.overlay, self._own)
        book._owned(region)
        return book

    def find(self, key: str) -> Price | None:
        """Return the price of *key*; None where neither the Region nor its neighbours have one.

        Raises UserError where the project's own price of *key* is wrong.
        """
        if key not in self._found:
            self._found[key] = next(self._candidates(key), None)
        return self._found[key]

    def _candidates(self, key: str) -> Iterator[Price]:
        near = chain(self.region)
        regions = (*near, GLOBAL) if near[-1] == HOME else near
        # What the thing is, its unit above all, is the same everywhere.
        known = next((raw for region in (*regions, HOME, GLOBAL) if (raw := _built_in(region).price(key))), None)
        for region in regions:
            for raw in (self._owned(region).price(key, known), _built_in(region).price(key)):
                if raw:
                    yield _price(key, region, raw)

    def _owned(self, region: str) -> OwnPrices:
        if region not in self._own:
            nothing = OwnPrices(Path(), {}, {})
            named = self.overlay if _NAME.fullmatch(region) else None
            self._own[region] = OwnPrices.read(named / f"{region}.json") if named else nothing
        return self._own[region]


@functools.cache
def chain(region: str) -> tuple[str, ...]:
    """Return *region* and the ones whose prices stand in for its own, nearest first; `us-east-1` is the last.

    Nothing stands in for a Region of China: its prices are in renminbi, and no multiple of others'.
    """
    neighbour = _neighbours().get(region, HOME)
    return (region,) if region == HOME or not neighbour else (region, *chain(neighbour))


@functools.cache
def _neighbours() -> Mapping[str, str]:
    return {row["region"]: row["neighbour"] for row in rows("regions")}


@dataclass(frozen=True)
class _File:
    """A built-in file."""

    sources: tuple[str, ...]
    raw: Mapping[str, Mapping[str, Any]]

    def price(self, key: str) -> Mapping[str, Any] | None:
        """Return the price of *key* with its source itself, if the file has one."""
        raw = self.raw.get(key)
        return {**raw, "source": self.sources[raw["source"]]} if raw else None


@functools.cache
def _built_in(region: str) -> _File:
    """Return the built-in prices of *region*: none where there is no file of it."""
    path = resources.files("stackwright.data").joinpath("prices", f"{region}.json")
    if not _NAME.fullmatch(region) or not path.is_file():
        return _File((), {})
    data = json.loads(path.read_text(encoding="utf-8"))
    return _File(tuple(data["sources"]), data["prices"])


def _price(key: str, region: str, raw: Mapping[str, Any]) -> Price:
    tiers = tuple((Decimal(start), Decimal(usd)) for start, usd in raw.get("tiers", ()))
    return Price(
        key=key,
        service=raw["service"],
        item=raw["item"],
        unit=raw["unit"],
        region=region,
        usd=tiers[0][1] if tiers else Decimal(raw["usd"]),
        tiers=tiers,
        per=Decimal(raw.get("per", 1)),
        source=raw["source"],
        as_of=raw["asOf"],
    )
