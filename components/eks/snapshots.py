"""Daily snapshots of volumes: Data Lifecycle Manager finds them by a tag, and forgets each snapshot in time."""

from __future__ import annotations

import json

import pulumi
import pulumi_aws as aws

from ..component import Component
from .args import EksClusterArgs
from .pod_identity import Statement

SNAPSHOT_TAG = "stackwright.dev/snapshots"
"""Tag of volumes of which there is a snapshot a day; its value is the cluster's name."""

_LOOK = ("ec2:DescribeInstances", "ec2:DescribeSnapshots", "ec2:DescribeVolumes")
_AT = "03:00"
_KEPT = 14


def daily_snapshots(owner: Component, args: EksClusterArgs, cluster_name: pulumi.Output[str]) -> None:
    """Create `{owner}-snapshots`: at three in the night (UTC), of every volume with the cluster's tag; 14 are kept."""
    scope, name = args.scope, f"{owner.logical_name}-snapshots"
    role = aws.iam.Role(
        f"{name}-role",
        description=f"Lets Data Lifecycle Manager take snapshots of volumes of {owner.logical_name}",
        assume_role_policy=json.dumps(_trust(args)),
        tags=scope.tags(scope.physical_name(f"{name}-role")),
        opts=owner.child(),
    )
    policy = aws.iam.RolePolicy(
        f"{name}-policy",
        role=role.name,
        policy=cluster_name.apply(
            lambda known: json.dumps({"Version": "2012-10-17", "Statement": _statements(args, known)})
        ),
        opts=owner.child(),
    )
    tags = scope.tags(scope.physical_name(name))
    aws.dlm.LifecyclePolicy(
        name,
        description=f"Daily snapshots of volumes of {owner.logical_name}",
        execution_role_arn=role.arn,
        state="ENABLED",
        policy_details=aws.dlm.LifecyclePolicyPolicyDetailsArgs(
            resource_types=["VOLUME"],
            target_tags=cluster_name.apply(lambda known: {SNAPSHOT_TAG: known}),
            schedules=[
                aws.dlm.LifecyclePolicyPolicyDetailsScheduleArgs(
                    name="daily",
                    create_rule=aws.dlm.LifecyclePolicyPolicyDetailsScheduleCreateRuleArgs(
                        interval=24, interval_unit="HOURS", times=_AT
                    ),
                    retain_rule=aws.dlm.LifecyclePolicyPolicyDetailsScheduleRetainRuleArgs(count=_KEPT),
                    copy_tags=True,
                )
            ],
        ),
        tags=tags,
        opts=owner.child(depends_on=[policy]),
    )


def _trust(args: EksClusterArgs) -> dict[str, object]:
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "dlm.amazonaws.com"},
                "Action": "sts:AssumeRole",
                "Condition": {"StringEquals": {"aws:SourceAccount": args.scope.account_id}},
            }
        ],
    }


def _statements(args: EksClusterArgs, cluster_name: str) -> list[Statement]:
    """Return what Data Lifecycle Manager does: it looks, makes, tags, and deletes what it made.

    Source: Amazon EBS User Guide, "Control access to Amazon Data Lifecycle Manager using IAM".
    """
    scope = args.scope
    prefix = f"arn:{scope.partition}:ec2:{scope.region}:"
    volumes, snapshots = f"{prefix}{scope.account_id}:volume/*", f"{prefix}:snapshot/*"
    tagged = {"StringEquals": {f"aws:ResourceTag/{SNAPSHOT_TAG}": cluster_name}}
    return [
        # The Describe actions support no resource.
        {"Effect": "Allow", "Action": list(_LOOK), "Resource": "*"},
        {"Effect": "Allow", "Action": "ec2:CreateSnapshot", "Resource": volumes, "Condition": tagged},
        {"Effect": "Allow", "Action": "ec2:CreateSnapshot", "Resource": snapshots},
        {"Effect": "Allow", "Action": "ec2:CreateTags", "Resource": snapshots},
        {"Effect": "Allow", "Action": "ec2:DeleteSnapshot", "Resource": snapshots, "Condition": tagged},
    ]
