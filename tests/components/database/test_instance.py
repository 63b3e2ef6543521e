"""The instances of a database"""

from __future__ import annotations

import re

import pytest

from components.database import RdsDatabase

KEY = "arn:aws:kms:eu-west-1:123456789012:key/data"


def shared(made, scope, identifier):
    return {
        "identifier": identifier,
        "instanceClass": "db.t4g.medium",
        "storageType": "gp3",
        "storageEncrypted": True,
        "maxAllocatedStorage": 200,
        "vpcSecurityGroupIds": [made["orders-security-group"].id],
        "publiclyAccessible": False,
        "parameterGroupName": made["orders-parameters-postgres17"].outputs["name"],
        "iamDatabaseAuthenticationEnabled": True,
        "caCertIdentifier": "rds-ca-rsa2048-g1",
        "autoMinorVersionUpgrade": False,
        "applyImmediately": False,
        "maintenanceWindow": "sun:03:30-sun:04:30",
        "deletionProtection": True,
        "copyTagsToSnapshot": True,
        "enabledCloudwatchLogsExports": ["postgresql", "upgrade"],
        "monitoringInterval": 60,
        "monitoringRoleArn": made["orders-monitoring"].outputs["arn"],
        "databaseInsightsMode": "standard",
        "performanceInsightsEnabled": True,
        "performanceInsightsKmsKeyId": KEY,
        "performanceInsightsRetentionPeriod": 7,
        "tags": scope.tags(identifier),
    }


def test_are_private_encrypted_backed_up_and_hard_to_lose(deploy, arguments, scope):
    made = deploy(lambda: RdsDatabase("orders", arguments()))
    assert made["orders"].inputs == shared(made, scope, "acme-test-orders") | {
        "engine": "postgres",
        "engineVersion": "17.6",
        "allowMajorVersionUpgrade": False,
        "dbName": "app",
        "username": "dbadmin",
        "manageMasterUserPassword": True,
        "masterUserSecretKmsKeyId": KEY,
        "port": 5432,
        "allocatedStorage": 50,
        "kmsKeyId": KEY,
        "dbSubnetGroupName": made["orders-subnets"].outputs["name"],
        "multiAz": True,
        "backupRetentionPeriod": 14,
        "backupWindow": "02:00-03:00",
        "deleteAutomatedBackups": False,
        "skipFinalSnapshot": False,
        "finalSnapshotIdentifier": made["orders"].inputs["finalSnapshotIdentifier"],
    }
    assert made["orders"].options.protect is True


def test_leave_a_last_snapshot_with_a_name_of_its_own(deploy, arguments):
    made = deploy(lambda: RdsDatabase("orders", arguments()))
    assert re.fullmatch(r"acme-test-orders-final-[0-9a-f]{8}", made["orders"].inputs["finalSnapshotIdentifier"])
    assert made["orders-final-snapshot"].inputs == {
        "byteLength": 4,
        "keepers": {"engine": "postgres", "database_name": "app", "username": "dbadmin", "kms_key_arn": KEY},
    }


def test_go_without_trace_where_the_stack_may(deploy, arguments):
    made = deploy(lambda: RdsDatabase("orders", arguments(removal="destroy", replicas=("reports",))))
    inputs = made["orders"].inputs
    assert made["orders"].options.protect is False
    assert made["orders-replica-reports"].options.protect is False
    assert (inputs["deletionProtection"], inputs["skipFinalSnapshot"], inputs["deleteAutomatedBackups"]) == (
        False,
        True,
        True,
    )
    assert "finalSnapshotIdentifier" not in inputs
    assert "orders-final-snapshot" not in made.named()


def test_include_replicas_that_take_key_subnets_storage_and_version_from_their_source(deploy, arguments, scope):
    made = deploy(lambda: RdsDatabase("orders", arguments(replicas=("reports",))))
    replica = made["orders-replica-reports"]
    assert replica.inputs == shared(made, scope, "acme-test-orders-replica-reports") | {
        "replicateSourceDb": "acme-test-orders",
        "multiAz": False,
        "skipFinalSnapshot": True,
    }
    assert replica.options.protect is True
    assert replica.options.ignore_changes == ()
    assert made["orders"].urn in replica.property_dependencies["replicateSourceDb"]


def test_include_replicas_of_another_size_or_ahead_by_a_minor_version(deploy, arguments):
    given = {"replica_instance_class": "db.t4g.large", "replica_version": "17.7"}
    made = deploy(lambda: RdsDatabase("orders", arguments(replicas=("reports",), **given)))
    replica = made["orders-replica-reports"].inputs
    assert (replica["instanceClass"], replica["engineVersion"]) == ("db.t4g.large", "17.7")
    assert (made["orders"].inputs["instanceClass"], made["orders"].inputs["engineVersion"]) == ("db.t4g.medium", "17.6")


def test_start_only_when_their_log_groups_and_monitoring_exist(deploy, arguments):
    made = deploy(lambda: RdsDatabase("orders", arguments(replicas=("reports",))))
    for name in ("orders", "orders-replica-reports"):
        waited = {urn.rpartition("::")[2] for urn in made[name].dependencies}
        assert {
            "orders-log-postgresql",
            "orders-log-upgrade",
            "orders-log-postgresql-reports",
            "orders-log-upgrade-reports",
            "orders-monitoring-policy",
        } <= waited


def test_move_to_another_major_version_only_when_told(deploy, arguments):
    made = deploy(
        lambda: RdsDatabase("orders", arguments(version="18.1", allow_major_version_upgrade=True, replicas=("r",)))
    )
    primary = made["orders"]
    assert (primary.inputs["allowMajorVersionUpgrade"], primary.inputs["engineVersion"]) == (True, "18.1")
    assert primary.inputs["parameterGroupName"] == made["orders-parameters-postgres18"].outputs["name"]
    assert primary.options.ignore_changes == ("snapshotIdentifier",)


def test_leave_the_major_upgrade_of_a_replica_to_its_source_and_its_parameters_to_the_deployment_after(
    deploy, arguments
):
    made = deploy(
        lambda: RdsDatabase("orders", arguments(version="18.1", allow_major_version_upgrade=True, replicas=("r",)))
    )
    replica = made["orders-replica-r"]
    assert not {"engineVersion", "allowMajorVersionUpgrade"} & set(replica.inputs)
    assert replica.options.ignore_changes == ("parameterGroupName",)


# What makes AWS build another instance, and lose the data of this one.
REPLACING = ("engine", "dbName", "username", "kmsKeyId", "storageEncrypted", "identifier", "snapshotIdentifier")


@pytest.mark.parametrize(
    "given",
    [
        {"master_secret": "rotated"},
        {"replicas": ("reports",)},
        {"multi_az": False, "version": "17.7", "instance_class": "db.m8g.large", "storage_gib": 100},
        {"removal": "destroy"},
        {"zones": ("a", "b", "c")},
    ],
)
def test_are_never_replaced_by_a_change_of(deploy, arguments, given):
    before = deploy(lambda: RdsDatabase("orders", arguments()))["orders"]
    after = deploy(lambda: RdsDatabase("orders", arguments(**given)))["orders"]
    assert after.urn == before.urn
    assert {key: after.inputs.get(key) for key in REPLACING} == {key: before.inputs.get(key) for key in REPLACING}
    assert after.inputs != before.inputs or given == {"zones": ("a", "b", "c")}
