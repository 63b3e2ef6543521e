"""A private bucket that holds a load balancer's access logs and forgets them in time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from ..component import Component, Removal
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
    name = f"{owner.logical_name}-logs"
    bucket = aws.s3.Bucket(
        name,
        force_destroy=removal == "destroy",
        tags=scope.tags(scope.physical_name(name)),
        opts=owner.keeping(removal),
    )
    private = _make_private(owner, name, bucket)
    _age_out(owner, name, bucket, days)
    policy = aws.s3.BucketPolicy(
        f"{name}-policy",
        bucket=bucket.id,
        policy=bucket.arn.apply(lambda arn: json.dumps(bucket_policy(scope, arn))),
        # S3 refuses two changes of a bucket's access at once.
        opts=owner.child(depends_on=[private]),
    )
    return AccessLogs(bucket=bucket.id, ready=policy)


def bucket_policy(scope: Scope, bucket_arn: str) -> dict[str, Any]:
    """Return the policy: load balancers of this account and Region write, and nobody speaks plain HTTP."""
    balancers = f"arn:{scope.partition}:elasticloadbalancing:{scope.region}:{scope.account_id}:loadbalancer/*"
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "LetLoadBalancersOfTheAccountWrite",
                "Effect": "Allow",
                "Principal": {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"},
                "Action": "s3:PutObject",
                "Resource": f"{bucket_arn}/AWSLogs/{scope.account_id}/*",
                "Condition": {"ArnLike": {"aws:SourceArn": balancers}},
            },
            {
                "Sid": "RefusePlainHttp",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:*",
                "Resource": [bucket_arn, f"{bucket_arn}/*"],
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            },
        ],
    }


def _make_private(owner: Component, name: str, bucket: aws.s3.Bucket) -> pulumi.Resource:
    aws.s3.BucketOwnershipControls(
        f"{name}-ownership",
        bucket=bucket.id,
        rule=aws.s3.BucketOwnershipControlsRuleArgs(object_ownership="BucketOwnerEnforced"),
        opts=owner.child(),
    )
    # Load balancers cannot write to a bucket encrypted with a KMS key, so the key is S3's own.
    by_default = aws.s3.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs(
        sse_algorithm="AES256"
    )
    aws.s3.BucketServerSideEncryptionConfiguration(
        f"{name}-encryption",
        bucket=bucket.id,
        rules=[
            aws.s3.BucketServerSideEncryptionConfigurationRuleArgs(apply_server_side_encryption_by_default=by_default)
        ],
        opts=owner.child(),
    )
    return aws.s3.BucketPublicAccessBlock(
        f"{name}-public-access",
        bucket=bucket.id,
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
        opts=owner.child(),
    )


def _age_out(owner: Component, name: str, bucket: aws.s3.Bucket, days: int) -> None:
    versioning = aws.s3.BucketVersioning(
        f"{name}-versioning",
        bucket=bucket.id,
        versioning_configuration=aws.s3.BucketVersioningVersioningConfigurationArgs(status="Enabled"),
        opts=owner.child(),
    )
    aws.s3.BucketLifecycleConfiguration(
        f"{name}-lifecycle",
        bucket=bucket.id,
        rules=[
            aws.s3.BucketLifecycleConfigurationRuleArgs(
                id="age-out",
                status="Enabled",
                filter=aws.s3.BucketLifecycleConfigurationRuleFilterArgs(prefix=""),
                expiration=aws.s3.BucketLifecycleConfigurationRuleExpirationArgs(days=days),
                # A log that somebody deleted can be brought back for a week.
                noncurrent_version_expiration=aws.s3.BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs(
                    noncurrent_days=_UNDO_DAYS
                ),
                abort_incomplete_multipart_upload=aws.s3.BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs(
                    days_after_initiation=_UNDO_DAYS
                ),
            )
        ],
        # The rule about old versions is for a bucket that has versions.
        opts=owner.child(depends_on=[versioning]),
    )
