"""Every public access block of a bucket has all four switches on."""

from __future__ import annotations

from collections.abc import Iterator

from ...authoring import Change, Controls, Item, Level, Rule, Severity, Verdicts, must_be
from ...buckets import ACCESS_BLOCK, ACCESS_SWITCHES


def _check(block: Item) -> Verdicts:
    for switch in ACCESS_SWITCHES:
        yield from must_be(block[switch], True)


def _remediate(block: Item) -> Iterator[Change]:
    for switch in ACCESS_SWITCHES:
        if not block[switch].unknown and block[switch].value() is not True:
            yield Change((switch,), True)


s3_public_access_block_closed = Rule(
    id="s3-public-access-block-closed",
    promise="Every public access block of a bucket has all four switches on.",
    fix="Set block_public_acls, block_public_policy, ignore_public_acls and restrict_public_buckets to True; what is"
    " left out is off.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(
        fsbp=("S3.8",),
        cis_5_0=("2.1.4",),
        cis_7_0=("3.1.4",),
        checkov=("CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56"),
    ),
    looks_at=frozenset({ACCESS_BLOCK}),
    check=_check,
    remediate=_remediate,
)
