"""The plan of a database"""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.database import plan
from components.database.engine import ENGINES, instance_class_named

POSTGRES = ENGINES["postgres"]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def weekly(minute: int) -> str:
    return f"{DAYS[minute // 1440 % 7]}:{clock(minute)}"


def covered(start: int, length: int, circle: int) -> set[int]:
    return {minute % circle for minute in range(start, start + length)}


@given(
    backup_start=st.integers(0, 1439),
    backup_length=st.integers(30, 300),
    start=st.integers(0, 7 * 1440 - 1),
    length=st.integers(30, 1439),
)
def test_refuses_windows_exactly_where_they_share_a_minute(backup_start, backup_length, start, length):
    backup = f"{clock(backup_start)}-{clock(backup_start + backup_length)}"
    maintenance = f"{weekly(start)}-{weekly(start + length)}"
    daily = covered(backup_start, backup_length, 1440)
    shared = any(minute % 1440 in daily for minute in covered(start, length, 7 * 1440))
    if shared:
        with pytest.raises(ValueError, match=r"overlap: move one of them"):
            plan.check_windows(backup, maintenance)
    else:
        plan.check_windows(backup, maintenance)


@pytest.mark.parametrize(
    ("backup", "maintenance", "message"),
    [
        ("2:00-3:00", "sun:03:30-sun:04:30", "backup_window must look like '02:00-03:00'"),
        ("02:00-24:00", "sun:03:30-sun:04:30", "backup_window must look like"),
        ("02:00-02:29", "sun:03:30-sun:04:30", "backup_window must last at least 30 minutes, got '02:00-02:29'"),
        ("02:00-03:00", "03:30-04:30", "maintenance_window must look like 'sun:03:30-sun:04:30'"),
        ("02:00-03:00", "sunday:03:30-sunday:04:30", "maintenance_window must look like"),
        ("02:00-03:00", "sun:03:30-sun:03:59", "maintenance_window must last 30 minutes to 24 hours"),
        ("02:00-03:00", "sun:03:30-tue:04:30", "maintenance_window must last 30 minutes to 24 hours"),
    ],
)
def test_refuses_windows_that_rds_would_refuse(backup, maintenance, message):
    with pytest.raises(ValueError, match=message):
        plan.check_windows(backup, maintenance)


def test_takes_a_maintenance_window_that_crosses_the_week():
    plan.check_windows("12:00-13:00", "sun:23:30-mon:00:30")


@given(st.integers(20, 65_536))
def test_lets_storage_grow_to_four_times_its_size_but_not_past_what_rds_offers(size):
    assert plan.storage_limit(size, None) == min(4 * size, 65_536)


@given(st.integers(20, 50_000), st.integers(0, 70_000))
def test_takes_a_storage_limit_only_where_rds_would_grow_towards_it(size, limit):
    if limit * 10 >= size * 11 and limit <= 65_536:
        assert plan.storage_limit(size, limit) == limit
    else:
        with pytest.raises(ValueError, match=r"max_storage_gib must be at least 10 % above storage_gib"):
            plan.storage_limit(size, limit)


@pytest.mark.parametrize("size", [19, 65_537])
def test_refuses_storage_that_rds_does_not_offer(size):
    with pytest.raises(ValueError, match=f"storage_gib must be between 20 and 65536, got {size}"):
        plan.storage_limit(size, None)


@pytest.mark.parametrize("name", ["app", "dbadmin", "a1_b", "a" * 63, "admins"])
def test_takes_a_plain_sql_name(name):
    plan.check_sql_name("username", name, POSTGRES)


@pytest.mark.parametrize("name", ["", "1app", "App", "my-app", "_app", "a" * 64])
def test_refuses_a_name_that_would_need_quotes(name):
    with pytest.raises(ValueError, match="database_name must be 1 to 63 lower-case letters"):
        plan.check_sql_name("database_name", name, POSTGRES)


