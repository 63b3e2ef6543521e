"""IAM roles of the control plane, of nodes, of add-ons and of pods: each stands with all that it may do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from ..component import Component, Removal
from ..scope import Scope

# Source: Amazon EKS User Guide, "Amazon EKS node IAM role". The network add-on has a role of its own; the last one is
# how people reach a node, with no port and no key.
NODE_POLICIES = ("AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonSSMManagedInstanceCore")
"""AWS's policies of every node, whoever starts it."""

NODE_TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
    }
)
"""Trust policy of nodes' roles."""


@dataclass(frozen=True, kw_only=True)
class ManagedRole:
    """A role, and the policies without which it can do nothing."""

    role: aws.iam.Role
    """The role."""

    ready: tuple[pulumi.Resource, ...]
    """What comes before whatever takes the role, and goes after it: its policies."""


def managed_role(
    owner: Component,
    scope: Scope,
    key: str,
    *,
    removal: Removal,
    trust: pulumi.Input[str],
    description: str | None = None,
    policies: Sequence[str] = (),
    statements: pulumi.Input[Sequence[dict[str, Any]]] | None = None,
) -> ManagedRole:
    """Create `{owner}-{key}-role`, its attachments `{owner}-{key}-{policy}`, and its own policy `{owner}-{key}-policy`.

    *policies* are AWS's, named as below `arn:{partition}:iam::aws:policy/`. Its own policy holds *statements*, if any.
    """
    prefix = f"{owner.logical_name}-{key}"
    role = aws.iam.Role(
        f"{prefix}-role",
        description=description,
        assume_role_policy=trust,
        # What a budget's ceiling, or a person, has attached meanwhile must not keep a stack that is to leave no trace.
        force_detach_policies=True if removal == "destroy" else None,
        tags=scope.tags(scope.physical_name(owner.logical_name, key, "role")),
        opts=owner.child(),
    )
    ready: list[pulumi.Resource] = [
        aws.iam.RolePolicyAttachment(
            f"{prefix}-{policy.rpartition('/')[2]}",
            role=role.name,
            policy_arn=f"arn:{scope.partition}:iam::aws:policy/{policy}",
            opts=owner.child(),
        )
        for policy in policies
    ]
    if statements is not None:
        document = pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": statements})
        ready.append(aws.iam.RolePolicy(f"{prefix}-policy", role=role.name, policy=document, opts=owner.child()))
    return ManagedRole(role=role, ready=tuple(ready))
