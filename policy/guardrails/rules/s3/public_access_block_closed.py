"""Every public access block has all four switches on."""

from __future__ import annotations

from collections.abc import Iterator

from ...authoring import Change, Controls, Item, Level, Rule, Severity, Verdicts
from ...buckets import ACCESS_BLOCK, ACCESS_SWITCHES, ACCOUNT_BLOCK


def _check(block: Item) -> Verdicts:
    """Yield one problem that names the switches that are off, as they are switched on together; else the unknowns."""
    off = ", ".join(_off(block))
    if off:
        yield block.says(f"{off} must be true: what is off or left out may let the public in", mark=off)
    else:
        yield from (block[switch].undecided() for switch in ACCESS_SWITCHES if block[switch].unknown)


def _remediate(block: Item) -> Iterator[Change]:
    yield from (Change((switch,), True) for switch in _off(block))


def _off(block: Item) -> list[str]:
    return [one for one in ACCESS_SWITCHES if not block[one].unknown and block[one].truth() is not True]


s3_public_access_block_closed = Rule(
    id="s3-public-access-block-closed",
    promise="Every public access block, of a bucket or of the account, has all four switches on.",
    fix="Set block_public_acls, block_public_policy, ignore_public_acls and restrict_public_buckets to True. A bucket"
    " that is a public website stops answering then: let CloudFront serve it first, by an"
    " aws.cloudfront.OriginAccessControl.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(
        fsbp=("S3.1", "S3.8"),
        cis_5_0=("2.1.4",),
        cis_7_0=("3.1.4",),
        checkov=("CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56"),
    ),
    looks_at=frozenset({ACCESS_BLOCK, ACCOUNT_BLOCK}),
    check=_check,
    remediate=_remediate,
)
