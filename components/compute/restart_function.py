"""The function that restarts services of a cluster: its program, its log, and the one thing it may do."""

from __future__ import annotations

from pathlib import Path

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..lambda_function import function_role, small_function, write_log
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
    role = function_role(owner, scope, "restart", f"Restarts services of {name}")
    function = small_function(
        owner,
        "restart",
        program=_PROGRAM,
        description=f"Restarts services of {name} whose secrets have rotated",
        timeout_seconds=_TIMEOUT_SECONDS,
        role=role,
        log=log,
        tags=scope.tags(scope.physical_name(f"{name}-restart-function")),
    )
    aws.iam.RolePolicy(
        f"{name}-restart-policy", role=role.name, policy=_policy(scope, cluster, log), opts=owner.child()
    )
    return function


def _policy(scope: Scope, cluster: aws.ecs.Cluster, log: aws.cloudwatch.LogGroup) -> pulumi.Output[str]:
    services = f"arn:{scope.partition}:ecs:{scope.region}:{scope.account_id}:service"
    statements = [
        {
            # It names no task definition, so ECS asks for no iam:PassRole, and no other revision can be started.
            "Effect": "Allow",
            "Action": ["ecs:UpdateService"],
            "Resource": pulumi.Output.concat(services, "/", cluster.name, "/*"),
        },
        write_log(log),
    ]
    return pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": statements})
