"""Log groups of a cluster, made before anything writes to them: encrypted, and forgetting in time."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from ..component import Component
from .args import EksClusterArgs

# What the add-on amazon-cloudwatch-observability writes to. It makes a group that it does not find, without a key and
# to be kept for ever. Source: Amazon CloudWatch User Guide, "Container Insights", log groups.
_KINDS = ("application", "dataplane", "host", "performance")


def log_group(owner: Component, args: EksClusterArgs, role: str, name: pulumi.Output[str]) -> aws.cloudwatch.LogGroup:
    """Create `{owner}-{role}`, called *name*."""
    return aws.cloudwatch.LogGroup(
        f"{owner.logical_name}-{role}",
        name=name,
        kms_key_id=args.log_kms_key_arn,
        retention_in_days=args.log_days,
        tags=name.apply(args.scope.tags),
        opts=owner.child(),
    )


def container_logs(
    owner: Component, args: EksClusterArgs, cluster_name: pulumi.Output[str]
) -> dict[str, aws.cloudwatch.LogGroup]:
    """Create `{owner}-{kind}-logs`, kind -> log group: `application` has what containers write."""
    return {
        kind: log_group(
            owner, args, f"{kind}-logs", pulumi.Output.concat("/aws/containerinsights/", cluster_name, "/", kind)
        )
        for kind in _KINDS
    }
