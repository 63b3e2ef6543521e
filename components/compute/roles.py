"""The two roles of a service: one to start its tasks, one for what runs in them; each may do what it must."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..scope import Scope
from .args import FargateServiceArgs
from .ecs_cluster import EcsCluster
from .secret_reads import Statement, secret_statements

_PULL = ("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
_SHELL = (
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
)


@dataclass(frozen=True, kw_only=True)
class Roles:
    """The roles of a service."""

    task: aws.iam.Role
    """Role of the process; empty until something is granted to it."""

    execution: aws.iam.Role
    """Role under which ECS pulls the image, reads the secrets and writes the log."""

    policies: tuple[pulumi.Resource, ...]
    """Policies without which a task cannot start."""


def service_roles(owner: Component, args: FargateServiceArgs, log_group_arn: pulumi.Output[str]) -> Roles:
    """Create `{owner}-task-role` and `{owner}-execution-role` with their policies."""
    task, execution = (_role(owner, args, f"{owner.logical_name}-{kind}-role") for kind in ("task", "execution"))
    policies = [_policy(owner, "execution-policy", execution, _execution_statements(args, log_group_arn))]
    if args.spec.exec:
        policies.append(_policy(owner, "exec-policy", task, _shell_statements(args.scope, args.cluster)))
    return Roles(task=task, execution=execution, policies=tuple(policies))


def trust(scope: Scope) -> str:
    """Return the trust policy of a task's role: ECS tasks, of this account and Region only."""
    tasks = f"arn:{scope.partition}:ecs:{scope.region}:{scope.account_id}:*"
    return json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "ecs-tasks.amazonaws.com"},
                    "Action": "sts:AssumeRole",
                    "Condition": {
                        "StringEquals": {"aws:SourceAccount": scope.account_id},
                        "ArnLike": {"aws:SourceArn": tasks},
                    },
                }
            ],
        }
    )


def _role(owner: Component, args: FargateServiceArgs, name: str) -> aws.iam.Role:
    return aws.iam.Role(
        name,
        assume_role_policy=trust(args.scope),
        # What a budget's ceiling, or a person, has attached meanwhile must not keep a stack that is to leave no trace.
        force_detach_policies=True if args.cluster.removal == "destroy" else None,
        tags=args.scope.tags(args.scope.physical_name(name)),
        opts=owner.child(),
    )


def _policy(
    owner: Component, role_name: str, role: aws.iam.Role, statements: pulumi.Output[list[Statement]]
) -> aws.iam.RolePolicy:
    return aws.iam.RolePolicy(
        f"{owner.logical_name}-{role_name}",
        role=role.name,
        policy=pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": statements}),
        opts=owner.child(),
    )


def _execution_statements(
    args: FargateServiceArgs, log_group_arn: pulumi.Output[str]
) -> pulumi.Output[list[Statement]]:
    known = pulumi.Output.all(repository=args.repository_arn, log_group=log_group_arn)
    return pulumi.Output.all(known, secret_statements(args.scope, list(args.secrets.values()))).apply(
        lambda parts: [
            # GetAuthorizationToken supports no resource.
            _allow(["ecr:GetAuthorizationToken"], "*"),
            _allow(_PULL, parts[0]["repository"]),
            _allow(["logs:CreateLogStream", "logs:PutLogEvents"], f"{parts[0]['log_group']}:*"),
            *parts[1],
        ]
    )


def _shell_statements(scope: Scope, cluster: EcsCluster) -> pulumi.Output[list[Statement]]:
    groups = f"arn:{scope.partition}:logs:{scope.region}:{scope.account_id}:log-group:*"
    return pulumi.Output.all(log_group=cluster.exec_log_group_arn, key=cluster.kms_key_arn).apply(
        lambda known: [
            # The ssmmessages actions support no resource.
            _allow(_SHELL, "*"),
            # The agent looks for its log group among all, to see that it is encrypted.
            _allow(["logs:DescribeLogGroups"], groups),
            _allow(["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"], f"{known['log_group']}:*"),
            # The agent in the task decrypts the session itself, so no service stands between it and the key.
            _allow(["kms:Decrypt"], known["key"]),
        ]
    )


def _allow(actions: Sequence[str], resources: str | list[str]) -> Statement:
    return {"Effect": "Allow", "Action": list(actions), "Resource": resources}
