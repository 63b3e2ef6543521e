"""S3 buckets keep the versions of their objects."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Verdicts, each, must_be
from ...buckets import BUCKET, DELIVERED, VERSIONING, LogSinks, settings


def _check(stack: Inventory) -> Verdicts:
    sinks = LogSinks(stack)
    yield from each(stack.of(BUCKET), lambda bucket: _judge(stack, bucket, sinks))
    yield from each(stack.of(VERSIONING), lambda versioning: _judge_resource(versioning, sinks))


def _judge(stack: Inventory, bucket: Item, sinks: LogSinks) -> Verdicts:
    """Yield what is wrong; nothing of log sinks, whose objects are written once, and of object lock, which versions."""
    found = settings(stack, bucket, VERSIONING, "versioning", "versionings")
    verdicts = [
        *found.must_be_there("no BucketVersioning refers to this bucket: what is overwritten or deleted is gone")
    ]
    for node in found.inline:
        verdicts += must_be(node["enabled"], True)
    if verdicts and bucket["objectLockEnabled"].truth() is not True and not sinks.include(bucket, *DELIVERED):
        yield from verdicts


def _judge_resource(versioning: Item, sinks: LogSinks) -> Verdicts:
    verdicts = list(must_be(versioning.at("versioningConfiguration.status"), "Enabled"))
    if verdicts and not sinks.include_bucket_of(versioning, *DELIVERED):
        yield from verdicts


s3_versioning = StackRule(
    id="s3-versioning",
    promise="Every bucket but those for logs keeps the versions of its objects.",
    fix='Add an aws.s3.BucketVersioning for the bucket with versioning_configuration={"status": "Enabled"}, and a'
    " lifecycle that lets old versions expire.",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    levels={"ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("S3.14",), checkov=("CKV_AWS_21",)),
    looks_at=frozenset({BUCKET, VERSIONING}),
    check=_check,
)
