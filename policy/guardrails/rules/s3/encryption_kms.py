"""S3 buckets encrypt with keys of AWS KMS, whose use is controlled and recorded."""

from __future__ import annotations

from collections.abc import Iterator

from ...authoring import (
    Controls,
    Inventory,
    Item,
    Level,
    Node,
    Severity,
    StackRule,
    Undecided,
    Verdicts,
    each,
    must_be,
    must_be_one_of,
)
from ...buckets import BUCKET, ENCRYPTION, WEBSITE, LogSinks, Settings, either, settings

_KMS, _DUAL = "aws:kms", "aws:kms:dsse"
_INLINE = ("serverSideEncryptionConfiguration", "serverSideEncryptionConfigurations")


def _check(stack: Inventory) -> Verdicts:
    sinks = LogSinks(stack)
    yield from each(stack.of(BUCKET), lambda bucket: _judge(stack, bucket, sinks))


def _judge(stack: Inventory, bucket: Item, sinks: LogSinks) -> Verdicts:
    """Yield what is wrong.

    Nothing of log sinks, as S3 and load balancers deliver only where S3 holds the key, and of websites, whose visitors
    may use no key.
    """
    found = settings(stack, bucket, ENCRYPTION, *_INLINE)
    verdicts = [*found.must_be_there("S3 holds the key: nothing here says that KMS encrypts this bucket")]
    verdicts += each(_rules(found), _judge_rule)
    if verdicts and not _is_website(stack, bucket) and not sinks.include(bucket):
        yield from verdicts


def _is_website(stack: Inventory, bucket: Item) -> bool:
    found = settings(stack, bucket, WEBSITE, "website", "websites")
    if found.possible:
        raise Undecided(bucket)
    return bool(found.inline or found.siblings)


def _rules(found: Settings) -> Iterator[Node]:
    for node in found.inline:
        yield from either(node, "rule", "rules")
    for item in found.siblings:
        yield from item["rules"].items() or [item["rules"]]


def _judge_rule(rule: Node) -> Verdicts:
    for default in either(rule, "applyServerSideEncryptionByDefault", "applyServerSideEncryptionByDefaults"):
        algorithm = default["sseAlgorithm"]
        yield from must_be_one_of(algorithm, (_KMS, _DUAL))
        if algorithm.value() == _KMS:
            yield from must_be(rule["bucketKeyEnabled"], True)


s3_encryption_kms = StackRule(
    id="s3-encryption-kms",
    promise="Every bucket but websites and those for logs encrypts with a key of AWS KMS, and asks KMS for one key per"
    " bucket, not per object.",
    fix="Add an aws.s3.BucketServerSideEncryptionConfiguration with sse_algorithm aws:kms and bucket_key_enabled=True."
    " Where CloudFront or another account reads, give kms_master_key_id too: a key whose policy lets them decrypt.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("S3.17",), checkov=("CKV_AWS_145",)),
    looks_at=frozenset({BUCKET}),
    check=_check,
)
