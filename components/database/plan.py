"""What a database's arguments must satisfy, and what follows from them. Pure: no Pulumi here."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from ..log_retention import check_retention
from .engine import Engine, InstanceClass, reserved_words

# Source: Amazon RDS User Guide, "Amazon RDS DB instance storage" (gp3 for PostgreSQL) and "Managing capacity
# automatically with Amazon RDS storage autoscaling" (the limit must be at least 10 % above the allocated storage).
SMALLEST_STORAGE_GIB, LARGEST_STORAGE_GIB = 20, 65_536
_HEADROOM = 1.1
_DEFAULT_GROWTH = 4

_DAY, _WEEK = 24 * 60, 7 * 24 * 60
_SHORTEST_WINDOW = 30
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = r"([01]\d|2[0-3]):([0-5]\d)"
_DAILY = re.compile(f"{_TIME}-{_TIME}")
_WEEKLY = re.compile(f"({'|'.join(_WEEKDAYS)}):{_TIME}-({'|'.join(_WEEKDAYS)}):{_TIME}")

_SQL_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_REPLICA_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PARAMETER_NAME = r"[a-z][a-z0-9_.]*"
_IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_MOST_REPLICAS = 15
_OF_THE_SERVICE = ("pg_", "rds_")
# Source: Amazon RDS User Guide, "Parameters for PostgreSQL" (max_connections, 6 to 8388607).
_FEWEST_CONNECTIONS = 6


def storage_limit(storage_gib: int, max_storage_gib: int | None) -> int:
    """Return how far storage may grow, in GiB: four times its first size unless *max_storage_gib* is given."""
    if not SMALLEST_STORAGE_GIB <= storage_gib <= LARGEST_STORAGE_GIB:
        raise ValueError(
            f"storage_gib must be between {SMALLEST_STORAGE_GIB} and {LARGEST_STORAGE_GIB}, got {storage_gib}"
        )
    if max_storage_gib is None:
        return min(storage_gib * _DEFAULT_GROWTH, LARGEST_STORAGE_GIB)
    if not storage_gib * _HEADROOM <= max_storage_gib <= LARGEST_STORAGE_GIB:
        raise ValueError(
            f"max_storage_gib must be at least 10 % above storage_gib ({storage_gib}), or RDS does not let it grow, "
            f"and at most {LARGEST_STORAGE_GIB}, got {max_storage_gib}"
        )
    return max_storage_gib


def check_windows(backup: str, maintenance: str) -> None:
    """Refuse windows that are malformed, shorter than 30 minutes, or share a minute."""
    daily, weekly = _DAILY.fullmatch(backup), _WEEKLY.fullmatch(maintenance)
    if daily is None:
        raise ValueError(f"backup_window must look like '02:00-03:00' (UTC), got {backup!r}")
    if weekly is None:
        raise ValueError(f"maintenance_window must look like 'sun:03:30-sun:04:30' (UTC), got {maintenance!r}")
    backup_start, backup_end = _minutes(*daily.groups()[:2]), _minutes(*daily.groups()[2:])
    day, hour, minute, last_day, last_hour, last_minute = weekly.groups()
    start = _WEEKDAYS.index(day) * _DAY + _minutes(hour, minute)
    end = _WEEKDAYS.index(last_day) * _DAY + _minutes(last_hour, last_minute)
    backup_length, length = (backup_end - backup_start) % _DAY, (end - start) % _WEEK
    if backup_length < _SHORTEST_WINDOW:
        raise ValueError(f"backup_window must last at least 30 minutes, got {backup!r}")
    if not _SHORTEST_WINDOW <= length <= _DAY:
        raise ValueError(f"maintenance_window must last 30 minutes to 24 hours, got {maintenance!r}")
    # Two spans on a circle meet where either begins inside the other.
    if (start - backup_start) % _DAY < backup_length or (backup_start - start) % _DAY < length:
        raise ValueError(f"backup_window {backup!r} and maintenance_window {maintenance!r} overlap: move one of them")


def check_sql_name(field: str, value: str, engine: Engine) -> None:
    """Refuse a user's or database's name that *engine* would refuse, or would need quotes for."""
    if not _SQL_NAME.fullmatch(value):
        raise ValueError(
            f"{field} must be 1 to 63 lower-case letters, digits and underscores, starting with a letter, got {value!r}"
        )
    if value in reserved_words(engine.name) or value.startswith(_OF_THE_SERVICE):
        raise ValueError(f"{field} {value!r} is reserved by {engine.name}: choose another, for instance '{value}_app'")


def check_replicas(names: Sequence[str]) -> None:
    """Refuse replica names that are malformed or repeated, and more than RDS keeps."""
    for name in names:
        if not _REPLICA_NAME.fullmatch(name):
            raise ValueError(f"a replica's name must be lower-case words joined by hyphens, got {name!r}")
    if len(set(names)) != len(names):
        raise ValueError(f"replicas must have different names, got {', '.join(names)}")
    if len(names) > _MOST_REPLICAS:
        raise ValueError(f"a database may have up to {_MOST_REPLICAS} replicas, got {len(names)}")


def check_parameters(parameters: Mapping[str, str], engine: Engine) -> None:
    """Refuse a parameter that would undo TLS, and a connection limit that is not a plain number."""
    for name in parameters:
        # RDS takes names in any case: `RDS.Force_SSL` would be the parameter refused below.
        if not re.fullmatch(PARAMETER_NAME, name):
            raise ValueError(
                f"a parameter's name must be lower-case letters, digits, dots and underscores, got {name!r}"
            )
    if engine.tls_parameter in parameters:
        raise ValueError(f"parameters must not set {engine.tls_parameter}: connections are always encrypted")
    own = parameters.get(engine.connections_parameter)
    if own is not None and not own.isdigit():
        raise ValueError(f"{engine.connections_parameter} must be a whole number, got {own!r}: an alarm watches it")
    if own is not None and int(own) < _FEWEST_CONNECTIONS:
        raise ValueError(f"{engine.connections_parameter} must be {_FEWEST_CONNECTIONS} or more, got {own!r}: raise it")


def check_replica_size(
    size: InstanceClass, replica: InstanceClass, parameters: Mapping[str, str], engine: Engine
) -> None:
    """Refuse replicas that take fewer connections than their source."""
    least, most = (engine.connections(each.memory_bytes, parameters) for each in (size, replica))
    if most < least:
        raise ValueError(
            f"replica_instance_class must take as many connections as the database ({least}), or the replica does not "
            f"start, got {replica.name!r} ({most}): choose a larger one, or set {engine.connections_parameter!r} in "
            "parameters"
        )


def check_days(backup_days: int, log_days: int) -> None:
    """Refuse retention times that RDS or CloudWatch Logs does not offer."""
    if not 1 <= backup_days <= 35:
        raise ValueError(f"backup_days must be between 1 and 35, which RDS offers, got {backup_days}")
    check_retention(log_days)


def check_identifier(identifier: str) -> None:
    """Refuse a physical name that RDS refuses as an instance's identifier."""
    if not _IDENTIFIER.fullmatch(identifier):
        raise ValueError(
            f"a database's identifier must start with a letter and have single hyphens inside, got {identifier!r}: "
            "change the component's name, the organization or the environment"
        )


def check_zones(zones: Collection[str]) -> None:
    """Refuse a network with isolated subnets in fewer than two zones, which a subnet group does not take."""
    if len(zones) < 2:
        raise ValueError(
            f"a database needs isolated subnets in two zones or more, the network has them in {len(zones)}: "
            "add a zone to the network"
        )


def _minutes(hour: str, minute: str) -> int:
    return int(hour) * 60 + int(minute)
