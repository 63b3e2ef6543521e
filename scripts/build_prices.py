"""Writes `stackwright/data/prices/REGION.json`, the prices the estimate reads, from `scripts/prices/table.csv`.

A row of the table is one price, or one tier of it, in one Region, with the public place it was read in and the day that
place stated it. Rows that no public place tells (`unsourced`) stay in the table and out of the files.

Run it from the project's root: `python scripts/build_prices.py`; with `--check` it writes nothing and fails where a file
is not what the table makes. A price that a refresh has read from AWS's offer files since is kept.
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

from stackwright.checks.cost.prices import is_date
from stackwright.pricing import price_file
from stackwright.pricing.price_file import File

_ROOT = Path(__file__).resolve().parent.parent
_TABLES = _ROOT / "scripts" / "prices"
_DATA = _ROOT / "stackwright" / "data"

_KEY = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
_PUBLIC = re.compile(r"https://\S+|repository [\w.-]+/[\w.-]+ \S.*")
_AMOUNT = re.compile(r"(?:(\d+)([kMB]?) )?(.+)")
_THOUSANDS = {"": 0, "k": 3, "M": 6, "B": 9}

Row = Mapping[str, str]


@dataclass(frozen=True)
class Unit:
    """What a quantity counts, and how many of it one price buys."""

    name: str
    per: Decimal


def main(check: bool) -> int:
    """Write every file, or with *check* compare them; return the exit code."""
    made = files(_rows(_TABLES / "table.csv"), _units(), _neighbours())
    folder = _DATA / "prices"
    wrong = 0
    for region, file in made.items():
        path = folder / f"{region}.json"
        whole = kept(file, price_file.read(path))
        if not check:
            price_file.write(path, whole)
        elif not path.is_file() or path.read_text(encoding="utf-8") != price_file.written(whole):
            wrong += 1
            print(f"{path.name} is not what the table makes: run python scripts/build_prices.py")
    return min(wrong, 1)


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
            file = made.setdefault(region, {"region": region, "neighbour": neighbours.get(region, ""), "prices": {}})
            file["prices"][key] = price
    return made


def kept(file: File, old: File) -> File:
    """Return *file* with the prices of *old* that are newer than those of the table: what a refresh has read since."""
    prices = dict(file["prices"])
    for key, price in old["prices"].items():
        if key in prices and price["asOf"] > prices[key]["asOf"]:
            prices[key] = price
    return {**file, "prices": prices}


def unit(text: str, units: Mapping[str, str]) -> Unit:
    """Return the unit that *text* writes: `hour`, `10k requests`. Raises ValueError where *units* lack it."""
    match = _AMOUNT.fullmatch(text)
    count, thousands, name = match.groups() if match else (None, "", text)
    single = units.get(name) if count else name
    if single not in units.values():
        raise ValueError(f"the unit {text!r} is not in units.csv")
    return Unit(single, Decimal(count or 1).scaleb(_THOUSANDS[thousands or ""]))


def _price(tiers: list[Row], units: Mapping[str, str]) -> dict[str, str | list[list[str]]] | None:
    """Return one price as its file writes it, or None where no public place tells it."""
    public = sorted((row for row in tiers if row["source"] != "unsourced"), key=_start)
    starts = [_start(row) for row in public]
    if not public:
        return None
    first = public[0]
    if starts[0] != 0 or len(set(starts)) < len(starts):
        raise ValueError(f"{_name(first)}: expected one row for each tier, the first from 0, found {starts}")
    counted = unit(first["unit"], units)
    price: dict[str, str | list[list[str]]] = {"service": first["service"], "item": first["item"], "unit": counted.name}
    if counted.per != 1:
        price["per"] = f"{counted.per:f}"
    if len(public) > 1:
        price["tiers"] = [[f"{_start(row):f}", row["usd"]] for row in public]
    else:
        price["usd"] = first["usd"]
    return {**price, "source": first["source"], "asOf": min(row["as_of"] for row in public)}


def _check(row: Row, regions: Mapping[str, str]) -> None:
    """Raise ValueError where a cell of *row* is not of its form."""
    problem = ""
    if not _KEY.fullmatch(row["key"]):
        problem = "the key is not in lower case with dots between its parts"
    elif row["region"] != "global" and row["region"] not in regions:
        problem = "the Region is not in regions.csv"
    elif not re.fullmatch(r"\d+(\.\d+)?", row["usd"]):
        problem = f"expected USD of at least 0, found {row['usd']!r}"
    elif row["source"] != "unsourced" and not _PUBLIC.fullmatch(row["source"]):
        problem = f"expected an address or `repository owner/name path` as source, found {row['source']!r}"
    elif row["source"] != "unsourced" and not is_date(row["as_of"]):
        problem = f"expected a date (YYYY-MM-DD) as as_of, found {row['as_of']!r}"
    if problem:
        raise ValueError(f"{_name(row)}: {problem}")


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
    return {row["region"]: row["neighbour"] for row in _rows(_DATA / "regions.csv")}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] == ["--check"]))
