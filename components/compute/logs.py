"""Log groups that are encrypted and forget in time."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..network.facts import retention_days
from ..scope import Scope


def check_log_days(days: int) -> None:
    """Raise ValueError where CloudWatch Logs has no retention of so many days."""
    if days not in retention_days():
        offered = ", ".join(map(str, retention_days()))
        raise ValueError(f"log_days must be a time CloudWatch Logs offers, got {days}: use one of {offered}")


def log_group(
    owner: Component, scope: Scope, role: str, path: tuple[str, ...], days: int, kms_key_arn: pulumi.Input[str]
) -> aws.cloudwatch.LogGroup:
    """Create `{owner}-{role}`, called `/{organization}/{environment}/{path}`: people look logs up by name."""
    name = "/".join(("", scope.organization, scope.environment, *path))
    return aws.cloudwatch.LogGroup(
        f"{owner.logical_name}-{role}",
        name=name,
        retention_in_days=days,
        kms_key_id=kms_key_arn,
        tags=scope.tags(name),
        opts=owner.child(),
    )
