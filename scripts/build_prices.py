"""Writes `stackwright/data/prices/REGION.json`, the prices the estimate reads, from `scripts/prices/table.csv`.

A row of the table is one price, or one tier of it, in one Region, with the public place it was read in and the day that
place stated it. Rows that no public place tells (`unsourced`) stay in the table and out of the files.

Run it from the project's root: `python scripts/build_prices.py`; with `--check` it writes nothing and fails where a
file is not what the table makes. A price that a refresh has read from AWS's offer files since is kept.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from stackwright.checks.cost.own_prices import is_date
from stackwright.pricing import price_file
from stackwright.pricing.price_file import File

_ROOT = Path(__file__).resolve().parent.parent
_TABLES = _ROOT / "scripts" / "prices"
_PRICES = _ROOT / "stackwright" / "data" / "prices"
_REGIONS = _ROOT / "stackwright" / "data" / "regions.csv"

_KEY = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
_PUBLIC = re.compile(r"https://\S+|repository [\w.-]+/[\w.-]+ \S.*")
_AMOUNT = re.compile(r"(?:(\d+)([kMB]?) )?(.+)")
_THOUSANDS = {"": 0, "k": 3, "M": 6, "B": 9}
_UNSOURCED = "unsourced"
_OFFERS = "/offers/"

Row = Mapping[str, str]


@dataclass(frozen=True)
class Unit:
    """What a quantity counts, and how many of it one price buys."""

    name: str
    per: Decimal


def main(check: bool) -> int:
    """Write every file, or with *check* compare them; return the exit code."""
    neighbours = _neighbours()
    made = files(_rows(_TABLES / "table.csv"), _units(), neighbours)
    wrong = []
    for region in sorted({*made, *(path.stem for path in _PRICES.glob("*.json"))}):
        path = _PRICES / f"{region}.json"
        whole = kept(made.get(region, _empty(region, neighbours)), price_file.read(path))
        if not check and whole["prices"]:
            price_file.write(path, whole)
        elif not check:
            path.unlink()
        elif not path.is_file() or path.read_text(encoding="utf-8") != price_file.written(whole):
            wrong.append(path.name)
    for name in wrong:
        print(f"{name} is not what the table makes: run python scripts/build_prices.py")
    return 1 if wrong else 0


def files(table: Iterable[Row], units: Mapping[str, str], neighbours: Mapping[str, str]) -> dict[str, File]:
    """Return what each Region's file holds, by Region. Raises ValueError with the first row that is wrong."""
    found: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    meanings: dict[str, tuple[str, str, str]] = {}
    for row in table:
        _check(row, neighbours)
        meaning = (row["service"], row["item"], row["unit"])
        if meanings.setdefault(row["key"], meaning) != meaning:
            raise ValueError(f"{_name(row)}: {meaning}, but {meanings[row['key']]} in another row of the key")
        found[row["region"], row["key"]].append(row)
    made: dict[str, File] = {}
    for (region, key), tiers in sorted(found.items()):
        price = _price(tiers, units)
        if price:
            made.setdefault(region, _empty(region, neighbours))["prices"][key] = price
    return made


def kept(file: File, old: File) -> File:
    """Return *file* with the prices of *old* that a refresh has read from AWS's offer files after the table's."""
    prices = dict(file["prices"])
    for key, price in old["prices"].items():
        made = prices.get(key, {"unit": price["unit"], "asOf": ""})
        if _OFFERS in price["source"] and price["unit"] == made["unit"] and price["asOf"] > made["asOf"]:
            prices[key] = price
    return {**file, "prices": prices}


def unit(text: str, units: Mapping[str, str]) -> Unit:
    """Return the unit that *text* writes: `hour`, `10k requests`. Raises ValueError where *units* lack it."""
    match = _AMOUNT.fullmatch(text)
    count, thousands, name = match.groups() if match else (None, "", text)
    single = units.get(name, "") if count else str(name)
    if single not in units.values():
        raise ValueError(f"the unit {text!r} is not in units.csv")
    return Unit(single, Decimal(count or 1).scaleb(_THOUSANDS[thousands or ""]))


def _price(tiers: list[Row], units: Mapping[str, str]) -> dict[str, str | list[list[str]]] | None:
    """Return one price as its file writes it, or None where no public place tells all of it."""
    tiers = sorted(tiers, key=_start)
    starts = [_start(row) for row in tiers]
    first = tiers[0]
    if starts[0] != 0 or len(set(starts)) < len(starts):
        raise ValueError(f"{_name(first)}: expected one row for each tier, the first from 0, found {starts}")
    counted = unit(first["unit"], units)
    if any(row["source"] == _UNSOURCED for row in tiers):
        return None
    price: dict[str, str | list[list[str]]] = {"service": first["service"], "item": first["item"], "unit": counted.name}
    if counted.per != 1:
        price["per"] = f"{counted.per:f}"
    if len(tiers) > 1:
        price["tiers"] = [[f"{_start(row):f}", row["usd"]] for row in tiers]
    else:
        price["usd"] = first["usd"]
    return {**price, "source": first["source"], "asOf": min(row["as_of"] for row in tiers)}


def _check(row: Row, regions: Mapping[str, str]) -> None:
    """Raise ValueError where a cell of *row* is not of its form."""
    problem = ""
    if not _KEY.fullmatch(row["key"]):
        problem = "the key is not in lower case with dots between its parts"
    elif row["region"] != "global" and row["region"] not in regions:
        problem = "the Region is not in regions.csv"
    elif not re.fullmatch(r"\d+(\.\d+)?", row["usd"]):
        problem = f"expected USD of at least 0, found {row['usd']!r}"
    elif not re.fullmatch(r"(\d+(\.\d+)?)?", row["tier_from"]):
        problem = f"expected the quantity that a tier begins at, or nothing, found {row['tier_from']!r}"
    elif row["source"] != _UNSOURCED and not _PUBLIC.fullmatch(row["source"]):
        problem = f"expected an address or `repository owner/name path` as source, found {row['source']!r}"
    elif row["source"] != _UNSOURCED and not is_date(row["as_of"]):
        problem = f"expected a date (YYYY-MM-DD) as as_of, found {row['as_of']!r}"
    if problem:
        raise ValueError(f"{_name(row)}: {problem}")


def _empty(region: str, neighbours: Mapping[str, str]) -> File:
    return {"region": region, "neighbour": neighbours.get(region, ""), "prices": {}}


def _start(row: Row) -> Decimal:
    return Decimal(row["tier_from"] or 0)


def _name(row: Row) -> str:
    return f"{row['key']} in {row['region']}"


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _units() -> Mapping[str, str]:
    """Return the name of many of a unit -> of one."""
    return {row["many"]: row["unit"] for row in _rows(_TABLES / "units.csv")}


def _neighbours() -> Mapping[str, str]:
    return {row["region"]: row["neighbour"] for row in _rows(_REGIONS)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] == ["--check"]))
