"""The pricer of S3..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

BUCKET = "aws:s3/bucket:Bucket"
REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig"


def bucket(name="uploads", **inputs):
    return made(BUCKET, name, **inputs)


def of(type_, target, name="setting", **inputs):
    """A setting of a bucket, which the program took the bucket's name from."""
    return made(f"aws:s3/{type_}", name, {"bucket": target}, bucket=UNKNOWN, **inputs)


def keys(item, *others, **more):
    return [key for _, key, _ in lines(item, *others, **more)]


STANDARD = ["s3.standard.storage", "s3.requests.put", "s3.requests.get"]


def test_prices_storage_and_requests_of_a_bucket():
    assert lines(bucket()) == [
        ("storage, Standard", "s3.standard.storage", "1 - 50 - 500"),
        ("requests that write or list", "s3.requests.put", "10000 - 100000 - 1000000"),
        ("requests that read", "s3.requests.get", "10000 - 500000 - 10000000"),
    ]


def test_prices_the_classes_that_lifecycle_rules_move_objects_to():
    rules = [{"status": "Enabled", "transitions": [{"storageClass": "STANDARD_IA"}, {"storageClass": "DEEP_ARCHIVE"}]}]
    lifecycle = of("bucketLifecycleConfiguration:BucketLifecycleConfiguration", bucket(), rules=rules)
    assert lines(bucket(), lifecycle)[3:] == [
        ("storage, Standard-IA", "s3.standard-ia.storage", "1 - 50 - 500"),
        ("objects moved to Standard-IA", "s3.standard-ia.transition", "1000 - 10000 - 100000"),
        ("read from Standard-IA", "s3.standard-ia.retrieval", "0 - 5 - 50"),
        ("storage, Glacier Deep Archive", "s3.deep-archive.storage", "1 - 100 - 1000"),
        ("objects moved to Glacier Deep Archive", "s3.deep-archive.transition", "1000 - 10000 - 100000"),
        ("read from Glacier Deep Archive", "s3.deep-archive.retrieval", "0 - 5 - 50"),
    ]


def test_prices_the_classes_that_a_usage_file_tells_of():
    found = lines(bucket(), usage={"gbOneZoneIa": 30, "gbReducedRedundancy": 5, "gbRetrieved": 2})
    assert found[3:] == [
        ("storage, One Zone-IA", "s3.one-zone-ia.storage", "30"),
        ("read from One Zone-IA", "s3.one-zone-ia.retrieval", "2"),
        ("storage, Reduced Redundancy", "s3.reduced-redundancy.storage", "5"),
    ]


def test_prices_intelligent_tiering_by_its_tiers_and_its_objects():
    moving = bucket(lifecycleRules=[{"enabled": True, "transitions": [{"storageClass": "INTELLIGENT_TIERING"}]}])
    tiering = [f"s3.intelligent-tiering.{part}" for part in ("frequent.storage", "infrequent.storage", "monitoring")]
    assert keys(moving) == [*STANDARD, *tiering]
    assert keys(bucket(), usage={"monitoredObjects": 5}) == [*STANDARD, *tiering]


def test_prices_old_versions_of_a_versioned_bucket():
    on, off = ({"versioningConfiguration": {"status": status}} for status in ("Enabled", "Suspended"))
    versioning = "bucketVersioning:BucketVersioning"
    assert keys(bucket(), of(versioning, bucket(), **on)) == [*STANDARD, "s3.standard.storage"]
    assert keys(bucket(versioning={"enabled": True})) == [*STANDARD, "s3.standard.storage"]
    assert keys(bucket(), of(versioning, bucket(), **off)) == STANDARD


def test_prices_what_a_website_sends_to_the_internet():
    website = of("bucketWebsiteConfiguration:BucketWebsiteConfiguration", bucket())
    for found in (
        keys(bucket(), website),
        keys(bucket(website={"indexDocument": "a"})),
        keys(bucket(), usage={"gbOut": 1}),
    ):
        assert found == [*STANDARD, "data-transfer.internet"]


def replication(source, target, **destination):
    rules = [{"status": "Enabled", "destination": {"bucket": UNKNOWN, **destination}}]
    uses = {"bucket": source, "rules": target} if target else {"bucket": source}
    return made(REPLICATION, "copies", uses, bucket=UNKNOWN, rules=rules)


