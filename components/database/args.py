"""What a database is made from, checked before anything is created."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

import pulumi

from ..component import Removal, Transform
from ..network.contract import Network
from ..scope import Scope
from . import plan
from .engine import Engine, EngineName, InstanceClass, engine_named, instance_class_named

MasterSecret = Literal["managed", "rotated"]
"""Who keeps the master password: RDS itself, or a secret of this component with its own rotation function."""


@dataclass(frozen=True, kw_only=True)
class RdsDatabaseArgs:
    """What an `RdsDatabase` is made from."""

    scope: Scope
    """Where it lives."""

    network: Network
    """Network whose isolated subnets it lives in, two zones or more."""

    kms_key_arn: pulumi.Input[str]
    """Key that encrypts storage, insights and the master secret. It can not be changed later without a new database."""

    log_kms_key_arn: pulumi.Input[str]
    """Key that encrypts the log groups; its policy must admit CloudWatch Logs."""

    version: str
    """Exact engine version, for instance `17.6`."""

    instance_class: str
    """Size of the instance, for instance `db.t4g.medium`."""

    storage_gib: int
    """Storage at the start, 20 GiB or more. It can grow and never shrink."""

    max_storage_gib: int | None = None
    """How far storage may grow by itself, at least 10 % above `storage_gib`. Default: four times `storage_gib`."""

    engine: EngineName = "postgres"
    """Database engine. It can not be changed later without a new database. Default: PostgreSQL."""

    multi_az: bool = True
    """Whether a standby in another zone takes over on failure. Default: it does."""

    replicas: tuple[str, ...] = ()
    """Names of the read replicas. Default: none."""

    replica_instance_class: str | None = None
    """Size of the replicas. A smaller one needs `max_connections` among `parameters`. Default: that of the database."""

    replica_version: str | None = None
    """Exact engine version of the replicas. RDS wants them upgraded to a minor version before their source: set it
    in one deployment and, once the maintenance window has upgraded them, move `version` and drop it in the next.
    Default: that of the database."""

    backup_days: int = 14
    """Days that point-in-time recovery reaches back, 1 to 35. Default: 14."""

    backup_window: str = "02:00-03:00"
    """When the daily backup is taken, UTC. Default: 02:00 to 03:00."""

    maintenance_window: str = "sun:03:30-sun:04:30"
    """When changes that interrupt are applied, UTC. Default: Sunday 03:30 to 04:30."""

    database_name: str = "app"
    """Database created first. It can not be changed later without a new instance. Default: `app`."""

    username: str = "dbadmin"
    """Master user. It can not be changed later without a new instance. Default: `dbadmin`."""

    master_secret: MasterSecret | None = None
    """`managed`: RDS keeps the master password in a secret of its own and rotates it every 7 days; it refuses that
    for a database with replicas. `rotated`: this component makes the secret and rotates it every 30 days. Moving from
    one to the other updates the instance in place and gives a new secret ARN. Before the last replica goes, set
    `rotated`; drop it once the replica is gone. Default: `managed` without replicas, `rotated` with them."""

    parameters: Mapping[str, str] = field(default_factory=dict)
    """Engine parameters, names in lower case, applied at the next restart. Default: the engine's own values, and TLS
    required."""

    log_days: int = 90
    """Days that logs are kept. Default: 90."""

    removal: Removal = "retain"
    """What happens with the stack. Default: protected, with deletion protection, a final snapshot and kept backups."""

    deletion_protection: bool | None = None
    """Whether RDS refuses deletion. Default: it does where `removal` is `retain`."""

    final_snapshot: bool | None = None
    """Whether a deletion takes a last snapshot. Default: it does where `removal` is `retain`."""

    allow_major_version_upgrade: bool = False
    """Set it for the one deployment that moves `version` to another major one. The change waits for the maintenance
    window, interrupts, and takes the replicas along. Drop it after that: with that deployment the replicas take the
    parameters of the new version, at their next restart. Default: RDS refuses a major upgrade."""

    ca_cert: str = "rds-ca-rsa2048-g1"
    """Certificate authority of the server certificate. Default: `rds-ca-rsa2048-g1`, valid until 2061."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""

    def __post_init__(self) -> None:
        engine = self.engine_facts
        engine.family(self.version)
        self._check_replica_version()
        _ = self.size, self.replica_size
        plan.storage_limit(self.storage_gib, self.max_storage_gib)
        plan.check_windows(self.backup_window, self.maintenance_window)
        plan.check_days(self.backup_days, self.log_days)
        plan.check_sql_name("database_name", self.database_name, engine)
        plan.check_sql_name("username", self.username, engine)
        plan.check_parameters(self.parameters, engine)
        plan.check_replica_size(self.size, self.replica_size, self.parameters, engine)
        plan.check_replicas(self.replicas)
        self._check_master_secret()

    @property
    def engine_facts(self) -> Engine:
        """What is particular to the engine."""
        return engine_named(self.engine)

    @property
    def size(self) -> InstanceClass:
        """Size of the instance."""
        return instance_class_named(self.instance_class)

    @property
    def replica_size(self) -> InstanceClass:
        """Size of each replica."""
        return instance_class_named(self.replica_instance_class or self.instance_class)

    @property
    def storage_limit_gib(self) -> int:
        """How far storage may grow."""
        return plan.storage_limit(self.storage_gib, self.max_storage_gib)

    @property
    def master_mode(self) -> MasterSecret:
        """Who keeps the master password."""
        return self.master_secret or ("rotated" if self.replicas else "managed")

    @property
    def protects_deletion(self) -> bool:
        """Whether RDS refuses deletion."""
        return self.removal == "retain" if self.deletion_protection is None else self.deletion_protection

    @property
    def takes_final_snapshot(self) -> bool:
        """Whether a deletion takes a last snapshot."""
        return self.removal == "retain" if self.final_snapshot is None else self.final_snapshot

    def identifier(self, name: str) -> str:
        """Return the physical name of the database *name*; one that RDS would refuse is refused."""
        physical = self.scope.physical_name(name)
        plan.check_identifier(physical)
        return physical

    def replica_identifier(self, name: str, replica: str) -> str:
        """Return the physical name of a *replica* of the database *name*."""
        return self.scope.physical_name(name, "replica", replica)

    def _check_replica_version(self) -> None:
        if self.replica_version is None:
            return
        if self.engine_facts.family(self.replica_version) != self.engine_facts.family(self.version):
            raise ValueError(
                f"replica_version {self.replica_version!r} is of another major version than {self.version!r}: RDS "
                "upgrades replicas to a major version together with their source, drop replica_version"
            )

    def _check_master_secret(self) -> None:
        if self.master_secret not in (None, *get_args(MasterSecret)):
            raise ValueError(
                f"master_secret must be one of {', '.join(get_args(MasterSecret))}, got {self.master_secret!r}"
            )
        if self.master_mode == "managed" and self.replicas:
            raise ValueError(
                "master_secret 'managed' does not go with replicas, RDS refuses the combination "
                f"(got {', '.join(self.replicas)}): choose 'rotated', or drop the replicas"
            )
