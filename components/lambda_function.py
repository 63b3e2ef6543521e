"""A small function of the platform's own: one Python file on boto3, a role of its own, a log it did not make itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pulumi
import pulumi_aws as aws

from .component import Component
from .scope import Scope


def function_role(owner: Component, scope: Scope, purpose: str, description: str) -> aws.iam.Role:
    """Create `{owner}-{purpose}-role`, which Lambda may take on and which may do nothing yet."""
    name = f"{owner.logical_name}-{purpose}-role"
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    return aws.iam.Role(
        name,
        description=description,
        assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
        tags=scope.tags(scope.physical_name(name)),
        opts=owner.child(),
    )


def small_function(
    owner: Component,
    purpose: str,
    *,
    program: Path,
    description: str,
    timeout_seconds: int,
    role: aws.iam.Role,
    log: aws.cloudwatch.LogGroup,
    tags: Mapping[str, str],
) -> aws.lambda_.Function:
    """Create `{owner}-{purpose}-function`, which runs `handle` of the file *program* as *role* and writes to *log*."""
    return aws.lambda_.Function(
        f"{owner.logical_name}-{purpose}-function",
        description=description,
        runtime="python3.13",
        architectures=["arm64"],
        handler=f"{program.stem}.handle",
        code=pulumi.AssetArchive({program.name: pulumi.FileAsset(str(program))}),
        role=role.arn,
        memory_size=128,
        timeout=timeout_seconds,
        logging_config={"log_format": "JSON", "log_group": log.name},
        tags=tags,
        opts=owner.child(),
    )


def write_log(log: aws.cloudwatch.LogGroup) -> dict[str, Any]:
    """Return the statement that lets a function write to *log*."""
    return {
        "Effect": "Allow",
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": pulumi.Output.concat(log.arn, ":*"),
    }