def test_prices_copies_to_a_bucket_of_another_region_or_of_another_stack():
    far = bucket("far")
    far.region = "us-east-1"
    both = ["s3.requests.put", "data-transfer.inter-region"]
    assert keys(replication(bucket(), far), bucket(), far) == both
    assert keys(replication(bucket(), None), bucket()) == both


def test_prices_copies_within_a_region_without_the_way():
    near = bucket("near")
    assert keys(replication(bucket(), near), bucket(), near) == ["s3.requests.put"]


def test_prices_replication_in_a_set_time():
    near = bucket("near")
    timed = replication(bucket(), near, replicationTime={"status": "Enabled"})
    assert keys(timed, bucket(), near) == ["s3.requests.put", "s3.replication-time-control"]


def test_prices_replication_that_is_a_property_of_the_bucket():
    inside = bucket(replicationConfiguration={"rules": [{"status": "Enabled", "destination": {"bucket": "elsewhere"}}]})
    assert keys(inside) == [*STANDARD, "s3.requests.put", "data-transfer.inter-region"]


def test_prices_no_replication_that_is_disabled():
    assert lines(made(REPLICATION, rules=[{"status": "Disabled", "destination": {"bucket": "elsewhere"}}])) == []


@pytest.mark.parametrize(
    ("token", "inputs", "expected"),
    [
        ("aws:s3/inventory:Inventory", {}, ["s3.inventory"]),
        ("aws:s3/inventory:Inventory", {"enabled": False}, []),
        ("aws:s3/analyticsConfiguration:AnalyticsConfiguration", {}, ["s3.analytics"]),
        (
            "aws:s3/bucketAccelerateConfiguration:BucketAccelerateConfiguration",
            {"status": "Enabled"},
            ["s3.acceleration"],
        ),
        ("aws:s3/bucketAccelerateConfiguration:BucketAccelerateConfiguration", {"status": "Suspended"}, []),
        (
            "aws:s3/directoryBucket:DirectoryBucket",
            {},
            [f"s3.express-one-zone.{part}" for part in ("storage", "requests.put", "requests.get")],
        ),
        ("aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint", {}, ["s3.multi-region-access-point"]),
        (
            "aws:s3control/storageLensConfiguration:StorageLensConfiguration",
            {"storageLensConfiguration": {"accountLevel": {"activityMetrics": {"enabled": True}}}},
            ["s3.storage-lens.advanced"],
        ),
        ("aws:s3control/storageLensConfiguration:StorageLensConfiguration", {"storageLensConfiguration": {}}, []),
        ("aws:s3tables/tableBucket:TableBucket", {}, ["s3.tables.storage", "s3.tables.monitoring"]),
    ],
)
def test_prices_what_watches_or_moves_objects_by_use(token, inputs, expected):
    found = lines(made(token, **inputs))
    assert [key for _, key, _ in found] == expected
    assert all(quantity != "0" for *_, quantity in found)


def test_prices_request_metrics_of_a_filter_as_metrics():
    assert lines(made("aws:s3/bucketMetric:BucketMetric")) == [("16 request metrics", "cloudwatch.metric", "16")]


def test_prices_the_rest_where_lifecycle_rules_are_not_known():
    lifecycle = of("bucketLifecycleConfiguration:BucketLifecycleConfiguration", bucket(), rules=UNKNOWN)
    assert keys(bucket(), lifecycle) == STANDARD
    assert {what for what, _ in unpriced(bucket(), lifecycle)} == {"other classes", "intelligent tiering"}


def test_names_the_meters_it_assumes():
    assert line(bucket(), "s3.requests.put").assumption.startswith("putRequests 10,000 - 100,000 - 1,000,000 requests")


def test_counts_the_replication_of_a_deployed_bucket_once():
    rules = [{"status": "Enabled", "destination": {"bucket": "elsewhere"}}]
    deployed = bucket(replicationConfiguration={"rules": rules})
    assert "s3.requests.put" in keys(replication(deployed, None), deployed)
    assert keys(deployed, replication(deployed, None)) == keys(bucket())
