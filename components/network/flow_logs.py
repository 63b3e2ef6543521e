"""A record of every connection in the VPC, accepted or refused, encrypted and kept for a stated time."""

from __future__ import annotations

import json

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..scope import Scope
from .args import VpcArgs
from .tagging import child_tags

# A minute is the finer of the two intervals AWS offers; the other, ten minutes, hides the order of events.
_AGGREGATION_SECONDS = 60


def create_flow_logs(owner: Component, args: VpcArgs, vpc: aws.ec2.Vpc) -> None:
    """Create the log group, the role that writes to it and nothing else, and the flow log."""
    name = f"{owner.logical_name}-flow-log"
    group = aws.cloudwatch.LogGroup(
        f"{name}-group",
        retention_in_days=args.flow_log_days,
        kms_key_id=args.kms_key_arn,
        tags=child_tags(args.scope, f"{name}-group"),
        opts=owner.keeping(args.removal),
    )
    role = aws.iam.Role(
        f"{name}-role",
        description=f"Lets VPC flow logs write those of {owner.logical_name}",
        assume_role_policy=json.dumps(_trust(args.scope)),
        tags=child_tags(args.scope, f"{name}-role"),
        opts=owner.child(),
    )
    policy = aws.iam.RolePolicy(
        f"{name}-policy",
        role=role.name,
        policy=pulumi.Output.json_dumps(group.arn.apply(lambda arn: _write_to(args.scope, arn))),
        opts=owner.child(),
    )
    aws.ec2.FlowLog(
        name,
        vpc_id=vpc.id,
        traffic_type="ALL",
        max_aggregation_interval=_AGGREGATION_SECONDS,
        log_destination_type="cloud-watch-logs",
        log_destination=group.arn,
        iam_role_arn=role.arn,
        tags=child_tags(args.scope, name),
        # Without its permission the log would be created, and stay empty.
        opts=owner.child(depends_on=[policy]),
    )


def _trust(scope: Scope) -> dict[str, object]:
    source = f"arn:{scope.partition}:ec2:{scope.region}:{scope.account_id}:vpc-flow-log/*"
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "vpc-flow-logs.amazonaws.com"},
                "Action": "sts:AssumeRole",
                "Condition": {
                    "StringEquals": {"aws:SourceAccount": scope.account_id},
                    "ArnLike": {"aws:SourceArn": source},
                },
            }
        ],
    }


def _write_to(scope: Scope, group_arn: str) -> dict[str, object]:
    # The service finds its group by listing all of them: "IAM role for publishing flow logs", Amazon VPC User Guide.
    groups = f"arn:{scope.partition}:logs:{scope.region}:{scope.account_id}:log-group:*"
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                "Resource": f"{group_arn}:*",
            },
            {"Effect": "Allow", "Action": "logs:DescribeLogGroups", "Resource": groups},
        ],
    }
