"""S3 buckets are reached with TLS only."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Verdicts, each
from ...bucket_transport import must_refuse_plain_http
from ...buckets import BUCKET, POLICY, bucket_names, settings


def _check(stack: Inventory) -> Verdicts:
    names: dict[str, set[str]] = {}
    yield from each(stack.of(BUCKET), lambda bucket: _judge(stack, bucket, names))
    yield from each(stack.of(POLICY), lambda policy: _judge_policy(policy, names.get(policy.urn, set())))


def _judge(stack: Inventory, bucket: Item, names: dict[str, set[str]]) -> Verdicts:
    """Yield what is wrong with the bucket itself, and add what it is called to *names*, URN of its policy -> names."""
    found = settings(stack, bucket, POLICY, "policy")
    for policy in found.siblings:
        names.setdefault(policy.urn, set()).update(bucket.identities())
    yield from found.must_be_there("no BucketPolicy refers to this bucket, so it answers requests without TLS")
    for node in found.inline:
        yield from must_refuse_plain_http(node, bucket_names(bucket.identities()))


def _judge_policy(policy: Item, names: set[str]) -> Verdicts:
    """Yield what is wrong, for a bucket of another stack too: a bucket has one policy, and this is all of it."""
    if not policy["bucket"].unknown:
        names = names | {policy["bucket"].text()}
    yield from must_refuse_plain_http(policy["policy"], bucket_names(names))


s3_tls_only = StackRule(
    id="s3-tls-only",
    promise="Every bucket refuses requests that come without TLS.",
    fix="Add a statement to the aws.s3.BucketPolicy of the bucket: Deny, Principal *, s3:*, on the bucket's ARN and on"
    " its ARN/*, with the condition Bool aws:SecureTransport false. That shuts a website endpoint, which has no TLS:"
    " let CloudFront serve the bucket first, by an aws.cloudfront.OriginAccessControl.",
    severity=Severity.MEDIUM,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("S3.5",), cis_5_0=("2.1.1",), cis_7_0=("3.1.1",)),
    looks_at=frozenset({BUCKET, POLICY}),
    check=_check,
)
