"""How an RDS engine is made to refuse connections without TLS, and from which version it does so by itself."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from .tables import rows


@dataclass(frozen=True, kw_only=True)
class TlsSwitch:
    """How an engine is made to refuse connections without TLS."""

    parameter: str
    """Its parameter; empty where an option does it, as for Oracle."""

    values: tuple[str, ...]
    """What it may be set to, in lower case; the first is how AWS writes it."""

    on_from: tuple[int, ...]
    """First version whose default parameter groups have it on; empty where none has."""

    def on_by_default(self, version: str) -> bool:
        """Return whether the default parameter group of this version (`17.6`) has it on; of an empty one none has."""
        return bool(self.on_from) and numbers(version) >= self.on_from


def of_engine(engine: str) -> TlsSwitch | None:
    """Return the switch of an engine (`postgres`); None for an engine that the table does not know."""
    return _switches().get(engine)


def of_family(family: str) -> tuple[TlsSwitch | None, str]:
    """Return the switch of a parameter group's family (`postgres17`, `sqlserver-se-15.0`) and the version in it."""
    for engine, switch in _switches().items():
        version = re.fullmatch(rf"{re.escape(engine)}-?(\d.*)", family)
        if version:
            return switch, version.group(1)
    return None, ""


def of_parameter(name: str) -> TlsSwitch | None:
    """Return the switch that a parameter is, of whichever engine; None for any other parameter."""
    return next((switch for switch in _switches().values() if name and switch.parameter == name), None)


def numbers(version: str) -> tuple[int, ...]:
    """Return the numbers that a version begins with: (8, 0) of `8.0.mysql_aurora.3.05.2`."""
    leading = re.match(r"\d+(\.\d+)*", version)
    return tuple(map(int, leading.group().split("."))) if leading else ()


@functools.cache
def _switches() -> Mapping[str, TlsSwitch]:
    return {
        row["engine"]: TlsSwitch(
            parameter=row["parameter"],
            values=tuple(row["values"].split("|")),
            on_from=numbers(row["on_from"]),
        )
        for row in rows("rds_tls_parameters")
    }
