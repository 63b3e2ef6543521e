"""A private, encrypted bucket for the files of one tool, which its pods alone read and write."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from ...component import Component, Removal
from ...eks.contract import Cluster
from ...eks.pod_identity import Statement, pod_identity
from ...scope import Scope
from .recipe import Recipe

_UNDO_DAYS = 30
_UNFINISHED_DAYS = 7


@dataclass(frozen=True, kw_only=True)
class Files:
    """Where the files of a tool are."""

    bucket_name: pulumi.Output[str]
    """Name of the bucket."""

    tag: str
    """The bucket's `Name` tag, by which its cost is counted."""

    ready: tuple[pulumi.Resource, ...]
    """What pods depend on: started before, they would never get the role that reads and writes."""


def files(
    owner: Component, scope: Scope, cluster: Cluster, kms_key_arn: pulumi.Input[str], recipe: Recipe
) -> Files | None:
    """Create the bucket `{owner}-files`, and the role under which one account of *recipe* uses it.

    Nothing for a tool that keeps no files. What is overwritten or deleted can be had back for 30 days.
    """
    if recipe.bucket_account is None:
        return None
    name = f"{owner.logical_name}-files"
    bucket = _bucket(owner, scope, name, kms_key_arn, cluster.removal)
    identity = pod_identity(
        owner,
        scope,
        cluster,
        "files",
        namespace=owner.logical_name,
        service_account=recipe.bucket_account,
        statements=file_statements(scope, bucket.arn, kms_key_arn),
    )
    return Files(bucket_name=bucket.bucket, tag=scope.physical_name(name), ready=(bucket, *identity.ready))


def _bucket(
    owner: Component, scope: Scope, name: str, kms_key_arn: pulumi.Input[str], removal: Removal
) -> aws.s3.Bucket:
    bucket = aws.s3.Bucket(
        name,
        force_destroy=removal == "destroy",
        tags=scope.tags(scope.physical_name(name)),
        opts=owner.keeping(removal),
    )
    private = _make_private(owner, name, bucket, kms_key_arn)
    _keep_versions(owner, name, bucket)
    aws.s3.BucketPolicy(
        f"{name}-policy",
        bucket=bucket.id,
        policy=bucket.arn.apply(lambda arn: json.dumps(_tls_only(arn))),
        # S3 refuses two changes of a bucket's access at once.
        opts=owner.child(depends_on=[private]),
    )
    return bucket


def file_statements(scope: Scope, bucket_arn: pulumi.Input[str], kms_key_arn: pulumi.Input[str]) -> list[Statement]:
    """Return what the role of its pods may do: list, read, write and delete files."""
    through = {"StringEquals": {"kms:ViaService": f"s3.{scope.region}.amazonaws.com"}}
    return [
        {"Effect": "Allow", "Action": ["s3:GetBucketLocation", "s3:ListBucket"], "Resource": bucket_arn},
        {
            "Effect": "Allow",
            "Action": ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
            "Resource": pulumi.Output.concat(bucket_arn, "/*"),
        },
        {
            "Effect": "Allow",
            "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
            "Resource": kms_key_arn,
            "Condition": through,
        },
    ]


def _tls_only(bucket_arn: str) -> dict[str, Any]:
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "RefusePlainHttp",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:*",
                "Resource": [bucket_arn, f"{bucket_arn}/*"],
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            }
        ],
    }


def _make_private(
    owner: Component, name: str, bucket: aws.s3.Bucket, kms_key_arn: pulumi.Input[str]
) -> pulumi.Resource:
    aws.s3.BucketOwnershipControls(
        f"{name}-ownership",
        bucket=bucket.id,
        rule=aws.s3.BucketOwnershipControlsRuleArgs(object_ownership="BucketOwnerEnforced"),
        opts=owner.child(),
    )
    by_default = aws.s3.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs(
        sse_algorithm="aws:kms", kms_master_key_id=kms_key_arn
    )
    rule = aws.s3.BucketServerSideEncryptionConfigurationRuleArgs(
        apply_server_side_encryption_by_default=by_default, bucket_key_enabled=True
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


def _keep_versions(owner: Component, name: str, bucket: aws.s3.Bucket) -> None:
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
                id="thin-out",
                status="Enabled",
                filter=aws.s3.BucketLifecycleConfigurationRuleFilterArgs(prefix=""),
                noncurrent_version_expiration=aws.s3.BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs(
                    noncurrent_days=_UNDO_DAYS
                ),
                abort_incomplete_multipart_upload=aws.s3.BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs(
                    days_after_initiation=_UNFINISHED_DAYS
                ),
            )
        ],
        # The rule about old versions is for a bucket that has versions.
        opts=owner.child(depends_on=[versioning]),
    )
