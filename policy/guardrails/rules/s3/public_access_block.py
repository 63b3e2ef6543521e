"""S3 buckets refuse every form of public access."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Undecided, Verdicts, each
from ...buckets import ACCESS_BLOCK, ACCESS_SWITCHES, ACCOUNT_BLOCK, BUCKET


def _check(stack: Inventory) -> Verdicts:
    of_account = stack.of(ACCOUNT_BLOCK)
    if not any(_closes(block) for block in of_account):
        yield from each(stack.of(BUCKET), lambda bucket: _judge(stack, bucket, of_account))


def _judge(stack: Inventory, bucket: Item, of_account: list[Item]) -> Verdicts:
    """Yield a problem where there is no block: whether one that is there is open, s3-public-access-block-closed says.

    S3 closes a new bucket by itself since April 2023, but nothing of the program then shows that it no longer is.
    """
    blocks = stack.pointing_at(bucket, ACCESS_BLOCK, "bucket")
    if blocks.certain:
        return
    if blocks.possible or any(_may_close(block) for block in of_account):
        yield Undecided(bucket)
    else:
        yield bucket.says(
            "no BucketPublicAccessBlock refers to this bucket: only S3's default for new buckets keeps it closed"
        )


def _closes(block: Item) -> bool:
    return all(block[switch].known and block[switch].truth() is True for switch in ACCESS_SWITCHES)


def _may_close(block: Item) -> bool:
    return all(block[switch].unknown or block[switch].truth() is True for switch in ACCESS_SWITCHES)


s3_public_access_block = StackRule(
    id="s3-public-access-block",
    promise="Every bucket has a public access block, or the account has one with all four switches on.",
    fix="Add an aws.s3.BucketPublicAccessBlock for the bucket with all four switches True. A bucket that is a public"
    " website stops answering then: let CloudFront serve it first, by an aws.cloudfront.OriginAccessControl.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("S3.1", "S3.8"), cis_5_0=("2.1.4",), cis_7_0=("3.1.4",), checkov=("CKV2_AWS_6",)),
    looks_at=frozenset({BUCKET}),
    check=_check,
)