@pytest.mark.parametrize("name", ["admin", "user", "rdsadmin", "pg_app", "rds_iam", "template0", "order", "public"])
def test_refuses_a_reserved_name_and_offers_another(name):
    with pytest.raises(ValueError, match=f"username '{name}' is reserved by postgres: .*'{name}_app'"):
        plan.check_sql_name("username", name, POSTGRES)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("Reports",), "a replica's name must be lower-case words joined by hyphens, got 'Reports'"),
        (("a--b",), "a replica's name must be"),
        (("a", "b", "a"), "replicas must have different names, got a, b, a"),
        (tuple(f"r{n}" for n in range(16)), "up to 15 replicas, got 16"),
    ],
)
def test_refuses_replica_names(names, message):
    with pytest.raises(ValueError, match=message):
        plan.check_replicas(names)


def test_takes_fifteen_replicas_with_names():
    plan.check_replicas(tuple(f"reports-{n}" for n in range(15)))


def test_refuses_a_parameter_that_would_undo_tls():
    with pytest.raises(ValueError, match=r"must not set rds.force_ssl: connections are always encrypted"):
        plan.check_parameters({"rds.force_ssl": "0"}, POSTGRES)


def test_refuses_a_connection_limit_its_alarm_can_not_follow():
    with pytest.raises(ValueError, match=r"max_connections must be a whole number, got 'LEAST\(500\)'"):
        plan.check_parameters({"max_connections": "LEAST(500)"}, POSTGRES)
    with pytest.raises(ValueError, match="max_connections must be 6 or more, got '0': raise it"):
        plan.check_parameters({"max_connections": "0"}, POSTGRES)
    plan.check_parameters({"max_connections": "500", "work_mem": "8192"}, POSTGRES)


@pytest.mark.parametrize("name", ["RDS.Force_SSL", "work-mem", "", "work_mem "])
def test_refuses_a_parameter_whose_name_rds_would_read_otherwise(name):
    with pytest.raises(
        ValueError, match=f"name must be lower-case letters, digits, dots and underscores, got '{name}'"
    ):
        plan.check_parameters({name: "0"}, POSTGRES)


@pytest.mark.parametrize(
    ("size", "replica", "fits"),
    [
        ("db.t4g.medium", "db.t4g.medium", True),
        ("db.t4g.medium", "db.t4g.large", True),
        ("db.t4g.large", "db.t4g.medium", False),
        ("db.r8g.24xlarge", "db.r8g.4xlarge", True),
    ],
)
def test_refuses_a_replica_that_takes_fewer_connections_than_its_source(size, replica, fits):
    sizes = instance_class_named(size), instance_class_named(replica)
    plan.check_replica_size(*sizes, {"max_connections": "100"}, POSTGRES)
    with nullcontext() if fits else pytest.raises(ValueError, match="must take as many connections as the database"):
        plan.check_replica_size(*sizes, {}, POSTGRES)


@pytest.mark.parametrize("days", [0, 36])
def test_refuses_backups_kept_longer_or_shorter_than_rds_offers(days):
    with pytest.raises(ValueError, match=f"backup_days must be between 1 and 35, which RDS offers, got {days}"):
        plan.check_days(days, 90)


def test_refuses_a_log_retention_that_cloudwatch_does_not_offer():
    with pytest.raises(ValueError, match=r"log_days must be a time CloudWatch Logs offers, got 91: use one of 1, 3"):
        plan.check_days(7, 91)


@pytest.mark.parametrize("identifier", ["1acme-orders", "acme--orders", "acme-orders-"])
def test_refuses_an_identifier_that_rds_would_refuse(identifier):
    with pytest.raises(ValueError, match="must start with a letter and have single hyphens inside"):
        plan.check_identifier(identifier)


def test_refuses_a_network_in_one_zone():
    with pytest.raises(ValueError, match="isolated subnets in two zones or more, the network has them in 1"):
        plan.check_zones({"a"})
    plan.check_zones({"a", "b"})
