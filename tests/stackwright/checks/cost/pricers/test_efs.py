"""The pricer of EFS..."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import entries, line, lines, made

FILES = "aws:efs/fileSystem:FileSystem"
REPLICATION = "aws:efs/replicationConfiguration:ReplicationConfiguration"


def keys(item, *others, **more):
    return [key for _, key, _ in lines(item, *others, **more)]


def test_prices_files_in_standard_storage():
    assert lines(made(FILES)) == [("storage, standard", "efs.standard.storage", "5 - 20 - 200")]


def test_prices_files_in_one_zone():
    zoned = made(FILES, availabilityZoneName="eu-west-1a", lifecyclePolicies=[{"transitionToIa": "AFTER_7_DAYS"}])
    assert keys(zoned)[:2] == ["efs.one-zone.storage", "efs.one-zone-infrequent-access.storage"]


def test_prices_files_that_move_to_infrequent_access_and_to_the_archive():
    moving = made(
        FILES, lifecyclePolicies=[{"transitionToIa": "AFTER_7_DAYS"}, {"transitionToArchive": "AFTER_90_DAYS"}]
    )
    assert keys(moving) == [
        "efs.standard.storage",
        "efs.infrequent-access.storage",
        "efs.infrequent-access.read",
        "efs.infrequent-access.write",
        "efs.archive.storage",
    ]


def test_prices_reads_and_writes_of_elastic_throughput():
    assert keys(made(FILES, throughputMode="elastic"))[1:] == ["efs.elastic.read", "efs.elastic.write"]


def test_prices_throughput_less_what_the_storage_includes():
    fast = made(FILES, throughputMode="provisioned", provisionedThroughputInMibps=100)
    found = line(fast, "efs.provisioned-throughput", usage={"gbStored": 230})
    assert (found.label, str(found.quantity.expected)) == ("throughput, 100 MiB/s less what is included", "88.5")


@given(st.integers(1, 2000), st.integers(0, 50000))
def test_never_bills_throughput_below_nothing_or_above_what_is_asked_for(wanted, stored):
    fast = made(FILES, throughputMode="provisioned", provisionedThroughputInMibps=wanted)
    assert 0 <= line(fast, "efs.provisioned-throughput", usage={"gbStored": stored}).quantity.expected <= wanted


def test_prices_a_replica_by_its_own_region():
    replica = made(REPLICATION, destination={"region": "us-west-2"})
    assert [(one.label, one.price.key, one.price.region) for one in entries(replica)] == [
        ("replica in us-west-2, storage", "efs.standard.storage", "us-west-2"),
        ("changes to the other Region", "data-transfer.inter-region", "eu-west-1"),
    ]


def test_prices_a_replica_in_one_zone_of_the_same_region():
    assert keys(made(REPLICATION, destination={"availabilityZoneName": "eu-west-1a"})) == ["efs.one-zone.storage"]


def test_counts_a_replica_that_the_stack_declares_by_itself():
    files = made(FILES, "copy")
    replica = made(REPLICATION, destination={"fileSystemId": "copy-id", "region": "us-west-2"})
    assert keys(replica, files) == ["data-transfer.inter-region"]


@pytest.mark.parametrize(("status", "expected"), [("ENABLED", ["backup.efs-warm"]), ("DISABLED", [])])
def test_prices_automatic_backups(status, expected):
    assert keys(made("aws:efs/backupPolicy:BackupPolicy", backupPolicy={"status": status})) == expected


def test_prices_the_storage_of_what_moves_by_rules_that_are_not_known():
    assert keys(made(FILES, lifecyclePolicies=UNKNOWN)) == ["efs.standard.storage"]
