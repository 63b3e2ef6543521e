"""S3 buckets refuse every form of public access."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Undecided, Verdicts, each
from ...buckets import ACCESS_BLOCK, ACCESS_SWITCHES, BUCKET

_ACCOUNT_BLOCK = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"


def _check(stack: Inventory) -> Verdicts:
    of_account = stack.of(_ACCOUNT_BLOCK)
    if not any(_closes(block) for block in of_account):
        yield from each(stack.of(BUCKET), lambda bucket: _judge(stack, bucket, of_account))


def _judge(stack: Inventory, bucket: Item, of_account: list[Item]) -> Verdicts:
    blocks = stack.pointing_at(bucket, ACCESS_BLOCK, "bucket")
    if any(_closes(block) for block in blocks.certain):
        return
    if blocks.possible or any(_may_close(block) for block in (*blocks.certain, *of_account)):
        yield Undecided(bucket)
    elif blocks.certain:
        yield bucket.says(f"{blocks.certain[0].name} leaves a way of public access to this bucket open")
    else:
        yield bucket.says("no BucketPublicAccessBlock refers to this bucket")


def _closes(block: Item) -> bool:
    return all(block[switch].known and block[switch].value() is True for switch in ACCESS_SWITCHES)


def _may_close(block: Item) -> bool:
    return all(block[switch].unknown or block[switch].value() is True for switch in ACCESS_SWITCHES)


s3_public_access_block = StackRule(
    id="s3-public-access-block",
    promise="Every bucket has a public access block with all four switches on, or the account has.",
    fix="Add an aws.s3.BucketPublicAccessBlock for the bucket with all four switches True.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("S3.1", "S3.8"), cis_5_0=("2.1.4",), cis_7_0=("3.1.4",), checkov=("CKV2_AWS_6",)),
    looks_at=frozenset({BUCKET}),
    check=_check,
)
