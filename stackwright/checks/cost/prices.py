"""What AWS charges for a thing in a Region: list prices, each with the place and the day it was read."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal
from importlib import resources
from pathlib import Path
from typing import Any

from ...data.tables import rows
from ...errors import UserError

HOME = "us-east-1"
"""The Region that every chain of neighbours ends at."""

GLOBAL = "global"
"""Stands in place of a Region for what has none, such as CloudFront."""

# Wide enough for any quantity times any price; a price is for a power of ten of units, so that nothing is rounded.
_EXACT = Context(prec=100)
_NONE = Decimal(0)

# The cells of a price in a file of the project's own: how each is written, and what it is.
_CELLS = (
    ("service", ".+", "an AWS service"),
    ("item", ".+", "what is paid for"),
    ("unit", ".+", "a unit"),
    ("per", "10*", "a power of ten"),
)
_NUMBER = r"\d+(\.\d+)?([eE]-?\d+)?"
_EXAMPLE = 'for instance {"prices": {"fargate.x86.vcpu": {"usd": "0.036", "asOf": "2026-11-21"}}}'


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
            part = max(_NONE, min(quantity, end) - start)
            total = _EXACT.add(total, _EXACT.multiply(part, usd))
        return _EXACT.divide(total, self.per)


@dataclass(frozen=True)
class PriceBook:
    """The prices of one Region: the project's own, then the built-in ones, then its neighbours'."""

    region: str
    overlay: Path | None = None
    """Folder of the project's own prices, refreshed or negotiated: one `REGION.json` for each Region."""

    _own: dict[str, Mapping[str, Price]] = field(default_factory=dict, repr=False, compare=False)
    _found: dict[str, Price | None] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(cls, region: str, overlay: Path | None = None) -> PriceBook:
        """Return the book of *region*. Raises UserError where the project's own file of it is wrong in any place."""
        book = cls(region, overlay)
        book._owned(region)
        return book

    def elsewhere(self, region: str) -> PriceBook:
        """Return the book of another Region, over the same files."""
        if region == self.region:
            return self
        book = PriceBook(region, self.overlay, self._own)
        book._owned(region)
        return book

    def find(self, key: str) -> Price | None:
        """Return the price of *key*; None where neither the Region nor its neighbours have one."""
        if key not in self._found:
            self._found[key] = next(self._candidates(key), None)
        return self._found[key]

    def _candidates(self, key: str) -> Iterator[Price]:
        for region in (*chain(self.region), GLOBAL):
            for price in (self._owned(region).get(key), _built_in(region).price(key)):
                if price:
                    yield price

    def _owned(self, region: str) -> Mapping[str, Price]:
        if region not in self._own:
            path = self.overlay / f"{region}.json" if self.overlay else None
            self._own[region] = _read(path, region) if path and path.is_file() else {}
        return self._own[region]


@functools.cache
def chain(region: str) -> tuple[str, ...]:
    """Return *region* and the ones whose prices stand in for its own, nearest first; `us-east-1` is the last."""
    if region == HOME:
        return (HOME,)
    return (region, *chain(_neighbours().get(region, HOME)))


@functools.cache
def _neighbours() -> Mapping[str, str]:
    return {row["region"]: row["neighbour"] for row in rows("regions")}


@dataclass(frozen=True)
class _File:
    """A built-in file: its prices are made one by one, when they are asked for."""

    region: str
    sources: tuple[str, ...]
    raw: Mapping[str, Mapping[str, Any]]

    def price(self, key: str) -> Price | None:
        """Return the price of *key*, if the file has one."""
        raw = self.raw.get(key)
        return _price(key, self.region, {**raw, "source": self.sources[raw["source"]]}) if raw else None


@functools.cache
def _built_in(region: str) -> _File:
    """Return the built-in prices of *region*: none where there is no file of it."""
    path = resources.files("stackwright.data").joinpath("prices", f"{region}.json")
    if not path.is_file():
        return _File(region, (), {})
    data = json.loads(path.read_text(encoding="utf-8"))
    return _File(region, tuple(data["sources"]), data["prices"])


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


def _read(path: Path, region: str) -> Mapping[str, Price]:
    """Return the prices of a file of the project's own. Raises UserError with the file, the key and what is wrong.

    It is written as the built-in files are. It may leave out what the built-in price of the same key says too, its
    numbers may be text or numbers, and a source may stand in place of its index.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"), parse_float=str, parse_int=str, parse_constant=str)
    except (OSError, ValueError) as error:
        raise UserError(f"{path} cannot be read as JSON: {error}; mend or delete it") from error
    prices = data.get("prices") if isinstance(data, dict) else None
    if not isinstance(prices, dict):
        raise UserError(f'{path}: expected an object "prices" of prices by key; {_EXAMPLE}')
    sources = {str(index): source for index, source in enumerate(data.get("sources", ()))}
    built_in = PriceBook(region)
    read = {}
    for key, raw in prices.items():
        try:
            whole = _whole(raw, built_in.find(key))
        except ValueError as error:
            raise UserError(f"{path}: the price of {key}: {error}; {_EXAMPLE}") from error
        whole["source"] = str(sources.get(whole["source"], whole["source"]))
        read[key] = _price(key, region, whole)
    return read


def _whole(raw: Any, known: Price | None) -> dict[str, Any]:
    """Return *raw* with what it leaves out. Raises ValueError with what was expected and what was found."""
    if not isinstance(raw, dict):
        raise ValueError(f"expected an object, found {raw!r}")
    told = {"service": known.service, "item": known.item, "unit": known.unit, "per": str(known.per)} if known else {}
    whole = {"source": "the project's own price", "per": "1", **told, **raw}
    tiers = whole.pop("tiers", None) or [["0", whole.get("usd")]]
    for name, pattern, meaning in _CELLS:
        if not re.fullmatch(pattern, str(whole.get(name, ""))):
            raise ValueError(f"expected {meaning} as {name}, found {whole.get(name)!r}")
    if not is_date(str(whole.get("asOf"))):
        raise ValueError(f"expected a date (YYYY-MM-DD) as asOf, found {whole.get('asOf')!r}")
    if known and whole["unit"] != known.unit:
        raise ValueError(f"expected the unit {known.unit!r}, found {whole['unit']!r}")
    _check_tiers(tiers)
    return {**whole, "tiers": tiers if len(tiers) > 1 else [], "usd": tiers[0][1]}


def is_date(text: str) -> bool:
    """Tell whether *text* is a day, written YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _check_tiers(tiers: Any) -> None:
    if not isinstance(tiers, list) or not all(isinstance(each, list) and len(each) == 2 for each in tiers):
        raise ValueError(f"expected pairs of a quantity and its price as tiers, found {tiers!r}")
    for number in (number for each in tiers for number in each):
        if not re.fullmatch(_NUMBER, str(number)):
            raise ValueError(f"expected USD of at least 0, found {number!r}")
    starts = [Decimal(start) for start, _ in tiers]
    if starts[0] != 0 or starts != sorted(set(starts)):
        raise ValueError(f"expected tiers from 0 upwards, found {tiers!r}")
