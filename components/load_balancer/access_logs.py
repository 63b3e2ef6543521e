"""A private bucket that holds a load balancer's access logs and forgets them in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pulumi

from ..component import Component, Removal
from ..private_bucket import Aging, private_bucket
from ..scope import Scope

_UNDO_DAYS = 7


@dataclass(frozen=True, kw_only=True)
class AccessLogs:
    """Where access logs go."""

    bucket: pulumi.Output[str]
    """Name of the bucket."""

    ready: pulumi.Resource
    """What must exist before the balancer does: it proves that it may write when it is created."""


def store_access_logs(owner: Component, scope: Scope, *, days: int, removal: Removal) -> AccessLogs:
    """Create the bucket of *owner*'s access logs; a log is deleted after *days*."""
    made = private_bucket(
        owner,
        scope,
        f"{owner.logical_name}-logs",
        removal=removal,
        # A log that somebody deleted can be brought back for a week.
        aging=Aging(rule="age-out", days=days, undo_days=_UNDO_DAYS, unfinished_days=_UNDO_DAYS),
        # No key: load balancers cannot write to a bucket encrypted with one of KMS.
        statements=lambda arn: [let_balancers_write(scope, arn)],
    )
    return AccessLogs(bucket=made.bucket.id, ready=made.policy)


def let_balancers_write(scope: Scope, bucket_arn: str) -> dict[str, Any]:
    """Return the statement under which load balancers of this account and Region write."""
    balancers = f"arn:{scope.partition}:elasticloadbalancing:{scope.region}:{scope.account_id}:loadbalancer/*"
    return {
        "Sid": "LetLoadBalancersOfTheAccountWrite",
        "Effect": "Allow",
        "Principal": {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"{bucket_arn}/AWSLogs/{scope.account_id}/*",
        "Condition": {"ArnLike": {"aws:SourceArn": balancers}},
    }
