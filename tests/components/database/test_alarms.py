"""The alarms of a database"""

from __future__ import annotations

from pathlib import Path

import pytest

from components.database import RdsDatabase

GIB = 2**30


def alarms(deploy, arguments, **given):
    made = deploy(lambda: RdsDatabase("orders", arguments(**given)))
    return made, {spec.key: spec for spec in made.result.alarms}


def facts(made, spec):
    (metric,) = spec.metrics.values()
    dimensions = {key: made.value(value) for key, value in metric.dimensions.items()}
    return (metric.namespace, metric.name, metric.statistic, dimensions, spec.comparison, spec.threshold)


def test_follow_the_size_of_the_database(deploy, arguments):
    made, found = alarms(deploy, arguments)
    instance = {"DBInstanceIdentifier": "acme-test-orders"}
    assert {key: facts(made, spec) for key, spec in found.items()} == {
        "cpu": ("AWS/RDS", "CPUUtilization", "Average", instance, "above", 80),
        "storage": ("AWS/RDS", "FreeStorageSpace", "Minimum", instance, "below", 10 * GIB),
        # 4 GiB divided by 9531392, and 80 % of that.
        "connections": ("AWS/RDS", "DatabaseConnections", "Maximum", instance, "above", 360),
        "memory": ("AWS/RDS", "FreeableMemory", "Average", instance, "below", pytest.approx(0.4 * GIB)),
    }
    assert found["storage"].title == "Free storage below 20% of 50 GiB"
    assert found["connections"].title == "More than 80% of 450 connections in use"


def test_follow_the_connection_limit_that_was_set(deploy, arguments):
    _, found = alarms(deploy, arguments, parameters={"max_connections": "200"})
    assert found["connections"].threshold == 160


def test_watch_each_replica_by_its_own_identifier(deploy, arguments):
    made, found = alarms(deploy, arguments, replicas=("reports",))
    replica = {"DBInstanceIdentifier": "acme-test-orders-replica-reports"}
    assert facts(made, found["replica-reports-lag"]) == ("AWS/RDS", "ReplicaLag", "Average", replica, "above", 600)
    assert facts(made, found["replica-reports-cpu"]) == ("AWS/RDS", "CPUUtilization", "Average", replica, "above", 80)


def test_tell_of_a_rotation_that_failed(deploy, arguments):
    made, found = alarms(deploy, arguments, master_secret="rotated")
    function = {"FunctionName": made["orders-rotation-function"].outputs["name"]}
    assert facts(made, found["rotation-errors"]) == ("AWS/Lambda", "Errors", "Sum", function, "at_least", 1)
    assert found["rotation-errors"].periods == 1


def test_are_muted_while_the_database_is_off_where_that_alone_raises_them(deploy, arguments):
    _, found = alarms(deploy, arguments, master_secret="rotated")
    assert {key for key, spec in found.items() if spec.only_while_on} == {"rotation-errors"}


def test_wake_somebody_only_where_the_database_is_about_to_stop(deploy, arguments):
    _, found = alarms(deploy, arguments, replicas=("reports",))
    assert {key: spec.severity for key, spec in found.items()} == {
        "cpu": "P2",
        "storage": "P1",
        "connections": "P1",
        "memory": "P2",
        "replica-reports-lag": "P2",
        "replica-reports-cpu": "P2",
        "rotation-errors": "P2",
    }


def test_name_a_page_that_exists(deploy, arguments):
    pages = Path(__file__).parents[3] / "docs" / "runbooks"
    _, found = alarms(deploy, arguments, replicas=("reports",))
    for spec in found.values():
        assert (pages / f"{spec.runbook}.md").is_file(), spec.runbook
