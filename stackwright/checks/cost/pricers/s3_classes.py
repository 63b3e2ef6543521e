"""Which storage classes of S3 a bucket's objects are moved to, and what each class is called."""

from __future__ import annotations

from dataclasses import dataclass

from ..item import Item
from ..values import Section
from ..world import World

LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"


@dataclass(frozen=True)
class StorageClass:
    """One class beside Standard and Intelligent-Tiering."""

    key: str
    """Its part of price keys."""

    label: str
    meter: str
    """Meter of what is stored in it."""

    retrieval: bool = True
    """Whether reading costs by the GB."""


CLASSES = {
    "STANDARD_IA": StorageClass("standard-ia", "Standard-IA", "gbStandardIa"),
    "ONEZONE_IA": StorageClass("one-zone-ia", "One Zone-IA", "gbOneZoneIa"),
    "GLACIER_IR": StorageClass("glacier-instant", "Glacier Instant Retrieval", "gbGlacierInstant"),
    "GLACIER": StorageClass("glacier", "Glacier Flexible Retrieval", "gbGlacier"),
    "DEEP_ARCHIVE": StorageClass("deep-archive", "Glacier Deep Archive", "gbDeepArchive"),
    "REDUCED_REDUNDANCY": StorageClass(
        "reduced-redundancy", "Reduced Redundancy", "gbReducedRedundancy", retrieval=False
    ),
}
"""Name in S3's interface -> class."""


def classes(bucket: Item, world: World) -> list[str]:
    """Return the classes that enabled lifecycle rules of *bucket* move objects to. Raises Undecided."""
    separate = [rule for one in world.referrers(bucket, LIFECYCLE, "bucket") for rule in one.items("rules")]
    active = [rule for rule in separate if rule.text("status") == "Enabled"]
    active += [rule for rule in bucket.items("lifecycleRules") if rule.flag("enabled")]
    return list(dict.fromkeys(name for rule in active for name in _moves(rule)))


def _moves(rule: Section) -> list[str]:
    steps = [*rule.items("transitions"), *rule.items("noncurrentVersionTransitions")]
    return [step.text("storageClass") for step in steps]
