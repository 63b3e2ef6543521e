"""A bucket that nobody outside reads: owned by the account, closed to the public, over TLS only, with versions."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from .component import Component, Removal
from .scope import Scope


@dataclass(frozen=True, kw_only=True)
class PrivateBucket:
    """A private bucket, and what makes it one."""

    bucket: aws.s3.Bucket
    """The bucket."""

    policy: aws.s3.BucketPolicy
    """Its policy; whoever needs a permission of it waits for this."""


@dataclass(frozen=True, kw_only=True)
class Aging:
    """What becomes of objects with time."""

    rule: str
    """Id of the lifecycle rule."""

    undo_days: int
    """Days in which what was overwritten or deleted can be had back."""

    unfinished_days: int
    """Days after which the parts of an upload that never ended go."""

    days: int | None = None
    """Days after which an object goes. Default: none goes by itself."""


def private_bucket(
    owner: Component,
    scope: Scope,
    name: str,
    *,
    removal: Removal,
    aging: Aging,
    kms_key_arn: pulumi.Input[str] | None = None,
    statements: Callable[[str], Sequence[dict[str, Any]]] = lambda _: (),
) -> PrivateBucket:
    """Create the bucket *name* and, as `{name}-{role}`, all that makes it private.

    It is encrypted with *kms_key_arn*, or S3's own key where that is none. *statements* returns what its policy allows,
    from its ARN; the policy refuses plain HTTP in any case.
    """
    bucket = aws.s3.Bucket(
        name,
        force_destroy=removal == "destroy",
        tags=scope.tags(scope.physical_name(name)),
        opts=owner.keeping(removal),
    )
    private = _make_private(owner, name, bucket, kms_key_arn)
    _age(owner, name, bucket, aging)
    policy = aws.s3.BucketPolicy(
        f"{name}-policy",
        bucket=bucket.id,
        policy=bucket.arn.apply(lambda arn: json.dumps(bucket_policy(arn, statements(arn)))),
        # S3 refuses two changes of a bucket's access at once.
        opts=owner.child(depends_on=[private]),
    )
    return PrivateBucket(bucket=bucket, policy=policy)


def bucket_policy(bucket_arn: str, statements: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """Return a bucket's policy: *statements*, and nobody speaks plain HTTP."""
    only_over_tls = {
        "Sid": "RefusePlainHttp",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [bucket_arn, f"{bucket_arn}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    return {"Version": "2012-10-17", "Statement": [*statements, only_over_tls]}


def _make_private(
    owner: Component, name: str, bucket: aws.s3.Bucket, kms_key_arn: pulumi.Input[str] | None
) -> pulumi.Resource:
    aws.s3.BucketOwnershipControls(
        f"{name}-ownership",
        bucket=bucket.id,
        rule=aws.s3.BucketOwnershipControlsRuleArgs(object_ownership="BucketOwnerEnforced"),
        opts=owner.child(),
    )
    by_default = aws.s3.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs(
        sse_algorithm="AES256" if kms_key_arn is None else "aws:kms", kms_master_key_id=kms_key_arn
    )
    rule = aws.s3.BucketServerSideEncryptionConfigurationRuleArgs(
        apply_server_side_encryption_by_default=by_default, bucket_key_enabled=None if kms_key_arn is None else True
    )
    aws.s3.BucketServerSideEncryptionConfiguration(
        f"{name}-encryption", bucket=bucket.id, rules=[rule], opts=owner.child()
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


def _age(owner: Component, name: str, bucket: aws.s3.Bucket, aging: Aging) -> None:
    versioning = aws.s3.BucketVersioning(
        f"{name}-versioning",
        bucket=bucket.id,
        versioning_configuration=aws.s3.BucketVersioningVersioningConfigurationArgs(status="Enabled"),
        opts=owner.child(),
    )
    expiration = aws.s3.BucketLifecycleConfigurationRuleExpirationArgs(days=aging.days) if aging.days else None
    aws.s3.BucketLifecycleConfiguration(
        f"{name}-lifecycle",
        bucket=bucket.id,
        rules=[
            aws.s3.BucketLifecycleConfigurationRuleArgs(
                id=aging.rule,
                status="Enabled",
                filter=aws.s3.BucketLifecycleConfigurationRuleFilterArgs(prefix=""),
                expiration=expiration,
                noncurrent_version_expiration=aws.s3.BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs(
                    noncurrent_days=aging.undo_days
                ),
                abort_incomplete_multipart_upload=aws.s3.BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs(
                    days_after_initiation=aging.unfinished_days
                ),
            )
        ],
        # The rule about old versions is for a bucket that has versions.
        opts=owner.child(depends_on=[versioning]),
    )
