"""The rule about public access blocks..."""

from __future__ import annotations

from policy.guardrails.buckets import BUCKET
from policy.guardrails.inventory import Inventory
from policy.guardrails.judge import judge_stack
from policy.guardrails.rules.s3.public_access_block import s3_public_access_block
from policy.guardrails.settings import Settings


def test_says_what_keeps_a_bucket_closed_that_has_no_block(item):
    (found,) = judge_stack(s3_public_access_block, Inventory([item(BUCKET, "data")]), Settings())
    assert found.message == (
        "no BucketPublicAccessBlock refers to this bucket: only S3's default for new buckets keeps it closed"
    )
