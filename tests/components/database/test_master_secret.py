"""The master password of a database"""

from __future__ import annotations

import json
from types import SimpleNamespace

import pulumi
import pytest

from components.database import RdsDatabase
from components.database.master_secret import managed_secret_arn
from stackwright.model import Secret as Hidden

KEY = "arn:aws:kms:eu-west-1:123456789012:key/data"


def test_is_left_to_rds_and_encrypted_with_the_key(deploy, arguments):
    made = deploy(lambda: RdsDatabase("orders", arguments()))
    inputs = made["orders"].inputs
    assert inputs["manageMasterUserPassword"] is True
    assert inputs["masterUserSecretKmsKeyId"] == KEY
    assert "password" not in inputs
    assert made.value(made.result.secret_arn) == made["orders"].outputs["masterUserSecrets"][0]["secretArn"]


def test_where_rotated_is_random_hidden_and_all_that_differs_in_the_instance(deploy, arguments):
    managed = deploy(lambda: RdsDatabase("orders", arguments()))["orders"]
    made = deploy(lambda: RdsDatabase("orders", arguments(master_secret="rotated")))
    rotated = made["orders"]
    assert rotated.inputs["password"] == made["orders-password"].outputs["result"]
    assert isinstance(rotated.inputs["password"], Hidden)
    assert made["orders-password"].inputs["length"] == 32
    changed = {key for key in managed.inputs | rotated.inputs if managed.inputs.get(key) != rotated.inputs.get(key)}
    assert changed == {"manageMasterUserPassword", "masterUserSecretKmsKeyId", "password"}
    assert rotated.urn == managed.urn


def test_where_rotated_is_kept_with_all_that_connecting_takes(deploy, arguments):
    made = deploy(lambda: RdsDatabase("orders", arguments(master_secret="rotated")))
    value = made["orders-secret-version"].inputs["secretString"]
    assert isinstance(value, Hidden)
    assert json.loads(value.value) == {
        "engine": "postgres",
        "host": made["orders"].outputs["address"],
        "port": 5432,
        "dbname": "app",
        "username": "dbadmin",
        "password": made["orders-password"].outputs["result"].value,
        "dbInstanceIdentifier": "acme-test-orders",
    }
    assert made["orders-secret"].inputs["kmsKeyId"] == KEY
    assert made["orders-secret"].inputs["description"] == "Master user of the database orders"


def test_where_rotated_changes_every_thirty_days_once_the_function_may_do_it(deploy, arguments):
    made = deploy(lambda: RdsDatabase("orders", arguments(master_secret="rotated")))
    rotation = made["orders-secret-rotation"]
    assert rotation.inputs == {
        "secretId": made["orders-secret"].outputs["arn"],
        "rotationLambdaArn": made["orders-rotation-function"].outputs["arn"],
        "rotationRules": {"automaticallyAfterDays": 30},
        "rotateImmediately": False,
    }
    waited = {urn.rpartition("::")[2] for urn in rotation.dependencies}
    assert {"orders-rotation-policy", "orders-rotation-permission", "orders-secret-version"} <= waited


@pytest.mark.parametrize(("removal", "protected"), [("retain", True), ("destroy", False)])
def test_where_rotated_is_kept_as_safely_as_the_database(deploy, arguments, removal, protected):
    made = deploy(lambda: RdsDatabase("orders", arguments(master_secret="rotated", removal=removal)))
    assert made["orders-secret"].options.protect is protected


def test_where_managed_is_found_in_the_secret_rds_reports():
    assert managed_secret_arn([SimpleNamespace(secret_arn="arn:secret")]) == "arn:secret"


def test_where_managed_is_not_known_in_the_preview_that_first_asks_for_it(monkeypatch):
    monkeypatch.setattr(pulumi.runtime, "is_dry_run", lambda: True)
    assert managed_secret_arn([]) is pulumi.UNKNOWN


def test_where_managed_is_never_taken_to_be_nowhere(monkeypatch):
    monkeypatch.setattr(pulumi.runtime, "is_dry_run", lambda: False)
    with pytest.raises(ValueError, match="RDS reports no managed master secret for the instance: run `pulumi refresh`"):
        managed_secret_arn([])
