"""The section of the relational database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from components.database.args import MasterSecret, RdsDatabaseArgs
from components.database.engine import EngineName, instance_class_named
from components.database.plan import LARGEST_STORAGE_GIB, PARAMETER_NAME, SMALLEST_STORAGE_GIB

from .checks import agreed, listing, matching, whole
from .kinds import Name, Switch, Text
from .section import Section

_MOST_REPLICAS = 15

_TIME = r"([01]\d|2[0-3]):[0-5]\d"
_DAY = "(mon|tue|wed|thu|fri|sat|sun)"
_DAILY = f"{_TIME}-{_TIME}"
_WEEKLY = f"{_DAY}:{_TIME}-{_DAY}:{_TIME}"

Storage = Annotated[int, whole(SMALLEST_STORAGE_GIB, LARGEST_STORAGE_GIB)]
InstanceClass = Annotated[Text, agreed(instance_class_named)]
Parameter = Annotated[
    Text,
    matching(
        PARAMETER_NAME, "must be a parameter's name in lower case", "write for instance log_min_duration_statement"
    ),
]


class DatabaseSettings(Section):
    """The database, reached only by services that need it."""

    engine: EngineName = RdsDatabaseArgs.engine
    """Database engine. Default: postgres."""

    version: Text = Field(examples=["17.6"])
    """Exact engine version, in quotes."""

    instance_class: InstanceClass = Field(examples=["db.t4g.medium"])
    """Size of the instance, for instance `db.m7g.large`."""

    storage_gib: Storage = Field(examples=[100])
    """Storage at the start. It can grow and never shrink."""

    max_storage_gib: Storage | None = None
    """How far storage may grow by itself. Default: four times `storageGib`."""

    name: Text = RdsDatabaseArgs.database_name
    """Database created first. It can not be changed later. Default: `app`."""

    multi_az: Switch
    """Whether a standby in another zone takes over on failure. Default: by profile."""

    replicas: Annotated[tuple[Name, ...], listing(0, _MOST_REPLICAS, "replicas")] = ()
    """Names of the read replicas. Default: none."""

    replica_instance_class: InstanceClass | None = None
    """Size of the replicas. A smaller one needs `max_connections` in `parameters`. Default: that of the database."""

    replica_version: Text | None = None
    """Exact engine version of the replicas while they are upgraded ahead of it. Default: that of the database."""

    backup_days: Annotated[int, whole(1, 35)]
    """Days that point-in-time recovery reaches back. Default: by profile."""

    backup_window: Annotated[
        Text, matching(_DAILY, "must be a time of day in UTC", "write for instance 02:00-03:00")
    ] = RdsDatabaseArgs.backup_window
    """When the daily backup is taken, UTC. Default: 02:00 to 03:00."""

    maintenance_window: Annotated[
        Text, matching(_WEEKLY, "must be a time of the week in UTC", "write for instance sun:03:30-sun:04:30")
    ] = RdsDatabaseArgs.maintenance_window
    """When changes that interrupt are applied, UTC. Default: Sunday 03:30 to 04:30."""

    master_secret: MasterSecret | None = None
    """Who keeps the master password: RDS (`managed`), or a secret with its own rotation (`rotated`).
    Default: `managed` without replicas, `rotated` with them."""

    deletion_protection: Switch | None = None
    """Whether RDS refuses deletion. Default: it does where `removal` is `retain`."""

    final_snapshot: Switch | None = None
    """Whether a deletion takes a last snapshot. Default: it does where `removal` is `retain`."""

    allow_major_version_upgrade: Switch = False
    """Set for the deployment that moves `version` to another major one, until the maintenance window has upgraded.
    Default: RDS refuses that."""

    parameters: Mapping[Parameter, Text] = {}
    """Engine parameters. Default: the engine's own values, and TLS required."""

    def arguments(self) -> dict[str, Any]:
        """Return what `RdsDatabaseArgs` takes from here."""
        given = self.model_dump()
        return {"database_name": given.pop("name"), **given}
