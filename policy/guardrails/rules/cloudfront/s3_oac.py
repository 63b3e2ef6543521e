"""CloudFront reads buckets as itself, so that nobody else can."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts, each, must_be_one_of, must_be_set
from ...cloudfront import DISTRIBUTIONS, is_s3

_CONTROL = "aws:cloudfront/originAccessControl:OriginAccessControl"


def _check(item: Item) -> Verdicts:
    if item.type == _CONTROL:
        yield from must_be_one_of(item["signingBehavior"], ("always", "no-override"))
    else:
        yield from each(item["origins"].items(), _judge)


def _judge(origin: Node) -> Verdicts:
    """Yield what is wrong; nothing of the website endpoint of a bucket, which cannot tell who asks."""
    verdicts = list(must_be_set(origin["originAccessControlId"]))
    if verdicts and is_s3(origin):
        yield from verdicts


cloudfront_s3_oac = Rule(
    id="cloudfront-s3-oac",
    promise="CloudFront signs what it asks of a bucket, by an origin access control, so the bucket can refuse others.",
    fix="Add an aws.cloudfront.OriginAccessControl with signing_behavior always and name it in origin_access_control_id"
    " of the origin, in place of an origin access identity. Let the bucket's policy allow only the distribution.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("CloudFront.13",), checkov=("CKV2_AWS_46",)),
    looks_at=DISTRIBUTIONS | {_CONTROL},
    check=_check,
)
