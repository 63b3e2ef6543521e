"""A private, encrypted bucket for the files of one tool, which its pods alone read and write."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from ...component import Component
from ...eks.contract import Cluster
from ...eks.pod_identity import Statement, pod_identity
from ...private_bucket import Aging, private_bucket
from ...scope import Scope
from ...secret import use_key
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
    aging = Aging(rule="thin-out", undo_days=_UNDO_DAYS, unfinished_days=_UNFINISHED_DAYS)
    bucket = private_bucket(owner, scope, name, removal=cluster.removal, aging=aging, kms_key_arn=kms_key_arn).bucket
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


def file_statements(scope: Scope, bucket_arn: pulumi.Input[str], kms_key_arn: pulumi.Input[str]) -> list[Statement]:
    """Return what the role of its pods may do: list, read, write and delete files."""
    return [
        {"Effect": "Allow", "Action": ["s3:GetBucketLocation", "s3:ListBucket"], "Resource": bucket_arn},
        {
            "Effect": "Allow",
            "Action": ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
            "Resource": pulumi.Output.concat(bucket_arn, "/*"),
        },
        use_key(scope, kms_key_arn, "kms:Decrypt", "kms:GenerateDataKey", service="s3"),
    ]
