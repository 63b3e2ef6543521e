"""Advises to let go of what accumulates: logs that nobody reads any more, old images, old versions of objects."""

from __future__ import annotations

from collections.abc import Iterator

from ....data import tables
from ..item import Item
from ..money import Range
from ..pricers.s3 import BUCKET
from .model import Proposal
from .situation import Adviser, Situation, each

_A_YEAR, _A_MONTH = 365, 30
_IMAGES = 20
_REPOSITORY = "aws:ecr/repository:Repository"
_POLICY = "aws:ecr/lifecyclePolicy:LifecyclePolicy"
_VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"
_LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
_LOGS_RISK = "older logs are deleted for good: keep what a law, a contract or an audit asks for"


@each("aws:cloudwatch/logGroup:LogGroup")
def _logs(item: Item, situation: Situation) -> Iterator[Proposal]:
    """Production keeps a year, which many standards ask for; 0, the default, keeps for ever."""
    days = item.number("retentionInDays")
    wanted = _A_YEAR if situation.production else _A_MONTH
    too_long = not days or (days > _A_YEAR and not situation.production)
    if too_long and item.text("logGroupClass") != "DELIVERY":
        kept = f"{days} days" if days else "for ever"
        yield Proposal(
            id="log-retention",
            item=item,
            what=f"set retentionInDays to {wanted}: it keeps logs {kept}",
            risk=_LOGS_RISK,
            inputs={item.urn: {"retentionInDays": wanted}},
        )


@each(_REPOSITORY)
def _images(item: Item, situation: Situation) -> Iterator[Proposal]:
    if situation.world.referrers(item, _POLICY, "repository"):
        return
    image, stored = (situation.usage.reading(item, meter).quantity for meter in ("gbPerImage", "gbStored"))
    left = Range(*(min(ends) for ends in zip((image * _IMAGES).ends, stored.ends, strict=True)))
    yield Proposal(
        id="image-lifecycle",
        item=item,
        what=f"add an aws.ecr.LifecyclePolicy that keeps the last {_IMAGES} images, a quantity taken from gbPerImage",
        risk="an image that still runs may be among the old ones: keep by a tag what is deployed",
        usage={item.urn: {"gbStored": left}},
    )


@each(BUCKET)
def _versions(item: Item, situation: Situation) -> Iterator[Proposal]:
    """Of old versions that nothing deletes, a part is taken to be older than a lifecycle rule lets them become."""
    world = situation.world
    versioned = item.flag("versioning.enabled") or any(
        one.text("versioningConfiguration.status") == "Enabled" for one in world.referrers(item, _VERSIONING, "bucket")
    )
    if not versioned or item.has("lifecycleRules") or world.referrers(item, _LIFECYCLE, "bucket"):
        return
    (row,) = (row for row in tables.rows("advice_shares") if row["what"] == "old-versions")
    stored = situation.usage.reading(item, "gbNoncurrent").quantity
    left = stored * (1 - Range.of(row["share"]).expected)
    yield Proposal(
        id="version-lifecycle",
        item=item,
        what="add an aws.s3.BucketLifecycleConfiguration with noncurrentVersionExpiration.noncurrentDays 30:"
        f" {row['meaning']}",
        risk="what was overwritten or deleted longer ago cannot be brought back",
        usage={item.urn: {"gbNoncurrent": left}},
    )


ADVISERS: tuple[Adviser, ...] = (_logs, _images, _versions)
