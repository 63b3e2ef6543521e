"""Advice to take gp3"""

from __future__ import annotations

from decimal import Decimal

import pytest

from stackwright.checks.cost.advice.gp3 import ADVISERS
from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.advice.advising import advised, make, only, proposed

VOLUME = "aws:ebs/volume:Volume"
INSTANCE = "aws:ec2/instance:Instance"
CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration"
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
GROUP = "aws:autoscaling/group:Group"
DATABASE = "aws:rds/instance:Instance"


def volume(size, **more):
    return make(VOLUME, "v", {"size": size, "availabilityZone": "us-east-1a", **more})


def test_is_given_to_volumes_also_where_nothing_is_said():
    for said in ({"type": "gp2"}, {}):
        found = only(advised(ADVISERS, volume(100, **said)))
        assert found.saving.expected == Decimal("2.00")  # 100 GB, 0.10 to 0.08 USD
        assert found.what == "set type to gp3 in place of gp2"


def test_pays_for_the_speed_that_large_volumes_had():
    found = only(advised(ADVISERS, volume(2000, type="gp2")))
    # 2,000 GB: 200 to 160 USD; 3,000 IOPS above 3,000 at 0.005, 125 MiB/s above 125 at 0.04
    assert found.saving.expected == Decimal(200 - 160 - 15 - 5)
    assert found.what == "set type to gp3 in place of gp2 with iops 6000 and throughput 250, what gp2 of this size has"


@pytest.mark.parametrize(
    ("size", "speed"),
    [(333, {}), (334, {"throughput": 250}), (1000, {"throughput": 250}), (10_000, {"iops": 16000, "throughput": 250})],
)
def test_gives_the_speed_by_the_size(size, speed):
    (found,) = proposed(ADVISERS, volume(size))
    assert found.inputs == {found.item.urn: {"type": "gp3", **speed}}


@pytest.mark.parametrize("said", [{"type": "gp3"}, {"type": "io2", "iops": 100}, {"type": UNKNOWN}, {"size": None}])
def test_is_not_given_to_other_volumes_nor_to_what_is_not_known(said):
    assert proposed(ADVISERS, volume(**{"size": 100, **said})) == []


def test_is_not_worth_reading_below_a_dollar():
    assert advised(ADVISERS, volume(49)) == []


def test_is_given_to_the_disks_of_instances():
    disks = {
        "rootBlockDevice": {"volumeType": "gp2", "volumeSize": 100},
        "ebsBlockDevices": [{"volumeType": "io2", "volumeSize": 10}, {"volumeType": "gp2", "volumeSize": 200}],
    }
    machine = make(INSTANCE, "m", {"instanceType": "m6g.large", "associatePublicIpAddress": False, **disks})
    found = only(advised(ADVISERS, machine))
    assert found.saving.expected == Decimal("6.00")  # 300 GB
    assert found.what.startswith("set rootBlockDevice.volumeType and ebsBlockDevices.volumeType to gp3")
    (proposal,) = proposed(ADVISERS, machine)
    assert [one["volumeType"] for one in proposal.inputs[machine.urn]["ebsBlockDevices"]] == ["io2", "gp3"]


def test_is_not_given_where_the_image_decides():
    assert proposed(ADVISERS, make(INSTANCE, "m", {"rootBlockDevice": {"volumeSize": 100}})) == []
    assert proposed(ADVISERS, make(TEMPLATE, "t", {"blockDeviceMappings": [{"ebs": {"volumeSize": 9}}]})) == []


@pytest.mark.parametrize(
    ("type_", "disks", "named"),
    [
        (CONFIGURATION, {"rootBlockDevice": {"volumeType": "gp2", "volumeSize": 100}}, "launchConfiguration"),
        (
            TEMPLATE,
            {
                "blockDeviceMappings": [
                    {"deviceName": "/dev/xvda", "ebs": {"volumeType": "gp2", "volumeSize": 100}},
                    {"deviceName": "/dev/sdb", "virtualName": "ephemeral0"},
                ]
            },
            "launchTemplate",
        ),
    ],
)
def test_is_given_to_what_starts_machines(type_, disks, named):
    starter = make(type_, "t", {"instanceType": "m6g.large", **disks})
    sizes = {"minSize": 2, "maxSize": 2, "launchTemplate": {"id": "lt"}}
    group = make(GROUP, "g", sizes, refs={named: starter})
    found = only(advised(ADVISERS, starter, group))
    assert found.saving.expected == Decimal("4.00")  # two of 100 GB
    assert found.risk.startswith("only machines started afterwards have it")


def test_costs_the_same_in_rds_in_most_regions():
    database = {"engine": "postgres", "instanceClass": "db.t4g.medium", "allocatedStorage": 500, "storageType": "gp2"}
    (proposal,) = proposed(ADVISERS, make(DATABASE, "db", database))
    assert proposal.what == "set storageType to gp3 in place of gp2"
    assert advised(ADVISERS, make(DATABASE, "db", database)) == []
    assert proposed(ADVISERS, make(DATABASE, "db", {**database, "storageType": "gp3"})) == []
