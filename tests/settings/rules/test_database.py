"""The database's settings, taken together..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

REFUSED = [
    (
        {"database.version": "17"},
        'stackwright:database.version: "17" must be an exact version of postgres, so that the same '
        'commit plans the same database; write for instance "17.6"',
    ),
    (
        {"database.replicaVersion": "16"},
        'stackwright:database.replicaVersion: "16" must be an exact version of postgres, so that the '
        'same commit plans the same database; write for instance "17.6"',
    ),
    (
        {"database.replicaVersion": "16.4"},
        'stackwright:database.replicaVersion: "16.4" is of another major version than version (17.6), '
        "and RDS upgrades both together; leave it out",
    ),
    (
        {"database.name": "user"},
        "stackwright:database.name: \"user\" is reserved by postgres; choose another, for instance 'user_app'",
    ),
    (
        {"database.name": "my-db"},
        'stackwright:database.name: "my-db" must be 1 to 63 lower-case letters, digits and underscores, '
        "starting with a letter; write for instance app",
    ),
    (
        {"database.parameters": {"rds.force_ssl": "0"}},
        'stackwright:database.parameters["rds.force_ssl"]: "0" is set always: connections are encrypted; leave it out',
    ),
    (
        {"database.parameters": {"max_connections": "many"}},
        'stackwright:database.parameters.max_connections: "many" must be a whole number: an alarm '
        "watches it; write digits",
    ),
    (
        {"database.parameters": {"max_connections": "0"}},
        'stackwright:database.parameters.max_connections: "0" must be 6 or more; raise it',
    ),
    (
        {"database.parameters": {"RDS.Force_SSL": "0"}},
        'stackwright:database.parameters["RDS.Force_SSL"]: must be a parameter\'s name in lower case; write for '
        "instance log_min_duration_statement",
    ),
    (
        {"database.instanceClass": "db.t4g.large", "database.replicaInstanceClass": "db.t4g.medium"},
        'stackwright:database.replicaInstanceClass: "db.t4g.medium" must take as many connections as the database '
        "(901), or the replica does not start; choose a larger one, or set 'max_connections' in parameters",
    ),
    (
        {"database.maxStorageGib": 105},
        "stackwright:database.maxStorageGib: 105 must be at least 10 % above storageGib (100); raise it, "
        "or leave it out for four times storageGib",
    ),
    (
        {"database.backupWindow": "02:00-02:10"},
        'stackwright:database.backupWindow: "02:00-02:10" must last at least 30 minutes; move its end',
    ),
    (
        {"database.maintenanceWindow": "sun:04:00-sun:04:10"},
        'stackwright:database.maintenanceWindow: "sun:04:00-sun:04:10" must last 30 minutes to 24 hours; move its end',
    ),
    (
        {"database.maintenanceWindow": "sun:02:30-sun:03:30"},
        "stackwright:database: backupWindow '02:00-03:00' and maintenanceWindow 'sun:02:30-sun:03:30' "
        "overlap; move one of them",
    ),
    (
        {"database.masterSecret": "managed", "database.replicas": ["reporting"]},
        'stackwright:database.masterSecret: "managed" does not go with replicas (reporting): RDS refuses '
        "the combination; write rotated, or drop the replicas",
    ),
]


@pytest.mark.parametrize(("changes", "line"), REFUSED, ids=[line.partition(": ")[0] for _, line in REFUSED])
def test_refuses_what_does_not_fit(problems: Callable[..., list[str]], changes: dict[str, Any], line: str) -> None:
    assert problems(changes) == [line]


def test_lets_replicas_be_upgraded_first_within_a_major_version(load_stack: Callable[..., Any]) -> None:
    database = load_stack({"database.replicas": ["reporting"], "database.replicaVersion": "17.7"}).database

    assert database.replica_version == "17.7"


def test_takes_a_connection_limit_in_digits(load_stack: Callable[..., Any]) -> None:
    assert load_stack({"database.parameters": {"max_connections": "100"}}).database.parameters == {
        "max_connections": "100"
    }
