"""The function that rotates a master password: its program, its log, and the little it may do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..secret import use_key
from .args import RdsDatabaseArgs

_PROGRAM = Path(__file__).parent / "rotation" / "handler.py"
# Longer than a change of password takes by far, shorter than the fifteen minutes Lambda allows.
_TIMEOUT_SECONDS = 600


@dataclass(frozen=True, kw_only=True)
class RotationFunction:
    """The function, and what must exist before it is first called."""

    function_arn: pulumi.Output[str]
    """ARN that the rotation names."""

    function_name: pulumi.Output[str]
    """Name that its metrics carry."""

    ready: Sequence[pulumi.Resource]
    """Its permissions, and Secrets Manager's to call it."""


def rotation_function(
    owner: Component,
    args: RdsDatabaseArgs,
    instance: aws.rds.Instance,
    secret_arn: pulumi.Output[str],
) -> RotationFunction:
    """Create the function that changes the password of *instance* and keeps it in the secret.

    It calls the RDS API and opens no connection to the database, so it needs neither a network nor a driver.
    """
    name, scope = owner.logical_name, args.scope
    physical_name = scope.physical_name(f"{name}-rotation")
    log = aws.cloudwatch.LogGroup(
        f"{name}-rotation-log",
        name=f"/aws/lambda/{physical_name}",
        kms_key_id=args.log_kms_key_arn,
        retention_in_days=args.log_days,
        tags=scope.tags(f"/aws/lambda/{physical_name}"),
        opts=owner.child(),
    )
    role = _role(owner, args)
    function = aws.lambda_.Function(
        f"{name}-rotation-function",
        description=f"Rotates the master password of {name}",
        runtime="python3.13",
        architectures=["arm64"],
        handler="handler.handle",
        code=pulumi.AssetArchive({"handler.py": pulumi.FileAsset(str(_PROGRAM))}),
        role=role.arn,
        memory_size=128,
        timeout=_TIMEOUT_SECONDS,
        logging_config={"log_format": "JSON", "log_group": log.name},
        tags=scope.tags(physical_name),
        opts=owner.child(),
    )
    policy = aws.iam.RolePolicy(
        f"{name}-rotation-policy",
        role=role.name,
        policy=_policy(args, instance.arn, secret_arn, log.arn),
        opts=owner.child(),
    )
    permission = aws.lambda_.Permission(
        f"{name}-rotation-permission",
        action="lambda:InvokeFunction",
        function=function.name,
        principal="secretsmanager.amazonaws.com",
        source_account=scope.account_id,
        opts=owner.child(),
    )
    return RotationFunction(function_arn=function.arn, function_name=function.name, ready=[policy, permission])


def _role(owner: Component, args: RdsDatabaseArgs) -> aws.iam.Role:
    name, scope = owner.logical_name, args.scope
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    return aws.iam.Role(
        f"{name}-rotation-role",
        description=f"Rotates the master password of {name}",
        assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
        tags=scope.tags(scope.physical_name(f"{name}-rotation-role")),
        opts=owner.child(),
    )


def _policy(
    args: RdsDatabaseArgs,
    instance_arn: pulumi.Output[str],
    secret_arn: pulumi.Output[str],
    log_arn: pulumi.Output[str],
) -> pulumi.Output[str]:
    statements = [
        {
            "Effect": "Allow",
            "Action": ["rds:DescribeDBInstances", "rds:ModifyDBInstance"],
            "Resource": instance_arn,
        },
        {
            "Effect": "Allow",
            "Action": [
                "secretsmanager:DescribeSecret",
                "secretsmanager:GetSecretValue",
                "secretsmanager:PutSecretValue",
                "secretsmanager:UpdateSecretVersionStage",
            ],
            "Resource": secret_arn,
        },
        use_key(args.scope, args.kms_key_arn, "kms:Decrypt", "kms:GenerateDataKey"),
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": pulumi.Output.concat(log_arn, ":*"),
        },
    ]
    return pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": statements})
