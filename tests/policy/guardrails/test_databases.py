"""An RDS resource..."""

from __future__ import annotations

import pytest

from policy.guardrails import databases
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.verdicts import Undecided


@pytest.fixture
def cluster(item):
    return lambda **inputs: item(databases.CLUSTER, "reports", inputs=inputs)


@pytest.mark.parametrize(
    ("written", "engine"), [("postgres", "postgres"), ("Aurora-MySQL", "aurora-mysql"), (None, "")]
)
def test_has_the_engine_it_names(cluster, written, engine):
    assert databases.engine(cluster(engine=written)) == engine


@pytest.mark.parametrize("ask", [databases.engine, databases.is_custom, databases.is_multi_az_cluster])
def test_has_an_engine_that_is_not_known_yet(cluster, ask):
    with pytest.raises(Undecided):
        ask(cluster(engine=UNKNOWN))


@pytest.mark.parametrize(
    ("inputs", "answer"),
    [
        ({"replicateSourceDb": "orders"}, True),
        ({"replicationSourceIdentifier": UNKNOWN}, True),
        ({"replicateSourceDb": ""}, False),
        ({"snapshotIdentifier": "orders-1"}, False),
        ({}, False),
    ],
)
def test_is_a_replica_where_it_names_its_source(cluster, inputs, answer):
    assert databases.is_replica(cluster(**inputs)) is answer


@pytest.mark.parametrize(
    ("inputs", "answer"),
    [
        ({"snapshotIdentifier": "orders-1"}, True),
        ({"restoreToPointInTime": {"sourceDbInstanceIdentifier": "orders"}}, True),
        ({"restoreToPointInTime": UNKNOWN}, True),
        ({"replicateSourceDb": "orders"}, False),
        ({}, False),
    ],
)
def test_is_restored_where_it_names_what_from(cluster, inputs, answer):
    assert databases.is_restored(cluster(**inputs)) is answer


@pytest.mark.parametrize(
    ("inputs", "answer"),
    [
        ({"globalClusterIdentifier": "acme"}, True),
        ({"globalClusterIdentifier": "acme", "masterUsername": "dba"}, False),
        ({"globalClusterIdentifier": "acme", "manageMasterUserPassword": True}, False),
        ({"globalClusterIdentifier": "acme", "snapshotIdentifier": "reports-1"}, False),
        ({}, False),
    ],
)
def test_is_the_secondary_of_a_global_database_where_it_has_no_master_user(cluster, inputs, answer):
    assert databases.is_secondary(cluster(**inputs)) is answer


@pytest.mark.parametrize(
    ("inputs", "answer"),
    [
        ({"engine": "mysql"}, True),
        ({"engine": "postgres"}, True),
        ({"engine": UNKNOWN, "dbClusterInstanceClass": "db.m6gd.large"}, True),
        ({"engine": "aurora-mysql"}, False),
    ],
)
def test_is_a_multi_az_cluster_where_it_is_not_of_aurora(cluster, inputs, answer):
    assert databases.is_multi_az_cluster(cluster(**inputs)) is answer


@pytest.mark.parametrize(("mode", "answer"), [("serverless", True), ("provisioned", False), (None, False)])
def test_is_serverless_in_the_first_version_by_its_mode(cluster, mode, answer):
    assert databases.is_serverless_v1(cluster(engineMode=mode)) is answer


@pytest.mark.parametrize(("engine", "answer"), [("custom-oracle-ee", True), ("oracle-ee", False), (None, False)])
def test_is_of_rds_custom_by_its_engine(cluster, engine, answer):
    assert databases.is_custom(cluster(engine=engine)) is answer
