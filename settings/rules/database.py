"""The database's settings fit its engine and each other."""

from __future__ import annotations

from collections.abc import Iterator

from components.database.engine import engine_named, instance_class_named
from components.database.plan import check_parameters, check_replica_size, check_sql_name, check_windows, storage_limit

from ..checks import reworded
from ..database import DatabaseSettings
from ..declaration import Declaration
from ..document import Document
from ..problem import Path, Problem


def problems(settings: Declaration, _: Document) -> Iterator[Problem]:
    """Yield what contradicts itself."""
    database = settings.database
    if database is not None:
        yield from _versions(database)
        yield from _name(database)
        yield from _parameters(database)
        yield from _replica_size(database)
        yield from _storage(database)
        yield from _windows(database)
        yield from _master_secret(database)


def _at(*keys: str) -> Path:
    return ("database", *keys)


def _versions(database: DatabaseSettings) -> Iterator[Problem]:
    engine = engine_named(database.engine)
    exact = True
    for key, version in (("version", database.version), ("replicaVersion", database.replica_version)):
        if version is not None and not engine.version.fullmatch(version):
            exact = False
            yield Problem(
                path=_at(key),
                rule=f"must be an exact version of {engine.name}, so that the same commit plans the same database",
                fix=f'write for instance "{engine.version_example}"',
                about=(_at(key), _at("engine")),
            )
    replica = database.replica_version
    if exact and replica is not None and engine.family(replica) != engine.family(database.version):
        yield Problem(
            path=_at("replicaVersion"),
            rule=f"is of another major version than version ({database.version}), and RDS upgrades both together",
            fix="leave it out",
            about=(_at("replicaVersion"), _at("version"), _at("engine")),
        )


def _name(database: DatabaseSettings) -> Iterator[Problem]:
    try:
        check_sql_name("name", database.name, engine_named(database.engine))
    except ValueError as reason:
        rule, fix = reworded(reason, "write for instance app")
        yield Problem(path=_at("name"), rule=rule, fix=fix, about=(_at("name"), _at("engine")))


def _parameters(database: DatabaseSettings) -> Iterator[Problem]:
    engine = engine_named(database.engine)
    if engine.tls_parameter in database.parameters:
        path = _at("parameters", engine.tls_parameter)
        yield Problem(path=path, rule="is set always: connections are encrypted", fix="leave it out", about=(path,))
    limit = database.parameters.get(engine.connections_parameter)
    if limit is not None and not limit.isdigit():
        path = _at("parameters", engine.connections_parameter)
        yield Problem(path=path, rule="must be a whole number: an alarm watches it", fix="write digits", about=(path,))
    elif limit is not None:
        try:
            check_parameters({engine.connections_parameter: limit}, engine)
        except ValueError as reason:
            path = _at("parameters", engine.connections_parameter)
            rule, fix = reworded(reason)
            yield Problem(path=path, rule=rule, fix=fix, about=(path,))


def _replica_size(database: DatabaseSettings) -> Iterator[Problem]:
    engine = engine_named(database.engine)
    if database.replica_instance_class is None or engine.connections_parameter in database.parameters:
        return
    size, replica = instance_class_named(database.instance_class), instance_class_named(database.replica_instance_class)
    try:
        check_replica_size(size, replica, database.parameters, engine)
    except ValueError as reason:
        path = _at("replicaInstanceClass")
        rule, fix = reworded(reason)
        yield Problem(path=path, rule=rule, fix=fix, about=(path, _at("instanceClass"), _at("parameters")))


def _storage(database: DatabaseSettings) -> Iterator[Problem]:
    try:
        storage_limit(database.storage_gib, database.max_storage_gib)
    except ValueError:
        yield Problem(
            path=_at("maxStorageGib"),
            rule=f"must be at least 10 % above storageGib ({database.storage_gib})",
            fix="raise it, or leave it out for four times storageGib",
            about=(_at("maxStorageGib"), _at("storageGib")),
        )


def _windows(database: DatabaseSettings) -> Iterator[Problem]:
    windows = {"backup_window": _at("backupWindow"), "maintenance_window": _at("maintenanceWindow")}
    try:
        check_windows(database.backup_window, database.maintenance_window)
    except ValueError as reason:
        # A refusal of one window begins with its name; one of both belongs to neither.
        path = windows.get(str(reason).partition(" must ")[0], _at())
        rule, fix = reworded(reason, "move its end")
        yield Problem(path=path, rule=rule, fix=fix, about=tuple(windows.values()))


def _master_secret(database: DatabaseSettings) -> Iterator[Problem]:
    if database.master_secret == "managed" and database.replicas:  # noqa: S105 - a mode, not a secret
        yield Problem(
            path=_at("masterSecret"),
            rule=f"does not go with replicas ({', '.join(database.replicas)}): RDS refuses the combination",
            fix="write rotated, or drop the replicas",
            about=(_at("masterSecret"), _at("replicas")),
        )
