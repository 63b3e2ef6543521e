"""The pricer of Database Migration Service..."""

from __future__ import annotations

import pytest

from tests.stackwright.checks.cost.pricers.pricing import lines, made

INSTANCE = "aws:dms/replicationInstance:ReplicationInstance"


@pytest.mark.parametrize(
    ("several", "zones", "word"), [(False, "single-az", "Single-AZ"), (True, "multi-az", "Multi-AZ")]
)
def test_prices_an_instance_by_its_zones(several, zones, word):
    instance = made(INSTANCE, replicationInstanceClass="dms.t3.micro", multiAz=several)
    assert lines(instance) == [(f"instance dms.t3.micro, {word}", f"dms.t3.micro.{zones}", "730")]


@pytest.mark.parametrize(
    ("size", "gb", "billed"), [("dms.t2.micro", 70, "20"), ("dms.t2.micro", 50, None), ("dms.r5.large", 120, "20")]
)
def test_prices_storage_above_what_an_instance_includes(size, gb, billed):
    found = lines(made(INSTANCE, replicationInstanceClass=size, allocatedStorage=gb))[1:]
    assert [one[1:] for one in found] == ([("dms.storage.gp2.single-az", billed)] if billed else [])


def test_prices_the_range_of_a_serverless_replication():
    replication = made(
        "aws:dms/replicationConfig:ReplicationConfig", computeConfig={"maxCapacityUnits": 8, "multiAz": True}
    )
    assert lines(replication) == [("capacity", "dms.serverless.dcu.multi-az", "730 - 5840")]


def test_prices_the_address_of_an_instance_that_is_to_be_reached_from_the_internet():
    instance = made(INSTANCE, replicationInstanceClass="dms.t3.micro", publiclyAccessible=True)
    assert lines(instance)[1:] == [("public IPv4 address", "vpc.public-ipv4", "730")]
