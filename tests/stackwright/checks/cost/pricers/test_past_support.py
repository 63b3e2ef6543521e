"""The fee for a version whose standard support has ended..."""

from __future__ import annotations

from datetime import date

import pytest

from stackwright.data import tables
from tests.stackwright.checks.cost.pricers.pricing import made, unpriced

GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"


@pytest.mark.parametrize(("today", "fees"), [(date(2026, 1, 31), 0), (date(2026, 2, 1), 1)])
def test_begins_the_day_after(today, fees):
    cache = made(GROUP, nodeType="cache.t4g.small", engineVersion="5.0.6")
    assert len(unpriced(cache, today=today)) == fees


@pytest.mark.parametrize("version", ["50.1", "7.1", None])
def test_is_of_whole_versions(version):
    assert unpriced(made(GROUP, nodeType="cache.t4g.small", engineVersion=version)) == []


def test_has_a_source_for_every_date():
    rows = list(tables.rows("extended_support"))
    assert all(date.fromisoformat(row["standard_until"]) and row["source"] and row["as_of"] for row in rows)
    assert len({(row["service"], row["version"]) for row in rows}) == len(rows)
