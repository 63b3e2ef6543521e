"""Log groups that are encrypted and forget in time."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..scope import Scope


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
