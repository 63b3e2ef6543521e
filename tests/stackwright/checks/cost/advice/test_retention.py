"""Advice to let go of what accumulates"""

from __future__ import annotations

from decimal import Decimal

import pytest

from stackwright.checks.cost.advice.retention import ADVISERS
from stackwright.checks.cost.money import Range
from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.advice.advising import advised, given, make, only, proposed

LOGS = "aws:cloudwatch/logGroup:LogGroup"
REPOSITORY = "aws:ecr/repository:Repository"
BUCKET = "aws:s3/bucket:Bucket"
VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"
MUCH = given(logs={"gbIngested": 100, "gbScanned": 0})


def logs(**inputs):
    return make(LOGS, "logs", inputs)


def test_is_a_month_of_logs_outside_production():
    found = only(advised(ADVISERS, logs(), files=[MUCH]))
    # 100 GB a month, compressed to 15 %: of 12 months, and of 30 days, at 0.03 USD
    assert found.saving.expected == Decimal("5.40") - Decimal("0.44")
    assert found.what == "set retentionInDays to 30: it keeps logs for ever"
    assert "deleted for good" in found.risk


@pytest.mark.parametrize(
    ("days", "profile", "wanted"),
    [
        (0, "development", 30),
        (None, "ephemeral", 30),
        (400, "development", 30),
        (365, "development", None),
        (14, "development", None),
        (0, "production", 365),
        (3653, "production", None),
        (30, "production", None),
    ],
)
def test_keeps_what_production_needs(days, profile, wanted):
    found = proposed(ADVISERS, logs(retentionInDays=days), profile=profile)
    assert [one.inputs[one.item.urn] for one in found] == ([{"retentionInDays": wanted}] if wanted else [])


@pytest.mark.parametrize("inputs", [{"logGroupClass": "DELIVERY"}, {"retentionInDays": UNKNOWN}])
def test_is_not_given_to_groups_that_keep_nothing_or_of_which_nothing_is_known(inputs):
    assert proposed(ADVISERS, logs(**inputs)) == []


def test_is_a_number_of_images():
    used = given(app={"gbStored": 500, "gbPerImage": "0.5"})
    found = only(advised(ADVISERS, make(REPOSITORY, "app"), files=[used]))
    assert found.saving.expected == Decimal("49.00")  # 490 GB at 0.10 USD
    assert "keeps the last 20 images" in found.what


def test_is_no_more_than_is_stored():
    used = given(app={"gbStored": 5, "gbPerImage": 1})
    (found,) = proposed(ADVISERS, make(REPOSITORY, "app"), files=[used])
    assert found.usage == {found.item.urn: {"gbStored": Range.of(5)}}


def test_is_not_given_to_repositories_with_a_policy():
    repository = make(REPOSITORY, "app")
    policy = make("aws:ecr/lifecyclePolicy:LifecyclePolicy", "p", refs={"repository": repository})
    assert proposed(ADVISERS, repository, policy) == []


def bucket(status="Enabled", **inputs):
    found = make(BUCKET, "b", inputs)
    return found, make(VERSIONING, "v", {"versioningConfiguration": {"status": status}}, refs={"bucket": found})


def test_is_for_old_versions():
    found = only(advised(ADVISERS, *bucket(), files=[given(b={"gbNoncurrent": 1000})]))
    assert found.saving.expected == Decimal("18.40")  # 80 % of 1,000 GB at 0.023 USD
    assert "noncurrentVersionExpiration.noncurrentDays 30: 80 % of the old versions" in found.what
    assert proposed(ADVISERS, make(BUCKET, "b", {"versioning": {"enabled": True}}))


def test_is_not_given_to_buckets_without_old_versions():
    assert proposed(ADVISERS, *bucket("Suspended")) == []
    assert proposed(ADVISERS, bucket()[0]) == []
    assert proposed(ADVISERS, *bucket(UNKNOWN)) == []


def test_is_not_given_to_buckets_with_a_lifecycle():
    items = bucket()
    lifecycle = make("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "l", refs={"bucket": items[0]})
    assert proposed(ADVISERS, *items, lifecycle) == []
    assert proposed(ADVISERS, *bucket(lifecycleRules=[{"enabled": True}])) == []
