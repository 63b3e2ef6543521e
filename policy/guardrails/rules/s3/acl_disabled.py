"""S3 buckets give access by policies, not by access control lists."""

from __future__ import annotations

from ...authoring import (
    Controls,
    Inventory,
    Item,
    Level,
    Node,
    Severity,
    StackRule,
    Verdicts,
    each,
    must_be,
    must_be_one_of,
)
from ...buckets import ACL, BUCKET, OBJECTS, OWNERSHIP, LogSinks

# The canned lists that give nothing to strangers, and the one group that is not everybody.
# Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html.
_CLOSED = frozenset({"private", "bucket-owner-read", "bucket-owner-full-control", "log-delivery-write"})
_LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery"


def _check(stack: Inventory) -> Verdicts:
    sinks = LogSinks(stack)
    yield from each(stack.of(OWNERSHIP), lambda controls: _judge_controls(controls, sinks))
    for holder in stack.of(BUCKET, ACL, *OBJECTS):
        if not holder["acl"].absent:
            yield from must_be_one_of(holder["acl"], _CLOSED)
        yield from each([holder["grants"], holder.at("accessControlPolicy.grants")], _judge_grants)


def _judge_controls(controls: Item, sinks: LogSinks) -> Verdicts:
    """Yield what is wrong; nothing of the bucket of CloudFront's standard logs, which need an access control list."""
    verdicts = list(must_be(controls.at("rule.objectOwnership"), "BucketOwnerEnforced"))
    if verdicts and not sinks.include_bucket_of(controls, "cloudfront"):
        yield from verdicts


def _judge_grants(grants: Node) -> Verdicts:
    """Yield a problem per group other than log delivery: the others are everybody, with or without an AWS account."""
    for grant in grants.items():
        for uri in (grant["uri"], grant.at("grantee.uri")):
            if not uri.absent:
                yield from must_be(uri, _LOG_DELIVERY)


s3_acl_disabled = StackRule(
    id="s3-acl-disabled",
    promise="Access control lists are off in every bucket, and none of a bucket or object gives anything to everybody.",
    fix="Leave acl out of buckets and objects, and set object_ownership to BucketOwnerEnforced, which is also what a"
    " new bucket has by itself. Give access by an aws.s3.BucketPolicy, to the public by CloudFront.",
    severity=Severity.CRITICAL,
    level=Level.MANDATORY,
    controls=Controls(
        fsbp=("S3.2", "S3.3", "S3.12"), checkov=("CKV2_AWS_43", "CKV2_AWS_65", "CKV_AWS_20", "CKV_AWS_57")
    ),
    looks_at=frozenset({ACL, BUCKET, OWNERSHIP, *OBJECTS}),
    check=_check,
)
