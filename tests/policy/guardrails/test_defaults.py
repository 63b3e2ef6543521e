"""A default of AWS..."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from policy.guardrails import defaults as module
from policy.guardrails.defaults import default
from policy.guardrails.types import canonical

TABLES = sorted((Path(module.__file__).parent / "data" / "defaults").glob("*.csv"))


def test_is_known_by_type_and_path():
    assert default("aws:rds/instance:Instance", "storageEncrypted") is False
    assert default("aws:rds/instance:Instance", "nothing") is None
    assert default("no:such/type:Type", "storageEncrypted") is None
    assert default("", "a") is None


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_has_a_source_and_a_day_and_is_found_where_it_is_looked_for(table):
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert rows
    for row in rows:
        assert canonical(row["type"]) == row["type"]
        assert len(row["source"]) > 10, row
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["as_of"]), row
        wanted = json.loads(row["value"])
        assert default(row["type"], row["path"].replace("[]", "[3]")) == wanted, row
