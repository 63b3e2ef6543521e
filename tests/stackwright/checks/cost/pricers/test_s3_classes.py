"""The storage classes of a bucket..."""

from __future__ import annotations

from stackwright.checks.cost.pricers.s3_classes import CLASSES, LIFECYCLE, classes
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.pricers.pricing import made

BUCKET = "aws:s3/bucket:Bucket"


def test_are_those_that_enabled_rules_move_objects_or_old_versions_to():
    bucket = made(BUCKET, "logs", lifecycleRules=[{"enabled": False, "transitions": [{"storageClass": "GLACIER"}]}])
    rules = [
        {"status": "Enabled", "transitions": [{"storageClass": "STANDARD_IA"}, {"storageClass": "GLACIER_IR"}]},
        {"status": "Enabled", "noncurrentVersionTransitions": [{"storageClass": "STANDARD_IA"}]},
        {"status": "Disabled", "transitions": [{"storageClass": "DEEP_ARCHIVE"}]},
    ]
    lifecycle = made(LIFECYCLE, "rules", {"bucket": bucket}, rules=rules)
    assert classes(bucket, World([bucket, lifecycle])) == ["STANDARD_IA", "GLACIER_IR"]


def test_are_those_of_the_bucket_itself_as_well():
    bucket = made(BUCKET, lifecycleRules=[{"enabled": True, "transitions": [{"storageClass": "ONEZONE_IA"}]}])
    assert classes(bucket, World([bucket])) == ["ONEZONE_IA"]


def test_have_a_meter_each():
    assert len({one.meter for one in CLASSES.values()}) == len(CLASSES) == 6
