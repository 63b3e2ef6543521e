"""No S3 bucket can be used by everybody."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts
from ...iam.openness import must_not_be_open

# Any account's distribution can have any bucket for its origin.
# Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
_DEPUTIES = frozenset({"cloudfront.amazonaws.com"})


def _check(item: Item) -> Verdicts:
    yield from must_not_be_open(item["policy"], "the bucket", deputies=_DEPUTIES)


s3_policy_not_public = Rule(
    id="s3-policy-not-public",
    promise="No bucket policy lets everybody in, unless a condition limits it to accounts, an organization or"
    " a network.",
    fix="Name accounts, roles or a CloudFront distribution (aws:SourceArn) in the statement, or add a"
    " condition on aws:PrincipalOrgID or aws:SourceVpce.",
    severity=Severity.CRITICAL,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("S3.2", "S3.6"), cis_7_0=("2.21",), checkov=("CKV_AWS_70",)),
    looks_at=frozenset(
        {
            "aws:s3/bucketPolicy:BucketPolicy",
            "aws:s3/bucket:Bucket",
            "aws:s3/accessPoint:AccessPoint",
            "aws:s3control/accessPointPolicy:AccessPointPolicy",
        }
    ),
    check=_check,
)
