"""The function that restarts services"""

from __future__ import annotations

from pathlib import Path

import pytest

from components.compute.restart import handler
from components.compute.restart_function import _PROGRAM

KEY = "arn:aws:kms:eu-west-1:123456789012:key/logs"


@pytest.fixture
def made(deploy, peers):
    return deploy(lambda: peers.cluster(log_days=90))


def test_runs_the_handler_of_this_library_alone(made, scope):
    inputs = dict(made["main-restart-function"].inputs)
    code = inputs.pop("code")
    inputs.pop("name", None)
    assert "handler.py" in str(code)
    assert inputs == {
        "description": "Restarts services of main whose secrets have rotated",
        "runtime": "python3.13",
        "architectures": ["arm64"],
        "handler": "handler.handle",
        "role": made["main-restart-role"].outputs["arn"],
        "memorySize": 128,
        "timeout": 60,
        "loggingConfig": {"logFormat": "JSON", "logGroup": "/acme/test/main/restart"},
        "tags": scope.tags("acme-test-main-restart-function"),
    }


def test_names_a_program_and_an_entry_that_exist():
    assert Path(handler.__file__) == _PROGRAM
    assert callable(handler.handle)


def test_writes_to_a_log_that_is_encrypted_and_kept_as_long_as_the_clusters_other(made, scope):
    assert made["main-restart-logs"].inputs == {
        "name": "/acme/test/main/restart",
        "retentionInDays": 90,
        "kmsKeyId": KEY,
        "tags": scope.tags("/acme/test/main/restart"),
    }


def test_may_deploy_services_of_this_cluster_and_nothing_else(made):
    assert made["main-restart-policy"].inputs["role"] == made["main-restart-role"].outputs["name"]
    assert made.json("main-restart-policy", "policy") == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": ["ecs:UpdateService"],
                "Resource": "arn:aws:ecs:eu-west-1:123456789012:service/acme-test-main/*",
            },
            {
                "Effect": "Allow",
                "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                "Resource": f"{made['main-restart-logs'].outputs['arn']}:*",
            },
        ],
    }


def test_acts_under_a_role_that_only_lambda_assumes(made, scope):
    role = made["main-restart-role"].inputs
    assert (role["description"], role["tags"]) == (
        "Restarts services of main",
        scope.tags("acme-test-main-restart-role"),
    )
    assert made.json("main-restart-role", "assumeRolePolicy") == {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
