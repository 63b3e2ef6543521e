"""The function that rotates a master password: its program, its log, and the little it may do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..lambda_function import function_role, small_function, write_log
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
    role = function_role(owner, scope, "rotation", f"Rotates the master password of {name}")
    function = small_function(
        owner,
        "rotation",
        program=_PROGRAM,
        description=f"Rotates the master password of {name}",
        timeout_seconds=_TIMEOUT_SECONDS,
        role=role,
        log=log,
        tags=scope.tags(physical_name),
    )
    policy = aws.iam.RolePolicy(
        f"{name}-rotation-policy",
        role=role.name,
        policy=_policy(args, instance.arn, secret_arn, log),
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


def _policy(
    args: RdsDatabaseArgs,
    instance_arn: pulumi.Output[str],
    secret_arn: pulumi.Output[str],
    log: aws.cloudwatch.LogGroup,
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
        write_log(log),
    ]
    return pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": statements})
