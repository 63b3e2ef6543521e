"""The pricer of EBS..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

VOLUME = "aws:ebs/volume:Volume"
SNAPSHOT = "aws:ebs/snapshot:Snapshot"
COPY = "aws:ebs/snapshotCopy:SnapshotCopy"
VOLUME_COPY = "aws:ebs/volumeCopy:VolumeCopy"


def volume(**inputs):
    return made(VOLUME, "data", **{"size": 200, **inputs})


def test_prices_a_volume_and_what_is_above_the_included():
    assert lines(volume(type="gp3", iops=4000, throughput=200)) == [
        ("volume gp3, 200 GB", "ebs.gp3.storage", "200"),
        ("volume: IOPS above 3000", "ebs.gp3.iops", "1000"),
        ("volume: MiB/s above 125", "ebs.gp3.throughput", "75"),
    ]


def test_prices_requests_of_a_magnetic_volume():
    assert [key for _, key, _ in lines(volume(type="standard"))] == ["ebs.standard.storage", "ebs.standard.io"]


def test_prices_a_snapshot_by_the_part_of_its_volume_that_it_holds():
    snapshot = made(SNAPSHOT, "before", {"volumeId": volume()}, volumeId=UNKNOWN)
    found = line(snapshot, "ebs.snapshot", volume())
    assert [int(end) for end in found.quantity.ends] == [40, 100, 200]
    assert found.assumption == "percentStored 20 - 50 - 100 %, assumed for production of a volume of 200 GB"


def test_prices_a_snapshot_by_what_a_usage_file_says():
    found = line(made(SNAPSHOT, volumeId="vol-1", storageTier="archive"), "ebs.snapshot-archive", usage={"gbStored": 8})
    assert (found.label, found.quantity.expected) == ("snapshot, archived", 8)


def test_says_that_the_volume_of_a_snapshot_is_elsewhere():
    assert unpriced(made(SNAPSHOT, volumeId="vol-1")) == [
        ("snapshot", "its volume, which tells its size, is not in this stack; give gbStored")
    ]


def test_follows_a_copy_to_the_volume_that_its_snapshot_is_of():
    snapshot = made(SNAPSHOT, "before", {"volumeId": volume()}, volumeId=UNKNOWN)
    copy = made(COPY, "copy", {"sourceSnapshotId": snapshot}, sourceSnapshotId=UNKNOWN)
    restored = made(VOLUME, "restored", {"snapshotId": copy}, snapshotId=UNKNOWN)
    assert line(copy, "ebs.snapshot", snapshot, volume()).quantity.expected == 100
    assert lines(restored, copy, snapshot, volume()) == [("volume gp2, 200 GB", "ebs.gp2.storage", "200")]


def test_reads_the_size_that_a_deployed_snapshot_tells():
    assert line(made(SNAPSHOT, volumeId="vol-1", volumeSize=50), "ebs.snapshot").quantity.expected == 25


def test_says_that_a_volume_has_the_size_of_a_snapshot():
    assert unpriced(made(VOLUME, snapshotId="snap-1")) == [
        ("volume", "its size is that of a snapshot or an image, which are not read")
    ]


@pytest.mark.parametrize(
    ("inputs", "key"), [({}, "ebs.io2.storage"), ({"volumeType": "gp3", "size": 200}, "ebs.gp3.storage")]
)
def test_prices_a_copy_of_a_volume_as_its_source(inputs, key):
    source = volume(type="io2")
    copy = made(VOLUME_COPY, "copy", {"sourceVolumeId": source}, sourceVolumeId=UNKNOWN, **inputs)
    assert lines(copy, source)[0][1:] == (key, "200")


def test_says_that_the_source_of_a_copy_is_elsewhere():
    assert unpriced(made(VOLUME_COPY, sourceVolumeId="vol-1")) == [
        ("volume", "its source, which tells its type, is not in this stack")
    ]


def test_prices_imported_snapshots_and_fast_restores():
    assert line(made("aws:ebs/snapshotImport:SnapshotImport"), "ebs.snapshot").quantity.expected == 20
    fast = made("aws:ebs/fastSnapshotRestore:FastSnapshotRestore", availabilityZone="eu-west-1a")
    assert lines(fast) == [("fast restore in eu-west-1a", "ebs.fast-snapshot-restore.hour", "730")]
