"""The rotation of a master password"""

from __future__ import annotations

import json
import string
import sys
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from components.database.rotation import handler

IDENTIFIER = "acme-test-orders"
TOKEN = "11111111-2222-3333-4444-555555555555"
FIRST = "first-password-of-the-database"


class Manager:
    """Secrets Manager, which announces the pending version before the function has put its value."""

    def __init__(self) -> None:
        self._client = boto3.client("secretsmanager")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def describe_secret(self, **given: Any) -> dict[str, Any]:
        found: dict[str, Any] = self._client.describe_secret(**given)
        found["VersionIdsToStages"].setdefault(TOKEN, ["AWSPENDING"])
        return found


class Rds:
    """RDS, with the state of the instance in the test's hands, one answer after the other."""

    def __init__(self) -> None:
        self._client = boto3.client("rds")
        self.answers: list[dict[str, Any]] = []
        self.modified: list[dict[str, Any]] = []

    def describe_db_instances(self, **given: Any) -> dict[str, Any]:
        found: dict[str, Any] = self._client.describe_db_instances(**given)
        if self.answers:
            found["DBInstances"][0] |= self.answers.pop(0)
        return found

    def modify_db_instance(self, **given: Any) -> None:
        self.modified.append(given)
        self._client.modify_db_instance(**given)


