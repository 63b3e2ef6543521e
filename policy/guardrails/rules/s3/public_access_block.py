"""S3 buckets refuse every form of public access."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Undecided, Verdicts, each, must_be

_SWITCHES = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
_BUCKET = "aws:s3/bucket:Bucket"
_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
_ACCOUNT_BLOCK = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"


def _check(stack: Inventory) -> Verdicts:
    if any(_closed(block) for block in stack.of(_ACCOUNT_BLOCK)):
        return
    yield from each(stack.of(_BUCKET), lambda bucket: _judge(stack, bucket))
    for block in stack.of(_BLOCK):
        for switch in _SWITCHES:
            yield from must_be(block[switch], True)


def _judge(stack: Inventory, bucket: Item) -> Verdicts:
    blocks = stack.pointing_at(bucket, _BLOCK, "bucket")
    if blocks.certain:
        return
    if blocks.possible:
        yield Undecided(bucket)
    else:
        yield bucket.says("no BucketPublicAccessBlock refers to this bucket")


def _closed(block: Item) -> bool:
    return all(block[switch].known and block[switch].value() is True for switch in _SWITCHES)


s3_public_access_block = StackRule(
    id="s3-public-access-block",
    promise="Every bucket has a public access block with all four switches on, or the account has.",
    fix="Add an aws.s3.BucketPublicAccessBlock for the bucket with all four switches True.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(
        fsbp=("S3.1", "S3.8"),
        cis_5_0=("2.1.4",),
        cis_7_0=("3.1.4",),
        checkov=("CKV2_AWS_6", "CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56"),
    ),
    looks_at=frozenset({_BUCKET, _BLOCK}),
    check=_check,
)
