"""S3 buckets keep the versions of their objects."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Verdicts, each, must_be
from ...buckets import BUCKET, VERSIONING, settings


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(BUCKET), lambda bucket: _judge(stack, bucket))
    for versioning in stack.of(VERSIONING):
        yield from must_be(versioning.at("versioningConfiguration.status"), "Enabled")


def _judge(stack: Inventory, bucket: Item) -> Verdicts:
    found = settings(stack, bucket, VERSIONING, "versioning", "versionings")
    yield from found.must_be_there("no BucketVersioning refers to this bucket: what is overwritten or deleted is gone")
    for node in found.inline:
        yield from must_be(node["enabled"], True)


s3_versioning = StackRule(
    id="s3-versioning",
    promise="Every bucket keeps the versions of its objects.",
    fix='Add an aws.s3.BucketVersioning for the bucket with versioning_configuration={"status": "Enabled"}, and a'
    " lifecycle that lets old versions expire.",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    levels={"ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("S3.14",), checkov=("CKV_AWS_21",)),
    looks_at=frozenset({BUCKET, VERSIONING}),
    check=_check,
)
