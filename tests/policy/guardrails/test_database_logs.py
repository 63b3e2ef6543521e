"""A database's logs..."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from policy.guardrails import databases
from policy.guardrails.database_logs import wanted_logs

TABLE = Path(databases.__file__).parent / "data" / "rds_log_exports.csv"


@pytest.mark.parametrize(
    ("type_", "engine", "logs"),
    [
        (databases.INSTANCE, "postgres", ("postgresql",)),
        (databases.INSTANCE, "mysql", ("error", "slowquery")),
        (databases.INSTANCE, "mariadb", ("error", "slowquery")),
        (databases.INSTANCE, "oracle-se2-cdb", ("alert", "audit")),
        (databases.INSTANCE, "sqlserver-ex", ("error",)),
        (databases.INSTANCE, "db2-ae", ("diag.log",)),
        (databases.CLUSTER, "aurora-mysql", ("audit", "error")),
        (databases.CLUSTER, "aurora-postgresql", ("postgresql",)),
        (databases.CLUSTER, "mysql", ("error", "slowquery")),
    ],
)
def test_are_those_that_tell_what_went_wrong_and_who_did_what(type_, engine, logs):
    assert wanted_logs(type_, engine) == logs


@pytest.mark.parametrize(("type_", "engine"), [(databases.INSTANCE, "aurora-mysql"), (databases.CLUSTER, "oracle-ee")])
def test_are_none_of_an_engine_that_the_type_does_not_have(type_, engine):
    assert wanted_logs(type_, engine) == ()


def test_have_a_source_and_a_day_in_every_row():
    rows = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
    assert {row["as_of"] for row in rows} == {"2026-11-21"}
    assert [row for row in rows if not row["source"].startswith("https://docs.aws.amazon.com/")] == []
    assert [row for row in rows if row["wanted"] not in ("yes", "no")] == []
