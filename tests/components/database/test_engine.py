"""A database engine"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from components.database import engine
from components.database.engine import ENGINES, GIB, engine_named, instance_class_named, reserved_words

POSTGRES = ENGINES["postgres"]
DATA = Path(engine.__file__).parent.parent / "data"


@pytest.mark.parametrize(("version", "family"), [("17.6", "postgres17"), ("16.10", "postgres16")])
def test_derives_the_parameter_family_from_the_major_version(version, family):
    assert POSTGRES.family(version) == family


@pytest.mark.parametrize("version", ["17", "17.", "latest", "17.6.1", ""])
def test_refuses_a_version_that_is_not_exact(version):
    with pytest.raises(ValueError, match=rf"version must be exact, for instance '17.6', .*got '{version}'"):
        POSTGRES.family(version)


@pytest.mark.parametrize(("gib", "connections"), [(1, 112), (4, 450), (16, 1802), (64, 5000)])
def test_derives_the_connection_limit_from_memory_up_to_its_ceiling(gib, connections):
    assert POSTGRES.connections(gib * GIB, {}) == connections


def test_takes_the_connection_limit_the_parameters_set():
    assert POSTGRES.connections(GIB, {"max_connections": "300"}) == 300


def test_is_refused_when_unknown():
    assert engine_named("postgres") is POSTGRES
    with pytest.raises(ValueError, match="engine must be one of postgres, got 'oracle'"):
        engine_named("oracle")


@pytest.mark.parametrize(
    ("name", "vcpus", "gib"), [("db.t4g.micro", 2, 1), ("db.m8g.large", 2, 8), ("db.r6i.32xlarge", 128, 1024)]
)
def test_runs_on_an_instance_class_of_known_size(name, vcpus, gib):
    size = instance_class_named(name)
    assert (size.vcpus, size.memory_gib, size.memory_bytes) == (vcpus, gib, gib * 2**30)


def test_refuses_an_unknown_instance_class_with_the_nearest_names():
    with pytest.raises(ValueError, match=r"'db.t4g.mikro' is not in the table: did you mean db.t4g.micro or .*\.csv"):
        instance_class_named("db.t4g.mikro")


def test_tells_how_to_add_an_instance_class_that_resembles_none():
    with pytest.raises(ValueError, match=r"'huge' is not in the table: add its row to components/data/rds_instance"):
        instance_class_named("huge")


def test_keeps_its_reserved_words_in_lower_case():
    words = reserved_words("postgres")
    assert {"admin", "user", "select", "rdsadmin", "public", "left"} <= words
    assert all(word == word.lower() for word in words)
    assert reserved_words("mysql") == frozenset()


@pytest.mark.parametrize("file", ["rds_instance_classes.csv", "database_reserved_words.csv"])
def test_has_facts_with_a_source_and_a_date_on_each_row_and_no_row_twice(file):
    with (DATA / file).open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert rows
    assert all(row["source"] and row["as_of"] for row in rows)
    keys = [(row.get("engine"), row.get("word"), row.get("instance_class")) for row in rows]
    assert len(set(keys)) == len(keys)
