"""The pricer of FSx..."""

from __future__ import annotations

import pytest

from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

WINDOWS = "aws:fsx/windowsFileSystem:WindowsFileSystem"
OPENZFS = "aws:fsx/openZfsFileSystem:OpenZfsFileSystem"
ONTAP = "aws:fsx/ontapFileSystem:OntapFileSystem"
LUSTRE = "aws:fsx/lustreFileSystem:LustreFileSystem"


def test_prices_storage_and_throughput_of_windows():
    files = made(WINDOWS, storageCapacity=300, throughputCapacity=1024, storageType="HDD", deploymentType="MULTI_AZ_1")
    assert lines(files) == [
        ("storage HDD, 300 GB", "fsx.windows.hdd.multi-az.storage", "300"),
        ("throughput, 1024 MB/s", "fsx.windows.throughput.multi-az", "1024"),
    ]


def test_prices_iops_of_openzfs_above_three_a_gigabyte():
    asked = {"mode": "USER_PROVISIONED", "iops": 1000}
    files = made(
        OPENZFS, storageCapacity=300, throughputCapacity=64, deploymentType="SINGLE_AZ_2", diskIopsConfiguration=asked
    )
    assert lines(files) == [
        ("storage SSD, 300 GB", "fsx.openzfs.storage.single-az", "300"),
        ("throughput, 64 MB/s", "fsx.openzfs.throughput.single-az", "64"),
        ("100 IOPS above 900", "fsx.openzfs.iops.single-az", "100"),
    ]


@pytest.mark.parametrize(
    "throughput", [{"throughputCapacity": 512}, {"throughputCapacityPerHaPair": 256, "haPairs": 2}]
)
def test_prices_pairs_and_the_capacity_pool_of_ontap(throughput):
    files = made(ONTAP, storageCapacity=1024, deploymentType="SINGLE_AZ_2", **throughput)
    assert [one[1:] for one in lines(files)] == [
        ("fsx.ontap.ssd.single-az.storage", "1024"),
        ("fsx.ontap.throughput.single-az", "512"),
        ("fsx.ontap.capacity-pool.single-az.storage", "100 - 500 - 5000"),
    ]


@pytest.mark.parametrize(
    ("inputs", "key"),
    [
        ({}, "fsx.lustre.scratch.storage"),
        ({"deploymentType": "SCRATCH_2"}, "fsx.lustre.scratch.storage"),
        ({"deploymentType": "PERSISTENT_2", "perUnitStorageThroughput": 125}, "fsx.lustre.persistent-2.125.storage"),
        (
            {"deploymentType": "PERSISTENT_1", "perUnitStorageThroughput": 12, "storageType": "HDD"},
            "fsx.lustre.persistent-1.hdd.12.storage",
        ),
    ],
)
def test_prices_lustre_by_its_deployment_and_speed(inputs, key):
    assert [one[1:] for one in lines(made(LUSTRE, storageCapacity=1200, **inputs))] == [(key, "1200")]


def test_prices_backups():
    files = made(WINDOWS, storageCapacity=300, throughputCapacity=8, automaticBackupRetentionDays=7)
    assert line(files, "fsx.backup").quantity.expected == 100
    assert line(made("aws:fsx/backup:Backup"), "fsx.backup", usage={"gbBackup": 7}).quantity.expected == 7


def test_says_that_a_size_is_that_of_a_backup():
    restored = made(WINDOWS, throughputCapacity=8, backupId="backup-1")
    assert unpriced(restored) == [("storage SSD", "its size is that of a backup, which is not read")]


def test_tells_a_pair_of_servers_in_one_zone_from_a_single_one():
    files = made(OPENZFS, storageCapacity=300, throughputCapacity=64, deploymentType="SINGLE_AZ_HA_2")
    assert lines(files)[0][1] == "fsx.openzfs.storage.single-az-ha"
