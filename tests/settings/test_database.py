"""The database of a stack file..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from components import RdsDatabaseArgs

REFUSED = [
    (
        {"database.version": 17.6},
        "stackwright:database.version: 17.6 must be text, and YAML drops digits of a number (17.10 "
        "becomes 17.1); quote it",
    ),
    ({"database.version": None}, 'stackwright:database.version: is required; add it, for instance "17.6"'),
    ({"database.engine": "mysql"}, 'stackwright:database.engine: "mysql" must be postgres; write postgres'),
    (
        {"database.instanceClass": "db.t4g.medum"},
        'stackwright:database.instanceClass: "db.t4g.medum" is not in the table; did you mean '
        "db.t4g.medium or db.t3.medium or db.t4g.small? If it is new, add its row to "
        "components/data/rds_instance_classes.csv",
    ),
    (
        {"database.storageGib": 10},
        "stackwright:database.storageGib: 10 must be a whole number from 20 to 65536; raise it",
    ),
    ({"database.storageGib": None}, "stackwright:database.storageGib: is required; add it, for instance 100"),
    ({"database.storage": 10}, "stackwright:database.storage: is not a setting; did you mean storageGib?"),
    ({"database.backupDays": 0}, "stackwright:database.backupDays: 0 must be a whole number from 1 to 35; raise it"),
    ({"database.backupDays": 36}, "stackwright:database.backupDays: 36 must be a whole number from 1 to 35; lower it"),
    (
        {"database.backupWindow": "3am"},
        'stackwright:database.backupWindow: "3am" must be a time of day in UTC; write for instance 02:00-03:00',
    ),
    (
        {"database.maintenanceWindow": "03:00-04:00"},
        'stackwright:database.maintenanceWindow: "03:00-04:00" must be a time of the week in UTC; write '
        "for instance sun:03:30-sun:04:30",
    ),
    (
        {"database.replicas": ["a", "a"]},
        "stackwright:database.replicas: [a, a] has an entry twice; remove one of the two",
    ),
    (
        {"database.replicas": ["Reporting"]},
        'stackwright:database.replicas[0]: "Reporting" must be at most 20 lower-case letters, digits and '
        "single inner hyphens, a letter first; write for instance acme-orders",
    ),
    (
        {"database.masterSecret": "own"},
        'stackwright:database.masterSecret: "own" must be managed or rotated; choose one of them',
    ),
    ({"database.multiAz": "no"}, 'stackwright:database.multiAz: "no" must be true or false; write one of them'),
    (
        {"database.deletionProtection": "off"},
        'stackwright:database.deletionProtection: "off" must be true or false; write one of them',
    ),
    (
        {"database.parameters": {"max_connections": 100}},
        "stackwright:database.parameters.max_connections: 100 must be text; quote it",
    ),
    (
        {"database.parameters": ["max_connections"]},
        "stackwright:database.parameters: [max_connections] must be a mapping; write its keys below it, indented",
    ),
]


@pytest.mark.parametrize(("changes", "line"), REFUSED, ids=[line.partition(": ")[0] for _, line in REFUSED])
def test_refuses_in_one_line(problems: Callable[..., list[str]], changes: dict[str, Any], line: str) -> None:
    assert problems(changes) == [line]


def test_is_absent_where_nothing_is_written(load_stack: Callable[..., Any]) -> None:
    assert load_stack({"database": {}, "services.api.needs": []}).database is None


def test_gives_the_component_every_argument_by_its_name(load_stack: Callable[..., Any]) -> None:
    changes = {"database.name": "orders", "database.replicas": ["reporting"], "database.finalSnapshot": "true"}

    arguments = load_stack(changes).database.arguments()

    assert set(arguments) <= set(RdsDatabaseArgs.__dataclass_fields__)
    assert arguments["database_name"] == "orders"
    assert arguments["replicas"] == ("reporting",)
    assert arguments["final_snapshot"] is True
    assert arguments["deletion_protection"] is None


def test_leaves_to_the_component_only_what_a_stack_file_does_not_decide(load_stack: Callable[..., Any]) -> None:
    left = set(RdsDatabaseArgs.__dataclass_fields__) - set(load_stack().database.arguments())

    program = {"scope", "network", "kms_key_arn", "log_kms_key_arn", "log_days", "removal"}
    assert left == program | {"username", "ca_cert", "transform"}
