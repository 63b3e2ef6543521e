"""A disk..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.pricers.disks import Disk
from stackwright.checks.cost.values import Section
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

INSTANCE = "aws:ec2/instance:Instance"


def instance(**root):
    """An instance whose root disk is the only thing about it that is not a given here."""
    return made(INSTANCE, instanceType="m7g.large", associatePublicIpAddress=False, rootBlockDevice=root)


def disks(**root):
    return [one for one in lines(instance(**root)) if one[1].startswith("ebs.")]


def test_is_paid_by_the_gigabyte():
    assert disks(volumeType="st1", volumeSize=500) == [("disk st1, 500 GB", "ebs.st1.storage", "500")]


def test_is_gp2_where_no_type_is_stated():
    assert disks(volumeSize=20) == [("disk gp2, 20 GB", "ebs.gp2.storage", "20")]


@pytest.mark.parametrize("given", [{"iops": 3000, "throughput": 125}, {}])
def test_of_gp3_includes_3000_iops_and_125_mib_a_second(given):
    assert disks(volumeType="gp3", volumeSize=100, **given) == [("disk gp3, 100 GB", "ebs.gp3.storage", "100")]


def test_of_gp3_is_paid_for_what_is_above():
    assert disks(volumeType="gp3", volumeSize=100, iops=4000, throughput=250)[1:] == [
        ("disk: IOPS above 3000", "ebs.gp3.iops", "1000"),
        ("disk: MiB/s above 125", "ebs.gp3.throughput", "125"),
    ]


@pytest.mark.parametrize("kind", ["io1", "io2"])
def test_of_provisioned_iops_is_paid_for_all_of_them(kind):
    assert disks(volumeType=kind, volumeSize=10, iops=300) == [
        (f"disk {kind}, 10 GB", f"ebs.{kind}.storage", "10"),
        ("disk: IOPS", f"ebs.{kind}.iops", "300"),
    ]


def test_is_as_large_as_most_images_where_no_size_is_stated():
    assert line(instance(volumeType="gp3"), "ebs.gp3.storage").quantity.expected == 8
    assert line(instance(volumeType="gp3"), "ebs.gp3.storage").assumption == "8 GB, as most images have"


def test_of_a_snapshot_is_not_priced():
    machine = made(
        INSTANCE,
        instanceType="m7g.large",
        associatePublicIpAddress=False,
        ebsBlockDevices=[{"deviceName": "/dev/sdf", "snapshotId": "snap-1"}],
    )
    assert unpriced(machine) == [("disk", "its size is that of a snapshot or an image, which are not read")]


def test_of_an_unknown_type_is_not_priced():
    assert unpriced(instance(volumeType="gp9", volumeSize=8)) == [("disk", "the volume type gp9 is not known")]


def test_keeps_its_own_tiers_where_there_are_several_alike():
    template = made(
        "aws:ec2/launchTemplate:LaunchTemplate",
        "nodes",
        instanceType="m7g.large",
        blockDeviceMappings=[
            {"deviceName": "/dev/xvda", "ebs": {"volumeType": "io2", "volumeSize": 10, "iops": 20_000}}
        ],
    )
    group = made(
        "aws:autoscaling/group:Group", "nodes", {"launchTemplate": template}, launchTemplate={}, minSize=3, maxSize=3
    )
    found = lines(group, template)
    assert found[1:] == [("disk io2, 10 GB", "ebs.io2.storage", "30"), ("disk: IOPS", "ebs.io2.iops", "20000 x 3")]


def test_reads_a_block_device():
    device = Section({"volumeType": "gp3", "volumeSize": "50", "iops": 4000, "throughput": 200})
    assert Disk.of(device, 8, "assumed") == Disk("gp3", 50, 4000, 200, "")