class Context:
    """What Lambda tells of the time that is left."""

    def __init__(self, left: int = 600_000) -> None:
        self.left = left

    def get_remaining_time_in_millis(self) -> int:
        return self.left


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    for key in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(key, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    with mock_aws():
        made = {"secretsmanager": Manager(), "rds": Rds()}
        monkeypatch.setattr(handler, "client", made.__getitem__)
        boto3.client("rds").create_db_instance(
            DBInstanceIdentifier=IDENTIFIER,
            DBInstanceClass="db.t4g.micro",
            Engine="postgres",
            AllocatedStorage=20,
            MasterUsername="dbadmin",
            MasterUserPassword=FIRST,
        )
        yield made


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    made: list[float] = []
    monkeypatch.setattr(handler.time, "sleep", made.append)
    return made


@pytest.fixture
def secret(services: dict[str, Any]) -> str:
    value = {"username": "dbadmin", "password": FIRST, "host": "db.example", "dbInstanceIdentifier": IDENTIFIER}
    made = services["secretsmanager"].create_secret(Name="orders", SecretString=json.dumps(value))
    return str(made["ARN"])


def step(secret: str, name: str, context: Context | None = None) -> None:
    handler.handle({"SecretId": secret, "ClientRequestToken": TOKEN, "Step": name}, context or Context())


def value(services: dict[str, Any], secret: str, stage: str) -> dict[str, Any]:
    found = services["secretsmanager"].get_secret_value(SecretId=secret, VersionStage=stage)
    return dict(json.loads(found["SecretString"]))


def test_replaces_the_password_in_the_database_and_then_in_the_secret(services, secret, pauses):
    for name in ("createSecret", "setSecret", "testSecret", "finishSecret"):
        step(secret, name)
    current = value(services, secret, "AWSCURRENT")
    assert current["password"] != FIRST
    assert services["rds"].modified == [
        {"DBInstanceIdentifier": IDENTIFIER, "MasterUserPassword": current["password"], "ApplyImmediately": True}
    ]
    assert value(services, secret, "AWSPREVIOUS")["password"] == FIRST


def test_makes_a_password_that_rds_and_urls_take_and_keeps_the_rest_of_the_value(services, secret):
    step(secret, "createSecret")
    pending = value(services, secret, "AWSPENDING")
    assert len(pending["password"]) == 32
    assert set(pending.pop("password")) <= set(string.ascii_letters + string.digits + "-_.~")
    assert pending == {"username": "dbadmin", "host": "db.example", "dbInstanceIdentifier": IDENTIFIER}


def test_leaves_the_old_password_current_until_it_is_finished(services, secret, pauses):
    for name in ("createSecret", "setSecret", "testSecret"):
        step(secret, name)
        assert value(services, secret, "AWSCURRENT")["password"] == FIRST


def test_makes_one_password_however_often_it_is_asked_to(services, secret):
    step(secret, "createSecret")
    first = value(services, secret, "AWSPENDING")["password"]
    step(secret, "createSecret")
    assert value(services, secret, "AWSPENDING")["password"] == first


def test_does_nothing_more_once_the_version_is_current(services, secret, pauses):
    for name in ("createSecret", "setSecret", "testSecret", "finishSecret"):
        step(secret, name)
    current = value(services, secret, "AWSCURRENT")
    for name in ("createSecret", "setSecret", "finishSecret"):
        step(secret, name)
    assert value(services, secret, "AWSCURRENT") == current
    assert len(services["rds"].modified) == 1


@pytest.mark.parametrize("status", ["modifying", "rebooting", "upgrading", "stopped"])
def test_changes_no_password_while_the_instance_is_busy(services, secret, status):
    step(secret, "createSecret")
    services["rds"].answers = [{"DBInstanceStatus": status}]
    with pytest.raises(RuntimeError, match=f"instance {IDENTIFIER} is {status}, and its password is only changed"):
        step(secret, "setSecret")
    assert services["rds"].modified == []


def test_changes_the_password_while_storage_is_being_optimized(services, secret):
    step(secret, "createSecret")
    services["rds"].answers = [{"DBInstanceStatus": "storage-optimization"}]
    step(secret, "setSecret")
    assert len(services["rds"].modified) == 1


def test_waits_until_the_instance_has_taken_the_password(services, secret, pauses):
    services["rds"].answers = [
        {"DBInstanceStatus": "available", "PendingModifiedValues": {"MasterUserPassword": "****"}},
        {"DBInstanceStatus": "resetting-master-credentials", "PendingModifiedValues": {}},
        {"DBInstanceStatus": "available", "PendingModifiedValues": {}},
    ]
    step(secret, "testSecret")
    assert pauses == [10, 10, 10]
    assert services["rds"].answers == []


def test_is_content_while_a_backup_runs_for_a_new_replica(services, secret, pauses):
    services["rds"].answers = [{"DBInstanceStatus": "backing-up", "PendingModifiedValues": {}}]
    step(secret, "testSecret")
    assert pauses == [10]


def test_gives_up_before_its_time_runs_out(services, secret, pauses):
    services["rds"].answers = [{"DBInstanceStatus": "resetting-master-credentials"}]
    with pytest.raises(TimeoutError, match=f"instance {IDENTIFIER} has not taken its new password yet"):
        step(secret, "testSecret", Context(left=19_999))


def test_passes_the_trial_that_secrets_manager_makes_when_rotation_is_set_up(services, secret, pauses):
    step(secret, "testSecret")
    assert value(services, secret, "AWSCURRENT")["password"] == FIRST


def test_refuses_a_step_it_does_not_know(services, secret):
    with pytest.raises(ValueError, match=r"step must be one of createSecret, setSecret, .*got 'deleteSecret'"):
        step(secret, "deleteSecret")


def test_refuses_a_version_that_is_not_of_the_secret(services, secret):
    event = {"SecretId": secret, "ClientRequestToken": "other", "Step": "createSecret"}
    with pytest.raises(ValueError, match="version other is not one of secret"):
        handler.handle(event, Context())


def test_refuses_a_version_that_is_not_pending(services, secret):
    services["secretsmanager"].put_secret_value(
        SecretId=secret, ClientRequestToken=TOKEN, SecretString="{}", VersionStages=["OTHER"]
    )
    with pytest.raises(ValueError, match=r"is not pending, its stages are \['OTHER'\]"):
        step(secret, "setSecret")


def test_makes_one_client_of_each_service_and_only_when_it_is_needed(monkeypatch):
    made: list[str] = []

    class Boto3:
        @staticmethod
        def client(service: str) -> object:
            made.append(service)
            return object()

    monkeypatch.setitem(sys.modules, "boto3", Boto3)
    handler.client.cache_clear()
    try:
        assert handler.client("rds") is handler.client("rds")
        assert made == ["rds"]
    finally:
        handler.client.cache_clear()
