"""The function that rotates a master password"""

from __future__ import annotations

from pathlib import Path

import pytest

from components.database import RdsDatabase
from components.database.rotation import handler
from components.database.rotation_function import _PROGRAM


@pytest.fixture
def made(deploy, arguments):
    return deploy(lambda: RdsDatabase("orders", arguments(master_secret="rotated", log_days=30)))


def test_runs_the_handler_of_this_library_alone_and_long_enough(made, scope):
    inputs = dict(made["orders-rotation-function"].inputs)
    code = inputs.pop("code")
    inputs.pop("name", None)
    assert "handler.py" in str(code)
    assert inputs == {
        "description": "Rotates the master password of orders",
        "runtime": "python3.13",
        "architectures": ["arm64"],
        "handler": "handler.handle",
        "role": made["orders-rotation-role"].outputs["arn"],
        "memorySize": 128,
        "timeout": 600,
        "loggingConfig": {"logFormat": "JSON", "logGroup": "/aws/lambda/acme-test-orders-rotation"},
        "tags": scope.tags("acme-test-orders-rotation"),
    }


def test_names_a_program_and_an_entry_that_exist():
    assert Path(handler.__file__) == _PROGRAM
    assert callable(handler.handle)


def test_writes_to_a_log_that_is_encrypted_and_not_kept_for_ever(made):
    inputs = made["orders-rotation-log"].inputs
    assert inputs["name"] == "/aws/lambda/acme-test-orders-rotation"
    assert inputs["kmsKeyId"] == "arn:aws:kms:eu-west-1:123456789012:key/logs"
    assert inputs["retentionInDays"] == 30


def test_may_change_this_instance_and_this_secret_and_nothing_else(made):
    assert made["orders-rotation-policy"].inputs["role"] == made["orders-rotation-role"].outputs["name"]
    assert made.json("orders-rotation-policy", "policy") == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": ["rds:DescribeDBInstances", "rds:ModifyDBInstance"],
                "Resource": made["orders"].outputs["arn"],
            },
            {
                "Effect": "Allow",
                "Action": [
                    "secretsmanager:DescribeSecret",
                    "secretsmanager:GetSecretValue",
                    "secretsmanager:PutSecretValue",
                    "secretsmanager:UpdateSecretVersionStage",
                ],
                "Resource": made["orders-secret"].outputs["arn"],
            },
            {
                "Effect": "Allow",
                "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
                "Resource": "arn:aws:kms:eu-west-1:123456789012:key/data",
                "Condition": {"StringEquals": {"kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com"}},
            },
            {
                "Effect": "Allow",
                "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                "Resource": f"{made['orders-rotation-log'].outputs['arn']}:*",
            },
        ],
    }


def test_is_called_by_secrets_manager_of_this_account_alone(made):
    assert made["orders-rotation-permission"].inputs == {
        "action": "lambda:InvokeFunction",
        "function": made["orders-rotation-function"].outputs["name"],
        "principal": "secretsmanager.amazonaws.com",
        "sourceAccount": "123456789012",
    }


def test_acts_under_a_role_that_only_lambda_assumes(made):
    assert made.json("orders-rotation-role", "assumeRolePolicy") == {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
