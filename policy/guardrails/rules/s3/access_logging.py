"""S3 buckets record who asks for what."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Verdicts, each, must_be_set
from ...buckets import BUCKET, DELIVERED, LOGGING, LogSinks, settings


def _check(stack: Inventory) -> Verdicts:
    sinks = LogSinks(stack)
    yield from each(stack.of(BUCKET), lambda bucket: _judge(stack, bucket, sinks))
    for logging in stack.of(LOGGING):
        yield from must_be_set(logging["targetBucket"])


def _judge(stack: Inventory, bucket: Item, sinks: LogSinks) -> Verdicts:
    """Yield what is wrong; nothing of a bucket that logs go to, where logging would have no end."""
    found = settings(stack, bucket, LOGGING, "logging", "loggings")
    verdicts = list(found.must_be_there("no BucketLogging refers to this bucket, so its requests leave no access log"))
    if verdicts and not sinks.include(bucket, *DELIVERED):
        yield from verdicts
    for node in found.inline:
        yield from must_be_set(node["targetBucket"])


s3_access_logging = StackRule(
    id="s3-access-logging",
    promise="Every bucket but those for logs records the requests for its objects.",
    fix="Add an aws.s3.BucketLogging for the bucket with a target_bucket of its own for logs and a target_prefix.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("S3.9",), cis_5_0=("3.4",), cis_7_0=("4.4",), checkov=("CKV_AWS_18",)),
    looks_at=frozenset({BUCKET, LOGGING}),
    check=_check,
)
