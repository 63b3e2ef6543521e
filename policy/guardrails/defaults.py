"""What AWS takes for a property that nobody set."""

from __future__ import annotations

import csv
import functools
import json
import re
from pathlib import Path
from typing import Any

_TABLES = Path(__file__).parent / "data" / "defaults"
_INDEX = re.compile(r"\[\d+\]")


def default(type_: str, path: str) -> Any:
    """Return the default for the property at *path* (`rules[0].status`) of a canonical type; None where none is known.

    The tables lie in `data/defaults`, a file per service: `rds.csv` for `aws:rds/...`, `kubernetes.csv` for all of
    Kubernetes. Each row names its source and the day it was read.
    """
    package, _, rest = type_.partition(":")
    of_type = _table(rest.split("/", 1)[0] if package == "aws" else package).get(type_)
    return of_type.get(_INDEX.sub("[]", path)) if of_type else None


@functools.cache
def _table(service: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    path = _TABLES / f"{service}.csv"
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found.setdefault(row["type"], {})[row["path"]] = json.loads(row["value"])
    return found
