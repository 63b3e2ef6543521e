"""Which rows of AWS's offer files are the price of which key: the table `data/prices/offers.csv`, read.

A row of the table names an offer and what a row of it must hold, `Column=value` pairs joined by `; `. A value is text
as it stands, or has a form: `a|b` is either of two, `~text` the text with or without the Region before it (AWS writes
`EU-NatGateway-Hours` in Ireland and `NatGateway-Hours` in Virginia), `{name}` any name, which the key then holds,
`{region}` the Region asked for, `*` anything; no value means an empty cell.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fnmatch import fnmatchcase

from ..data.tables import rows

ANY_REGION = "global"
"""Stands in place of a Region for the offers of services that have none."""

TERM = "TermType"
"""The column that says how a price is agreed on."""

_ON_DEMAND = "OnDemand"

_VARIABLE = re.compile(r"\{([a-z-]+)\}")
_NAME = r"[A-Za-z0-9][A-Za-z0-9.-]*"


@dataclass(frozen=True, kw_only=True)
class Meter:
    """One row of the table: a price, or with variables in its key a family of prices."""

    key: str
    service: str
    item: str
    unit: str
    per: Decimal
    """How many units a price is written for, a power of ten."""

    offer: str
    """Service code of the offer, as AWS's address of it has it."""

    where: tuple[tuple[str, str], ...]
    """Column -> value a row must have, in order."""

    divisor: Decimal
    """How many of the key's units are one of the offer's: 1024 where it counts GiB and the key MiB."""

    start: Decimal | None
    """From which quantity on these rows are the price, where AWS lists each tier as a product of its own."""

    part: str
    """What of the price these rows are, where the price is the sum of several products."""

    def named(self, values: Mapping[str, str]) -> tuple[str, str]:
        """Return the key and the item for what the variables stand for."""
        low = {name: value.lower() for name, value in values.items()}
        return _filled(self.key, low), _filled(self.item, values)

    def covers(self, key: str) -> bool:
        """Return whether this can be a price of *key*."""
        return bool(_shape(self.key).fullmatch(key))

    def kept(self, patterns: Iterable[str]) -> bool:
        """Return whether every price of this fits one of *patterns*."""
        return any(fnmatchcase(self.key, pattern) for pattern in patterns)


@functools.cache
def meters(region: str) -> Mapping[str, tuple[Meter, ...]]:
    """Return the meters of *region* by offer, in the table's order."""
    found: dict[str, list[Meter]] = {}
    for row in rows("prices/offers"):
        if _holds(row["regions"], region):
            found.setdefault(row["offer"], []).append(_meter(row))
    return {offer: tuple(each) for offer, each in found.items()}


def pattern(value: str, region: str) -> re.Pattern[str]:
    """Return what a cell must be for *value*, whose variables become groups of their names."""
    return re.compile("|".join(_alternative(each, region) for each in value.split("|")))


def _meter(row: Mapping[str, str]) -> Meter:
    where = [pair.partition("=")[::2] for pair in row["where"].split("; ")]
    if TERM not in dict(where):
        where.insert(0, (TERM, _ON_DEMAND))
    return Meter(
        key=row["key"],
        service=row["service"],
        item=row["item"],
        unit=row["unit"],
        per=Decimal(row["per"] or 1),
        offer=row["offer"],
        where=tuple(where),
        divisor=Decimal(row["divisor"] or 1),
        start=Decimal(row["start"]) if row["start"] else None,
        part=row["part"],
    )


def _holds(regions: str, region: str) -> bool:
    """Return whether a cell of the column `regions` means *region*; an empty one means every Region."""
    if regions.startswith("not "):
        return region not in (regions.removeprefix("not "), ANY_REGION)
    return region == regions if regions else region != ANY_REGION


def _alternative(value: str, region: str) -> str:
    text = value.removeprefix("~")
    parts = _VARIABLE.split(text.replace("{region}", region))
    written = "".join(
        f"(?P<{_group(part)}>{_NAME})" if index % 2 else ".*".join(map(re.escape, part.split("*")))
        for index, part in enumerate(parts)
    )
    # Most usage types begin with a short code of the Region, a few with its name.
    return f"(?:[A-Z]{{3}}[0-9]-|EU-|{re.escape(region)}-)?{written}" if text != value else written


@functools.cache
def _shape(key: str) -> re.Pattern[str]:
    parts = _VARIABLE.split(key)
    return re.compile("".join(_NAME if index % 2 else re.escape(part) for index, part in enumerate(parts)))


def _group(variable: str) -> str:
    return variable.replace("-", "_")


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda match: values[_group(match[1])], text)
