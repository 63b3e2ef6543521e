"""Which logs an RDS engine can send to CloudWatch Logs, and which of them tell what went wrong or who did what."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from .tables import rows


def wanted_logs(type_: str, engine: str) -> tuple[str, ...]:
    """Return the logs that a database of this canonical type and engine should export.

    Empty where the engine is not in `data/rds_log_exports.csv`, which holds every engine that exports logs.
    """
    return _wanted().get((type_, engine), ())


@functools.cache
def _wanted() -> Mapping[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in rows("rds_log_exports"):
        if row["wanted"] == "yes":
            found[row["type"], row["engine"]] = (*found.get((row["type"], row["engine"]), ()), row["log"])
    return found
