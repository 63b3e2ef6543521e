"""A small function runs one file as a role of its own, and may write to its log."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws
import pytest

from components.component import Component
from components.lambda_function import function_role, small_function, write_log


@pytest.fixture
def made(deploy, scope, tmp_path):
    file = tmp_path / "sweep.py"
    file.write_text("def handle(event, context): ...")

    def program():
        owner = Component("test:index:Owner", "main", {}, None)
        log = aws.cloudwatch.LogGroup("log", name="/logs")
        role = function_role(owner, scope, "sweep", "May sweep")
        small_function(
            owner,
            "sweep",
            program=file,
            description="Sweeps",
            timeout_seconds=9,
            role=role,
            log=log,
            tags=scope.tags("sweeper"),
        )
        return pulumi.Output.from_input(write_log(log))

    return deploy(program)


def test_runs_the_file_as_its_role_into_its_log(made, scope):
    inputs = dict(made["main-sweep-function"].inputs)
    assert list(inputs.pop("code")["assets"]) == ["sweep.py"]
    assert inputs == {
        "description": "Sweeps",
        "runtime": "python3.13",
        "architectures": ["arm64"],
        "handler": "sweep.handle",
        "role": made["main-sweep-role"].outputs["arn"],
        "memorySize": 128,
        "timeout": 9,
        "loggingConfig": {"logFormat": "JSON", "logGroup": "/logs"},
        "tags": scope.tags("sweeper"),
    }


def test_has_a_role_that_lambda_alone_takes_on(made, scope):
    (statement,) = made.json("main-sweep-role", "assumeRolePolicy")["Statement"]
    assert statement == {
        "Effect": "Allow",
        "Principal": {"Service": "lambda.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    assert made["main-sweep-role"].inputs["description"] == "May sweep"
    assert made["main-sweep-role"].inputs["tags"] == scope.tags("acme-test-main-sweep-role")


def test_belongs_to_its_owner(made):
    owner = made["main"].urn
    assert {made["main-sweep-role"].parent, made["main-sweep-function"].parent} == {owner}


def test_may_write_to_that_log_and_no_other(made):
    assert made.value(made.result) == {
        "Effect": "Allow",
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": made["log"].outputs["arn"] + ":*",
    }
