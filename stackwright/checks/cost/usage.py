"""How much of everything is used a month: what usage files say, else the documented default of the stack's profile."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources
from typing import Literal, get_args

from ...data import tables
from ...errors import UserError
from .item import Item, canonical
from .money import HOURS, Range
from .values import MOST

Profile = Literal["development", "ephemeral", "production"]
PROFILES: tuple[Profile, ...] = get_args(Profile)
HOURS_ON = "hoursOn"
"""Meter that every resource has which is paid by the hour."""

Meters = Mapping[str, Range]


@dataclass(frozen=True)
class Reading:
    """A month's quantity, and where it is from."""

    quantity: Range
    origin: str


@dataclass(frozen=True, kw_only=True)
class UsageFile:
    """What one usage file says, checked for its form."""

    name: str
    """As messages name it."""

    types: Mapping[str, Meters]
    """Canonical type -> meter -> quantity."""

    resources: Mapping[str, Meters]
    """Logical name, `type::name`, URN or a pattern with `*` -> meter -> quantity."""


@dataclass(frozen=True, kw_only=True)
class Default:
    """What is assumed of one meter of a type, by profile."""

    unit: str
    meaning: str
    quantities: Mapping[Profile, Range]
    """Empty for a meter that only overrides what the program says."""


class Usage:
    """Answers what is used, the most particular file and entry first."""

    def __init__(self, profile: Profile = "production", files: Iterable[UsageFile] = ()) -> None:
        """*files* from the most particular to the most general. Raises UserError for a type or a meter there is not."""
        self.profile = profile
        self.files = tuple(files)
        for file in self.files:
            for type_, meters in file.types.items():
                _refuse_unknown(file, type_, meters, known_meters(type_))

    def after(self, file: UsageFile) -> Usage:
        """Return the same usage, with what *file* says before all else."""
        return Usage(self.profile, (file, *self.files))

    def reading(self, item: Item, meter: str) -> Reading:
        """Return what is used of *meter* by *item*. Raises KeyError for a meter without a default for its type."""
        given = self.given(item, meter)
        if given:
            return given
        default = defaults()[item.type][meter]
        quantity = default.quantities[self.profile]
        unit = "" if default.unit == meter else f" {default.unit}"
        return Reading(quantity, f"{meter} {shown(quantity)}{unit}, assumed for {self.profile}")

    def given(self, item: Item, meter: str) -> Reading | None:
        """Return what a usage file says of *meter* of *item*; None where none says anything."""
        for file in self.files:
            for meters in _entries(file, item):
                if meter in meters:
                    return Reading(meters[meter], f"{meter} {shown(meters[meter])}, {file.name}")
        return None

    def check(self, items: Iterable[Item]) -> list[str]:
        """Return a sentence for each entry that fits no resource. Raises UserError for a meter that none has."""
        known = list(items)
        notes = []
        present = {item.type for item in known}
        for file in self.files:
            notes += [
                f"{file.name}: types.{type_}: no resource is of this type; it says nothing"
                for type_ in file.types
                if type_ not in present
            ]
            for pattern, meters in file.resources.items():
                fitting = [item for item in known if _fits(pattern, item)]
                if not fitting:
                    notes.append(f"{file.name}: resources.{pattern}: no resource has this name; it says nothing")
                else:
                    possible = {meter: one for item in fitting for meter, one in known_meters(item.type).items()}
                    _refuse_unknown(file, pattern, meters, possible)
        return notes


def known_meters(type_: str) -> Mapping[str, Default]:
    """Return meter -> its defaults for a canonical type, `hoursOn` among them; nothing but that for an unknown type."""
    return {**defaults().get(type_, {}), HOURS_ON: _HOURS_ON}


@functools.cache
def defaults() -> dict[str, dict[str, Default]]:
    """Return type -> meter -> what is assumed of it, from the tables in `data/usage`."""
    found: dict[str, dict[str, Default]] = {}
    folder = resources.files("stackwright.data").joinpath("usage")
    for file in sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".csv")):
        for row in tables.rows(f"usage/{file.removesuffix('.csv')}"):
            quantities = {profile: Range.of(*row[profile].split()) for profile in PROFILES if row[profile]}
            default = Default(unit=row["unit"], meaning=row["meaning"], quantities=quantities)
            found.setdefault(row["type"], {})[row["key"]] = default
    return found


def shown(quantity: Range) -> str:
    """Return the numbers of a range as a report shows them: one where they are one."""
    ends = dict.fromkeys(f"{end.normalize():,f}" for end in quantity.ends)
    return " - ".join(ends)


_ALWAYS = Range.of(HOURS)
_HOURS_ON = Default(unit="hours", meaning="Hours of the month it exists", quantities=dict.fromkeys(PROFILES, _ALWAYS))


def _entries(file: UsageFile, item: Item) -> Iterator[Meters]:
    """Yield what *file* says of *item*: by its name, by patterns from the longest on, by its type."""
    fitting = [pattern for pattern in file.resources if _fits(pattern, item)]
    for pattern in sorted(fitting, key=lambda pattern: ("*" in pattern, -len(pattern), pattern)):
        yield file.resources[pattern]
    if item.type in file.types:
        yield file.types[item.type]


def _fits(pattern: str, item: Item) -> bool:
    if pattern in (item.urn, item.name):
        return True
    type_, separator, name = pattern.rpartition("::")
    if separator and not _like(canonical(type_)).fullmatch(item.type):
        return False
    return bool(_like(name).fullmatch(item.name))


@functools.cache
def _like(pattern: str) -> re.Pattern[str]:
    """Return what a text with any number of `*` fits; a name may hold whatever else means something in patterns."""
    return re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)


def _refuse_unknown(file: UsageFile, entry: str, meters: Meters, known: Mapping[str, Default]) -> None:
    for meter, quantity in meters.items():
        if meter not in known:
            near = difflib.get_close_matches(meter, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(known))}"
            raise UserError(f"{file.name}: {entry}.{meter}: nothing is measured by this name there; {hint}")
        if meter == HOURS_ON and quantity.high > HOURS:
            raise UserError(
                f"{file.name}: {entry}.{meter}: a month has {HOURS} hours and {shown(quantity)} was given; lower it"
            )


def number(value: object) -> Decimal | None:
    """Return *value* as a quantity, at least 0 and at most 10 to the 15th; None where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = Decimal(str(value))
    except ArithmeticError:
        return None
    return found if found.is_finite() and 0 <= found <= MOST else None
