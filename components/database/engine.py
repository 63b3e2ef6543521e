"""What each database engine and instance class is, as data with a source. Pure: no Pulumi here."""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

EngineName = Literal["postgres"]
"""Engines a database may run."""

GIB = 2**30

_DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True, kw_only=True)
class Engine:
    """What differs from engine to engine."""

    name: EngineName
    """Name in the RDS API."""

    port: int
    """Port it listens on."""

    version: re.Pattern[str]
    """Form of an exact version; its group `family` is what a parameter group's family ends in."""

    version_example: str
    """An exact version, for messages."""

    log_exports: tuple[str, ...]
    """Logs it can write to CloudWatch."""

    tls_parameter: str
    """Parameter that, set to 1, refuses connections without TLS."""

    connections_parameter: str
    """Parameter that limits connections."""

    bytes_per_connection: int
    """Memory per connection in the default limit: `DBInstanceClassMemory` divided by this."""

    most_connections: int
    """Ceiling of the default limit."""

    idle_lag_seconds: int
    """Replica lag that a healthy replica reports while its source is idle."""

    def family(self, version: str) -> str:
        """Return the parameter group family of an exact *version*, for instance `postgres17`."""
        match = self.version.fullmatch(version)
        if match is None:
            raise ValueError(
                f"version must be exact, for instance {self.version_example!r}, so that the same commit always plans "
                f"the same database, got {version!r}"
            )
        return f"{self.name}{match['family']}"

    def connections(self, memory_bytes: int, parameters: Mapping[str, str]) -> int:
        """Return how many connections an instance takes: what *parameters* say, else the engine's default formula.

        `DBInstanceClassMemory` is a little less than the class's memory, so the default comes out a little high.
        """
        own = parameters.get(self.connections_parameter)
        return int(own) if own is not None else min(memory_bytes // self.bytes_per_connection, self.most_connections)


# Sources: Amazon RDS User Guide, "Quotas and constraints" (connections), "RDS for PostgreSQL database log files",
# "Requiring an SSL connection", and "Monitoring read replication" (lag of an idle source).
ENGINES: Mapping[str, Engine] = {
    "postgres": Engine(
        name="postgres",
        port=5432,
        version=re.compile(r"(?P<family>\d{2})\.\d+"),
        version_example="17.6",
        log_exports=("postgresql", "upgrade"),
        tls_parameter="rds.force_ssl",
        connections_parameter="max_connections",
        bytes_per_connection=9_531_392,
        most_connections=5000,
        idle_lag_seconds=300,
    )
}


@dataclass(frozen=True, kw_only=True)
class InstanceClass:
    """The size of one instance."""

    name: str
    """Name in the RDS API, for instance `db.r8g.large`."""

    vcpus: int
    """Virtual processors."""

    memory_gib: int
    """Memory in GiB."""

    @property
    def memory_bytes(self) -> int:
        """Memory in bytes."""
        return self.memory_gib * GIB


def engine_named(name: str) -> Engine:
    """Return the engine *name*; an unknown one is refused."""
    if name not in ENGINES:
        raise ValueError(f"engine must be one of {', '.join(ENGINES)}, got {name!r}")
    return ENGINES[name]


def instance_class_named(name: str) -> InstanceClass:
    """Return the size of the class *name*; one that is not in the table is refused with the nearest names."""
    known = _instance_classes()
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=3)
    hint = f"did you mean {' or '.join(near)}? If it is new, " if near else ""
    raise ValueError(
        f"instance_class {name!r} is not in the table: {hint}add its row to components/data/rds_instance_classes.csv"
    )


@cache
def reserved_words(engine: str) -> frozenset[str]:
    """Return the words that *engine* does not take as a user's or database's name, in lower case."""
    return frozenset(row["word"] for row in _rows("database_reserved_words.csv") if row["engine"] == engine)


@cache
def _instance_classes() -> Mapping[str, InstanceClass]:
    return {
        row["instance_class"]: InstanceClass(
            name=row["instance_class"], vcpus=int(row["vcpus"]), memory_gib=int(row["memory_gib"])
        )
        for row in _rows("rds_instance_classes.csv")
    }


def _rows(file: str) -> list[dict[str, str]]:
    with (_DATA / file).open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))
