"""The facts that look-ups are answered from..."""

from __future__ import annotations

import pytest

from stackwright.data.tables import rows
from stackwright.simulator.lookups import tables
from stackwright.simulator.lookups.question import ask
from stackwright.simulator.place import Place

FILES = ["look_ups", "look_ups_engines", "look_ups_managed", "look_ups_policies", "look_ups_regions"]


@pytest.mark.parametrize("name", FILES)
def test_have_a_source_and_a_date_in_every_row(name):
    found = list(rows(name))
    assert found
    assert [row for row in found if not row["source"] or row["as_of"] != "2026-11-21"] == []


@pytest.mark.parametrize("name", FILES)
def test_stand_in_order(name):
    keys = [tuple(row.values())[:2] for row in rows(name)]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_have_patterns_that_can_be_filled_in():
    question = ask(Place(), "aws:x", {})
    for outputs in tables.patterns().values():
        assert all(question.text(pattern) for pattern in outputs.values())


def test_know_every_region_by_a_short_code_of_its_own():
    regions = tables.regions()
    assert len({row["short"] for row in regions.values()}) == len(regions) == 38
    assert regions["us-east-1"]["applicationZone"] == "Z35SXDOTRQ7X7K"
    assert {row["optIn"] for row in regions.values()} == {"yes", "no"}


def test_know_what_aws_publishes():
    assert tables.managed()["cache", "Managed-CachingOptimized"] == "658327ea-f89d-4fab-a63d-7e88639e58f6"
    assert tables.engines()["mysql"]["port"] == "3306"
    assert tables.policies()["ViewOnlyAccess"] == "/job-function/"
