"""A service restarts when a secret it is given has rotated, since its tasks read secrets only as they start."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pulumi
import pulumi_aws as aws

from ..component import Component
from .args import FargateServiceArgs


def restart_rule(owner: Component, args: FargateServiceArgs, service: aws.ecs.Service) -> None:
    """Create `{owner}-restart-rule`, its target and its permission; nothing where no secret is given.

    Rotations reach EventBridge through CloudTrail: only where a trail logs management events does a service restart.
    """
    if not args.secrets:
        return
    name, function_arn = owner.logical_name, args.cluster.restart_function_arn
    rule = aws.cloudwatch.EventRule(
        f"{name}-restart-rule",
        description=f"A secret that {name} is given has rotated",
        event_pattern=pulumi.Output.all(*(secret.secret_arn for secret in args.secrets.values())).apply(rotated),
        tags=args.scope.tags(args.scope.physical_name(f"{name}-restart-rule")),
        opts=owner.child(),
    )
    permission = aws.lambda_.Permission(
        f"{name}-restart-permission",
        action="lambda:InvokeFunction",
        function=function_arn,
        principal="events.amazonaws.com",
        source_arn=rule.arn,
        opts=owner.child(),
    )
    aws.cloudwatch.EventTarget(
        f"{name}-restart-target",
        rule=rule.name,
        arn=function_arn,
        input=pulumi.Output.json_dumps({"cluster": args.cluster.cluster_arn, "service": service.name}),
        opts=owner.child(depends_on=[permission]),
    )


def rotated(secret_arns: Sequence[str]) -> str:
    """Return the event pattern of a rotation of one of *secret_arns* that has succeeded."""
    # Source: AWS Secrets Manager User Guide, "AWS CloudTrail entries for Secrets Manager", entries for rotation.
    return json.dumps(
        {
            "source": ["aws.secretsmanager"],
            "detail-type": ["AWS Service Event via CloudTrail"],
            "detail": {
                "eventSource": ["secretsmanager.amazonaws.com"],
                "eventName": ["RotationSucceeded"],
                "additionalEventData": {"SecretId": sorted(set(secret_arns))},
            },
        }
    )
