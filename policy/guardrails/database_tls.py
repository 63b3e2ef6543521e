"""The parameter with which an RDS engine refuses connections without TLS, and from which version that is the default."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_TABLE = Path(__file__).parent / "data" / "rds_tls_parameters.csv"


@dataclass(frozen=True, kw_only=True)
class TlsSwitch:
    """A parameter that makes an engine refuse connections without TLS."""

    engine: str
    parameter: str
    values: tuple[str, ...]
    """What it may be set to, in lower case."""

    on_from: tuple[int, ...]
    """First version whose default parameter groups have it on; empty where none has."""

    def on_by_default(self, version: str) -> bool:
        """Return whether the default parameter group of this version (`17.6`) has it on; an empty one is any version."""
        return bool(self.on_from) and numbers(version) >= self.on_from


def of_engine(engine: str) -> TlsSwitch | None:
    """Return the switch of an engine (`postgres`); None where it has none, as Oracle, which has an option for it."""
    return _switches().get(engine)


def of_family(family: str) -> tuple[TlsSwitch | None, str]:
    """Return the switch of a parameter group's family (`postgres17`, `sqlserver-se-15.0`) and the version in it."""
    named = [engine for engine in _switches() if re.match(rf"{re.escape(engine)}-?\d", family)]
    if not named:
        return None, ""
    return _switches()[named[0]], family.removeprefix(named[0]).lstrip("-")


def numbers(version: str) -> tuple[int, ...]:
    """Return the numbers that a version begins with: (8, 0) of `8.0.mysql_aurora.3.05.2`."""
    leading = re.match(r"\d+(\.\d+)*", version)
    return tuple(map(int, leading.group().split("."))) if leading else ()


@functools.cache
def _switches() -> Mapping[str, TlsSwitch]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {
            row["engine"]: TlsSwitch(
                engine=row["engine"],
                parameter=row["parameter"],
                values=tuple(row["values"].split("|")),
                on_from=numbers(row["on_from"]),
            )
            for row in csv.DictReader(file)
        }
