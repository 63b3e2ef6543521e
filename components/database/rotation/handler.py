"""Changes a database's master password through the RDS API, in the four steps Secrets Manager asks for."""

from __future__ import annotations

import json
import secrets
import string
import time
from functools import cache
from importlib import import_module
from typing import Any

# Unreserved in URLs, and none of those RDS refuses in a password (slash, quotes, at sign, space).
_ALPHABET = string.ascii_letters + string.digits + "-_.~"
_LENGTH = 32
_STEADY = ("available", "storage-optimization")
# A backup, for instance the one that a new replica begins with, leaves a change of password that is done as it is.
_SETTLED = (*_STEADY, "backing-up")
_PAUSE_SECONDS = 10
_RESERVE_MILLISECONDS = 20_000


@cache
def client(service: str) -> Any:
    """Return the client of *service*. Lambda's Python brings boto3 along; the library itself does not need it."""
    return import_module("boto3").client(service)


def handle(event: dict[str, str], context: Any) -> None:
    """Do the one step of the rotation that Secrets Manager asks for; any exception makes it try again later."""
    secret, token, step = event["SecretId"], event["ClientRequestToken"], event["Step"]
    if step not in _STEPS:
        raise ValueError(f"step must be one of {', '.join(_STEPS)}, got {step!r}")
    stages = client("secretsmanager").describe_secret(SecretId=secret)["VersionIdsToStages"].get(token)
    if stages is None:
        raise ValueError(f"version {token} is not one of secret {secret}")
    if "AWSCURRENT" in stages:
        return
    if "AWSPENDING" not in stages:
        raise ValueError(f"version {token} of secret {secret} is not pending, its stages are {stages}")
    _STEPS[step](secret, token, context)


def _create(secret: str, token: str, _context: Any) -> None:
    manager = client("secretsmanager")
    current = _value(secret, "AWSCURRENT")
    try:
        _value(secret, "AWSPENDING", token)
    except manager.exceptions.ResourceNotFoundException:
        password = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        manager.put_secret_value(
            SecretId=secret,
            ClientRequestToken=token,
            SecretString=json.dumps({**current, "password": password}),
            VersionStages=["AWSPENDING"],
        )


def _set(secret: str, token: str, _context: Any) -> None:
    pending = _value(secret, "AWSPENDING", token)
    identifier = _identifier(secret)
    status = _instance(identifier)["DBInstanceStatus"]
    if status not in _STEADY:
        # Nothing has changed yet, so the old password goes on working until the next attempt.
        raise RuntimeError(f"instance {identifier} is {status}, and its password is only changed while it is available")
    client("rds").modify_db_instance(
        DBInstanceIdentifier=identifier, MasterUserPassword=pending["password"], ApplyImmediately=True
    )


def _test(secret: str, _token: str, context: Any) -> None:
    identifier = _identifier(secret)
    while True:
        # RDS shows the change as pending a moment after it accepted it, so the first look waits as well.
        time.sleep(_PAUSE_SECONDS)
        instance = _instance(identifier)
        waiting = "MasterUserPassword" in instance.get("PendingModifiedValues", {})
        if instance["DBInstanceStatus"] in _SETTLED and not waiting:
            return
        if context.get_remaining_time_in_millis() < _RESERVE_MILLISECONDS:
            raise TimeoutError(f"instance {identifier} has not taken its new password yet")


def _finish(secret: str, token: str, _context: Any) -> None:
    manager = client("secretsmanager")
    versions = manager.describe_secret(SecretId=secret)["VersionIdsToStages"]
    current = next(version for version, stages in versions.items() if "AWSCURRENT" in stages)
    manager.update_secret_version_stage(
        SecretId=secret, VersionStage="AWSCURRENT", MoveToVersionId=token, RemoveFromVersionId=current
    )


def _value(secret: str, stage: str, token: str | None = None) -> dict[str, Any]:
    version = {} if token is None else {"VersionId": token}
    answer = client("secretsmanager").get_secret_value(SecretId=secret, VersionStage=stage, **version)
    value: dict[str, Any] = json.loads(answer["SecretString"])
    return value


def _identifier(secret: str) -> str:
    # From the current value: it is the one that is known to have worked.
    return str(_value(secret, "AWSCURRENT")["dbInstanceIdentifier"])


def _instance(identifier: str) -> dict[str, Any]:
    found: dict[str, Any] = client("rds").describe_db_instances(DBInstanceIdentifier=identifier)["DBInstances"][0]
    return found


_STEPS = {"createSecret": _create, "setSecret": _set, "testSecret": _test, "finishSecret": _finish}
