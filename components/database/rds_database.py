"""A relational database on RDS that is private, encrypted, backed up, and hard to lose."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

from ..access import Connection, Peer, Reader, SecretRef, open_port, variable
from ..component import Component
from ..observability.spec import AlarmSpec
from ..off_hours import StoppableDatabase
from ..secret import grant_secret_read
from .alarms import database_alarms
from .args import RdsDatabaseArgs
from .instance import primary, replica
from .master_secret import keep_password, master_password
from .surroundings import surroundings


class RdsDatabase(Component):
    """A PostgreSQL database in isolated subnets: encrypted, TLS only, backed up, closed to all but granted peers."""

    database_endpoint: pulumi.Output[str]
    """`host:port` of the primary."""

    database_address: pulumi.Output[str]
    """Host name of the primary."""

    database_port: pulumi.Output[int]
    """Port of the primary and of every replica."""

    database_name: pulumi.Output[str]
    """Database created first."""

    database_identifier: pulumi.Output[str]
    """Identifier of the primary in the RDS API."""

    secret_arn: pulumi.Output[str]
    """ARN of the master secret, JSON with `username` and `password`."""

    security_group_id: pulumi.Output[str]
    """Security group of the primary and of every replica."""

    replica_addresses: Mapping[str, pulumi.Output[str]]
    """Replica name -> host name."""

    def __init__(self, name: str, args: RdsDatabaseArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        inputs = {
            "engine": args.engine,
            "version": args.version,
            "instanceClass": args.instance_class,
            "storageGib": args.storage_gib,
            "maxStorageGib": args.storage_limit_gib,
            "multiAz": args.multi_az,
            "replicas": list(args.replicas),
            "backupDays": args.backup_days,
        }
        super().__init__("stackwright:database:RdsDatabase", name, inputs, opts, args.transform)
        self._args = args
        around = surroundings(self, args)
        password = master_password(self, args)
        instance = primary(self, args, around, password.credentials)
        replicas = {key: replica(self, args, around, instance, key) for key in args.replicas}
        kept = keep_password(self, args, instance, password.first)
        self.database_endpoint = instance.endpoint
        self.database_address = instance.address
        self.database_port = instance.port
        self.database_name = instance.db_name
        self.database_identifier = instance.identifier
        self.secret_arn = kept.secret_arn
        self.security_group_id = around.security_group_id
        self.replica_addresses = {key: made.address for key, made in replicas.items()}
        self._arn = instance.arn
        self._alarms = database_alarms(
            args, instance.identifier, {key: made.identifier for key, made in replicas.items()}, kept.function_name
        )
        self.finish()

    @property
    def alarms(self) -> tuple[AlarmSpec, ...]:
        """CPU, storage, connections and memory of the primary; lag and CPU of each replica; failed rotations."""
        return self._alarms

    @property
    def stoppable(self) -> StoppableDatabase:
        """What a `Schedule` stops and starts."""
        return StoppableDatabase(
            identifier=self.database_identifier,
            arn=self._arn,
            engine=self._args.engine,
            multi_az=self._args.multi_az,
            replicas=self._args.replicas,
            backup_window=self._args.backup_window,
            maintenance_window=self._args.maintenance_window,
        )

    @property
    def connection(self) -> Connection:
        """Host, port, name and secret's ARN as environment variables, user and password as secrets; replicas by name.

        A task is given the password as it starts. By `DATABASE_SECRET_ARN` it reads the password of now, also after a
        rotation, where it was granted that (`grant_read`).
        """
        environment: dict[str, pulumi.Input[str]] = {
            "DATABASE_HOST": self.database_address,
            "DATABASE_PORT": self.database_port.apply(str),
            "DATABASE_NAME": self.database_name,
            "DATABASE_SECRET_ARN": self.secret_arn,
        }
        for key, address in self.replica_addresses.items():
            environment[variable("DATABASE_REPLICA_HOST", key)] = address
        secrets = {"DATABASE_USERNAME": self._secret("username"), "DATABASE_PASSWORD": self._secret("password")}
        return Connection(environment=environment, secrets=secrets)

    def allow_from(self, peer: Peer) -> None:
        """Let *peer* connect to the database and its replicas."""
        open_port(self, self._args.scope, source=peer, destination=self, port=self._args.engine_facts.port)

    def grant_read(self, reader: Reader) -> None:
        """Let *reader* read the master secret."""
        grant_secret_read(self, self._args.scope, reader, self._secret())

    def _secret(self, key: str | None = None) -> SecretRef:
        return SecretRef(secret_arn=self.secret_arn, key=key, kms_key_arn=self._args.kms_key_arn)
