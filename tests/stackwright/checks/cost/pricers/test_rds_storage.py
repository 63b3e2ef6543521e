"""The storage of RDS..."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.cost.item import Item
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made

INSTANCE = "aws:rds/instance:Instance"


def storage(**inputs):
    given_ = {"engine": "mysql", "instanceClass": "db.m5.large", "allocatedStorage": 100}
    return lines(made(INSTANCE, **{**given_, **inputs}))[1:]


@pytest.mark.parametrize(
    ("inputs", "kind"), [({}, "gp2"), ({"storageType": "gp3"}, "gp3"), ({"storageType": "io2"}, "io2")]
)
@pytest.mark.parametrize("zones", ["single-az", "multi-az"])
def test_is_paid_by_kind_and_by_zones(inputs, kind, zones):
    found = storage(multiAz=zones == "multi-az", **inputs)[0]
    assert found == (f"storage {kind}, 100 GB", f"rds.storage.{kind}.{zones}", "100")


def test_is_io1_where_only_iops_are_stated():
    assert storage(iops=2000) == [
        ("storage io1, 100 GB", "rds.storage.io1.single-az", "100"),
        ("2,000 provisioned IOPS", "rds.iops.io1.single-az", "2000"),
    ]


def test_with_provisioned_iops_has_at_least_a_thousand():
    assert storage(storageType="io2", iops=100)[1] == ("1,000 provisioned IOPS", "rds.iops.io2.single-az", "1000")


@pytest.mark.parametrize(
    ("engine", "size", "iops", "throughput", "billed"),
    [
        ("mysql", 399, 3000, 125, []),
        ("mysql", 399, 4000, 200, ["1000", "75"]),
        ("mysql", 400, 12000, 500, []),
        ("mysql", 400, 14000, 600, ["2000", "100"]),
        ("mariadb", 400, 13000, 0, ["1000"]),
        ("postgres", 400, 13000, 0, ["1000"]),
        ("db2-se", 400, 13000, 0, ["1000"]),
        ("oracle-se2", 199, 4000, 0, ["1000"]),
        ("oracle-se2", 200, 12000, 0, []),
        ("sqlserver-se", 1000, 4000, 0, ["1000"]),
        ("custom-oracle-ee", 200, 12500, 0, ["500"]),
        ("unheard-of", 1000, 3500, 0, ["500"]),
    ],
)
def test_of_gp3_includes_what_its_engine_is_striped_for(engine, size, iops, throughput, billed):
    found = storage(engine=engine, storageType="gp3", allocatedStorage=size, iops=iops, storageThroughput=throughput)
    assert [quantity for _, _, quantity in found[1:]] == billed


def test_of_gp3_names_what_is_above_the_included():
    found = storage(storageType="gp3", allocatedStorage=400, iops=14000, storageThroughput=600, multiAz=True)
    assert found[1:] == [
        ("2,000 IOPS above 12,000", "rds.iops.gp3.multi-az", "2000"),
        ("100 MiB/s above 500", "rds.throughput.gp3.multi-az", "100"),
    ]


def test_that_is_magnetic_is_paid_by_requests_as_well():
    assert [key for _, key, _ in storage(storageType="standard")] == [
        "rds.storage.standard.single-az",
        "rds.io.standard",
    ]


def test_that_grows_by_itself_is_at_most_what_it_may_become():
    db = made(INSTANCE, engine="mysql", instanceClass="db.m5.large", allocatedStorage=100, maxAllocatedStorage=500)
    found = line(db, "rds.storage.gp2.single-az")
    assert [int(end) for end in found.quantity.ends] == [100, 100, 500]
    assert found.assumption == "grows by itself from 100 to at most 500 GB"


def test_that_has_grown_is_what_it_is_now():
    grown = Item(
        urn="urn",
        type=INSTANCE,
        name="it",
        inputs={"engine": "mysql", "instanceClass": "db.m5.large", "allocatedStorage": 20},
        outputs={"allocatedStorage": 75},
    )
    assert lines(grown)[1] == ("storage gp2, 75 GB", "rds.storage.gp2.single-az", "75")


def test_has_a_volume_for_logs_where_one_is_asked_for():
    assert storage(storageType="io1", iops=3000, dedicatedLogVolume=True)[2:] == [
        ("log volume io1", "rds.storage.io1.single-az", "1000"),
        ("IOPS of the log volume", "rds.iops.io1.single-az", "3000"),
    ]


@given(st.integers(20, 1000), st.integers(0, 20000), st.integers(0, 1000))
def test_never_bills_more_than_is_asked_for(size, iops, throughput):
    billed = storage(storageType="gp3", allocatedStorage=size, iops=iops, storageThroughput=throughput)[1:]
    assert all(0 < int(quantity) <= (iops if ".iops." in key else throughput) for _, key, quantity in billed)
