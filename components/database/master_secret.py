"""The master password: kept by RDS itself, or in a secret of our own that a function rotates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..secret import Secret, SecretArgs, SecretRotation, generated_value
from .args import RdsDatabaseArgs
from .rotation_function import rotation_function

_LENGTH = 32


@dataclass(frozen=True, kw_only=True)
class MasterPassword:
    """What the instance is told about its master password, before it exists."""

    credentials: Mapping[str, Any]
    """Arguments of the instance."""

    first: pulumi.Output[str] | None
    """The password it starts with, unless RDS chooses it."""


@dataclass(frozen=True, kw_only=True)
class KeptPassword:
    """Where the master password is found once the instance exists."""

    secret_arn: pulumi.Output[str]
    """ARN of the secret."""

    function_name: pulumi.Output[str] | None
    """The function that rotates it, unless RDS does."""


class ManagedSecret(Protocol):
    """A secret that RDS made, as the instance reports it."""

    @property
    def secret_arn(self) -> str | None:
        """ARN of the secret."""


def master_password(owner: Component, args: RdsDatabaseArgs) -> MasterPassword:
    """Return the instance's credentials. Either kind is only an update of the same instance, never another one."""
    if args.master_mode == "managed":
        managed = {"manage_master_user_password": True, "master_user_secret_kms_key_id": args.kms_key_arn}
        return MasterPassword(credentials=managed, first=None)
    # Rotation changes the password behind the program's back, and that is no difference to a deployment:
    # RDS never tells a password, so only a change of this first value would be sent to it.
    first = generated_value(owner, f"{owner.logical_name}-password", _LENGTH).result
    return MasterPassword(credentials={"password": first}, first=first)


def keep_password(
    owner: Component, args: RdsDatabaseArgs, instance: aws.rds.Instance, first: pulumi.Output[str] | None
) -> KeptPassword:
    """Return where the password of *instance* is kept; one of our own gets its secret and its rotation here."""
    if first is None:
        return KeptPassword(secret_arn=instance.master_user_secrets.apply(managed_secret_arn), function_name=None)
    secret = Secret(
        f"{owner.logical_name}-secret",
        SecretArgs(
            scope=args.scope,
            kms_key_arn=args.kms_key_arn,
            description=f"Master user of the database {owner.logical_name}",
            source="supplied",
            value=_connection_document(args, instance, first),
            rotation="later",
            removal=args.removal,
        ),
        opts=owner.child(),
    )
    function = rotation_function(owner, args, instance, secret.secret_arn)
    secret.rotate(SecretRotation(function_arn=function.function_arn, days=30), depends_on=function.ready)
    return KeptPassword(secret_arn=secret.secret_arn, function_name=function.function_name)


def managed_secret_arn(secrets: Sequence[ManagedSecret]) -> Any:
    """Return the ARN of the secret that RDS made; in the preview that first asks for one, it is not known yet."""
    if secrets:
        return secrets[0].secret_arn
    if pulumi.runtime.is_dry_run():
        return pulumi.UNKNOWN
    raise ValueError("RDS reports no managed master secret for the instance: run `pulumi refresh`, then deploy again")


def _connection_document(
    args: RdsDatabaseArgs, instance: aws.rds.Instance, password: pulumi.Output[str]
) -> pulumi.Output[str]:
    # The keys are those AWS uses for database secrets, so that its tools understand the value.
    return pulumi.Output.json_dumps(
        {
            "engine": args.engine,
            "host": instance.address,
            "port": instance.port,
            "dbname": args.database_name,
            "username": args.username,
            "password": password,
            "dbInstanceIdentifier": instance.identifier,
        }
    )
