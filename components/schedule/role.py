"""The role that switches databases and machines: those calls on those things, for one group of schedules."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..scope import Scope
from .calls import Switched


def calling_role(
    owner: Component, scope: Scope, group_arn: pulumi.Output[str], called: Mapping[str, Switched]
) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
    """Create `{owner}-role`, which only the schedules of the group may take on, and `{owner}-policy`."""
    name = f"{owner.logical_name}-role"
    role = aws.iam.Role(
        name,
        description=f"Switches off and on what {owner.logical_name} names",
        # The ceiling of a budget may have attached a policy meanwhile, and the role must still go with its stack.
        force_detach_policies=True,
        assume_role_policy=pulumi.Output.json_dumps(_trust(scope, group_arn)),
        tags=scope.tags(scope.physical_name(name)),
        opts=owner.child(),
    )
    policy = aws.iam.RolePolicy(
        f"{owner.logical_name}-policy",
        role=role.name,
        policy=pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": _statements(called)}),
        opts=owner.child(),
    )
    return role, policy


def _trust(scope: Scope, group_arn: pulumi.Output[str]) -> dict[str, object]:
    # Source: EventBridge Scheduler User Guide, "Confused deputy prevention": the group's ARN, not a schedule's.
    same = {"aws:SourceAccount": scope.account_id, "aws:SourceArn": group_arn}
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "scheduler.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": same},
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def _statements(called: Mapping[str, Switched]) -> list[dict[str, object]]:
    """Return one statement for each set of actions, with exactly the things they are for."""
    by_actions: dict[tuple[str, ...], list[pulumi.Input[str]]] = {}
    for key in sorted(called):
        switched = called[key]
        actions = tuple(sorted({switched.on.permission, switched.off.permission}))
        by_actions.setdefault(actions, []).append(switched.arn)
    return [
        {"Effect": "Allow", "Action": list(actions), "Resource": by_actions[actions]} for actions in sorted(by_actions)
    ]
