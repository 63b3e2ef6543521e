"""The RDS instances of a database: what they share, the primary, and its replicas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws
import pulumi_random as random

from ..component import Component
from .args import RdsDatabaseArgs


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What an instance needs that exists before it."""

    security_group_id: pulumi.Output[str]
    """Security group of every instance."""

    subnet_group_name: pulumi.Output[str]
    """Subnets of every instance."""

    parameter_group_name: pulumi.Output[str]
    """Parameters of every instance."""

    monitoring_role_arn: pulumi.Output[str]
    """Role that RDS publishes operating system metrics under."""

    ready: Sequence[pulumi.Resource]
    """What must be complete before an instance starts."""


def primary(
    owner: Component,
    args: RdsDatabaseArgs,
    surroundings: Surroundings,
    credentials: Mapping[str, Any],
) -> aws.rds.Instance:
    """Create the primary: protected, encrypted, private, and unchanged outside its maintenance window."""
    name = owner.logical_name
    identifier = args.identifier(name)
    # The identifier is fixed because log groups and readers must know it. A replacement therefore fails at RDS with
    # "already exists" rather than destroying the data it was to replace.
    return aws.rds.Instance(
        name,
        **_shared(args, surroundings, identifier, args.instance_class),
        **credentials,
        **_last_snapshot(owner, args, identifier),
        engine=args.engine,
        engine_version=args.version,
        allow_major_version_upgrade=args.allow_major_version_upgrade,
        db_name=args.database_name,
        username=args.username,
        port=args.engine_facts.port,
        allocated_storage=args.storage_gib,
        kms_key_id=args.kms_key_arn,
        db_subnet_group_name=surroundings.subnet_group_name,
        multi_az=args.multi_az,
        backup_retention_period=args.backup_days,
        backup_window=args.backup_window,
        delete_automated_backups=args.removal == "destroy",
        opts=owner.keeping(
            args.removal,
            depends_on=list(surroundings.ready),
            # The snapshot it once came from, by `transform`: without it, forgetting that would make a new, empty one.
            ignore_changes=["snapshot_identifier"],
        ),
    )


def replica(
    owner: Component,
    args: RdsDatabaseArgs,
    surroundings: Surroundings,
    source: aws.rds.Instance,
    key: str,
) -> aws.rds.Instance:
    """Create the read replica *key* of *source*.

    It takes the key, the subnets, the port, the storage and the version of its source: RDS refuses to be told them for
    a replica in the same Region. Its data is the source's, so there is no last snapshot to take.
    """
    # RDS upgrades it to a major version together with its source, in the source's maintenance window. Until then it
    # refuses the new version's parameters, which therefore come with the deployment after.
    ignored = ["parameter_group_name"] if args.allow_major_version_upgrade else None
    identifier = args.replica_identifier(owner.logical_name, key)
    return aws.rds.Instance(
        f"{owner.logical_name}-replica-{key}",
        **_shared(args, surroundings, identifier, args.replica_size.name),
        replicate_source_db=source.identifier,
        engine_version=args.replica_version,
        multi_az=False,
        skip_final_snapshot=True,
        opts=owner.keeping(args.removal, depends_on=list(surroundings.ready), ignore_changes=ignored),
    )


def _shared(args: RdsDatabaseArgs, surroundings: Surroundings, identifier: str, size: str) -> dict[str, Any]:
    return {
        "identifier": identifier,
        "instance_class": size,
        "storage_type": "gp3",
        "storage_encrypted": True,
        "max_allocated_storage": args.storage_limit_gib,
        "vpc_security_group_ids": [surroundings.security_group_id],
        "publicly_accessible": False,
        "parameter_group_name": surroundings.parameter_group_name,
        "iam_database_authentication_enabled": True,
        "ca_cert_identifier": args.ca_cert,
        # The version is exact: one that RDS moved by itself would be moved back by the next deployment.
        "auto_minor_version_upgrade": False,
        "apply_immediately": False,
        "maintenance_window": args.maintenance_window,
        "deletion_protection": args.protects_deletion,
        "copy_tags_to_snapshot": True,
        "enabled_cloudwatch_logs_exports": list(args.engine_facts.log_exports),
        "monitoring_interval": 60,
        "monitoring_role_arn": surroundings.monitoring_role_arn,
        "database_insights_mode": "standard",
        "performance_insights_enabled": True,
        "performance_insights_kms_key_id": args.kms_key_arn,
        "performance_insights_retention_period": 7,
        "tags": args.scope.tags(identifier),
    }


def _last_snapshot(owner: Component, args: RdsDatabaseArgs, identifier: str) -> dict[str, Any]:
    if not args.takes_final_snapshot:
        return {"skip_final_snapshot": True}
    # A snapshot's name is taken for good, so each new instance needs another: the keepers are what makes it new.
    suffix = random.RandomId(
        f"{owner.logical_name}-final-snapshot",
        byte_length=4,
        keepers={
            "engine": args.engine,
            "database_name": args.database_name,
            "username": args.username,
            "kms_key_arn": args.kms_key_arn,
        },
        opts=owner.child(),
    )
    return {
        "skip_final_snapshot": False,
        "final_snapshot_identifier": pulumi.Output.concat(identifier, "-final-", suffix.hex),
    }
