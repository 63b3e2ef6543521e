"""The function that restarts services of a cluster: its program, its log, and the one thing it may do."""

from __future__ import annotations

import json
from pathlib import Path

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..scope import Scope
from .logs import log_group

_PROGRAM = Path(__file__).parent / "restart" / "handler.py"
# One call, and the time that Python and boto3 need to start on the smallest machine.
_TIMEOUT_SECONDS = 60


def restart_function(
    owner: Component, scope: Scope, cluster: aws.ecs.Cluster, *, log_days: int, kms_key_arn: pulumi.Input[str]
) -> aws.lambda_.Function:
    """Create `{owner}-restart-function`, which deploys a service of *cluster* once more, and what it needs."""
    name = owner.logical_name
    log = log_group(owner, scope, "restart-logs", (name, "restart"), log_days, kms_key_arn)
    role = _role(owner, scope)
    function = aws.lambda_.Function(
        f"{name}-restart-function",
        description=f"Restarts services of {name} whose secrets have rotated",
        runtime="python3.13",
        architectures=["arm64"],
        handler="handler.handle",
        code=pulumi.AssetArchive({"handler.py": pulumi.FileAsset(str(_PROGRAM))}),
        role=role.arn,
        memory_size=128,
        timeout=_TIMEOUT_SECONDS,
        logging_config={"log_format": "JSON", "log_group": log.name},
        tags=scope.tags(scope.physical_name(f"{name}-restart-function")),
        opts=owner.child(),
    )
    aws.iam.RolePolicy(
        f"{name}-restart-policy", role=role.name, policy=_policy(scope, cluster, log), opts=owner.child()
    )
    return function


def _role(owner: Component, scope: Scope) -> aws.iam.Role:
    name = f"{owner.logical_name}-restart-role"
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    return aws.iam.Role(
        name,
        description=f"Restarts services of {owner.logical_name}",
        assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
        tags=scope.tags(scope.physical_name(name)),
        opts=owner.child(),
    )


def _policy(scope: Scope, cluster: aws.ecs.Cluster, log: aws.cloudwatch.LogGroup) -> pulumi.Output[str]:
    services = f"arn:{scope.partition}:ecs:{scope.region}:{scope.account_id}:service"
    statements = [
        {
            # It names no task definition, so ECS asks for no iam:PassRole, and no other revision can be started.
            "Effect": "Allow",
            "Action": ["ecs:UpdateService"],
            "Resource": pulumi.Output.concat(services, "/", cluster.name, "/*"),
        },
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": pulumi.Output.concat(log.arn, ":*"),
        },
    ]
    return pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": statements})
