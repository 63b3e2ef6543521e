"""The arguments of a database"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from components.database import RdsDatabaseArgs

KEY = "arn:aws:kms:eu-west-1:123456789012:key/k"


def args(scope: Any, **given: Any) -> RdsDatabaseArgs:
    base = {
        "scope": scope,
        "network": None,
        "kms_key_arn": KEY,
        "log_kms_key_arn": KEY,
        "version": "17.6",
        "instance_class": "db.t4g.medium",
        "storage_gib": 50,
    }
    return RdsDatabaseArgs(**base | given)


def test_default_to_a_database_that_survives_a_zone_and_its_stack(scope):
    given = args(scope)
    assert (given.multi_az, given.backup_days, given.storage_limit_gib) == (True, 14, 200)
    assert (given.protects_deletion, given.takes_final_snapshot, given.removal) == (True, True, "retain")
    assert (given.database_name, given.username, given.allow_major_version_upgrade) == ("app", "dbadmin", False)


def test_drop_all_protection_where_the_stack_may_go(scope):
    given = args(scope, removal="destroy")
    assert (given.protects_deletion, given.takes_final_snapshot) == (False, False)


def test_let_protection_differ_from_the_profile(scope):
    given = args(scope, removal="destroy", deletion_protection=True, final_snapshot=True)
    assert (given.protects_deletion, given.takes_final_snapshot) == (True, True)


@pytest.mark.parametrize(
    ("replicas", "asked", "mode"),
    [
        ((), None, "managed"),
        (("reports",), None, "rotated"),
        ((), "rotated", "rotated"),
        ((), "managed", "managed"),
        (("reports",), "rotated", "rotated"),
    ],
)
def test_leave_the_password_to_rds_unless_replicas_forbid_it(scope, replicas, asked, mode):
    assert args(scope, replicas=replicas, master_secret=asked).master_mode == mode


def test_give_replicas_the_size_of_the_database_unless_told(scope):
    assert args(scope).replica_size.name == "db.t4g.medium"
    assert args(scope, replica_instance_class="db.t4g.large").replica_size.name == "db.t4g.large"


def test_name_instances_so_that_no_replica_is_taken_for_another_database(scope):
    given = args(scope)
    assert given.identifier("orders") == "acme-test-orders"
    assert given.replica_identifier("orders", "reports") == "acme-test-orders-replica-reports"


def test_refuse_a_name_that_rds_refuses(scope):
    with pytest.raises(ValueError, match="must start with a letter and have single hyphens inside, got '1acme-test-o'"):
        args(replace(scope, organization="1acme")).identifier("o")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"engine": "oracle"}, "engine must be one of postgres, got 'oracle'"),
        ({"version": "17"}, "version must be exact, for instance '17.6', .* got '17'"),
        ({"replica_version": "17"}, "version must be exact"),
        ({"replica_version": "18.1"}, "replica_version '18.1' is of another major version than '17.6'"),
        ({"instance_class": "db.t4g.nano"}, "instance_class 'db.t4g.nano' is not in the table"),
        ({"replica_instance_class": "db.t4g.nano"}, "instance_class 'db.t4g.nano' is not in the table"),
        ({"storage_gib": 10}, "storage_gib must be between 20 and 65536, got 10"),
        ({"max_storage_gib": 50}, "max_storage_gib must be at least 10 % above storage_gib"),
        ({"backup_window": "03:00-04:00"}, "overlap: move one of them"),
        ({"backup_days": 0}, "backup_days must be between 1 and 35"),
        ({"log_days": 2}, "log_days must be a time CloudWatch Logs offers"),
        ({"database_name": "order"}, "database_name 'order' is reserved by postgres"),
        ({"username": "admin"}, "username 'admin' is reserved by postgres"),
        ({"parameters": {"rds.force_ssl": "0"}}, "parameters must not set rds.force_ssl"),
        ({"parameters": {"RDS.Force_SSL": "0"}}, "a parameter's name must be lower-case letters"),
        (
            {"instance_class": "db.t4g.large", "replica_instance_class": "db.t4g.medium"},
            r"replica_instance_class must take as many connections as the database \(901\), or the replica does not "
            r"start, got 'db.t4g.medium' \(450\): choose a larger one, or set 'max_connections' in parameters",
        ),
        ({"replicas": ("A",)}, "a replica's name must be lower-case"),
        ({"master_secret": "none"}, "master_secret must be one of managed, rotated, got 'none'"),
        (
            {"master_secret": "managed", "replicas": ("reports", "eu")},
            r"master_secret 'managed' does not go with replicas, .*\(got reports, eu\): choose 'rotated'",
        ),
    ],
)
def test_refuse(scope, given, message):
    with pytest.raises(ValueError, match=message):
        args(scope, **given)


def test_take_replicas_ahead_of_the_database_by_a_minor_version(scope):
    assert args(scope, replicas=("reports",), replica_version="17.7").replica_version == "17.7"


def test_take_smaller_replicas_where_the_connection_limit_is_one_for_all(scope):
    sizes = {"instance_class": "db.t4g.large", "replica_instance_class": "db.t4g.medium"}
    assert args(scope, **sizes, parameters={"max_connections": "400"}).replica_size.name == "db.t4g.medium"
