"""The pricer of analyses..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

JOB = "aws:glue/job:Job"
CLUSTER = "aws:redshift/cluster:Cluster"
WORKGROUP = "aws:redshiftserverless/workgroup:Workgroup"


@pytest.mark.parametrize(
    ("inputs", "hours"),
    [
        ({"command": {"name": "glueetl"}}, "100"),
        ({}, "100"),
        ({"maxCapacity": 4}, "40"),
        ({"command": {"name": "pythonshell"}}, "0.625"),
        ({"command": {"name": "pythonshell"}, "maxCapacity": 1}, "10"),
        ({"workerType": "G.1X", "numberOfWorkers": 5}, "50"),
        ({"workerType": "G.2X", "numberOfWorkers": 5}, "100"),
        ({"workerType": "G.025X"}, "5"),
    ],
)
def test_prices_a_job_by_its_workers(inputs, hours):
    assert lines(made(JOB, **inputs), usage={"jobHours": 10}) == [("runs", "glue.job.standard", hours)]


def test_prices_a_job_that_may_wait():
    job = line(made(JOB, executionClass="FLEX", maxCapacity=2), "glue.job.flex", usage={"jobHours": 3})
    assert (job.quantity.expected, job.assumption) == (6, "jobHours 3, usage.yaml, 2 DPUs")


def test_does_not_guess_at_a_worker_that_it_does_not_know():
    assert unpriced(made(JOB, workerType="R.9X", numberOfWorkers=2)) == [
        ("runs", "the DPUs of a worker R.9X are not known")
    ]


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("aws:glue/crawler:Crawler", [("runs", "glue.crawler", "1 - 5 - 50")]),
        (
            "aws:glue/catalogDatabase:CatalogDatabase",
            [
                ("tables and partitions kept", "glue.catalog.objects", "100 - 1000 - 10000"),
                ("requests", "glue.catalog.requests", "10000 - 100000 - 1000000"),
            ],
        ),
        ("aws:athena/workgroup:Workgroup", [("data scanned", "athena.scanned", "0.01 - 0.1 - 1")]),
        ("aws:redshiftserverless/namespace:Namespace", [("data kept", "redshift.managed-storage", "50 - 200 - 1000")]),
    ],
)
def test_prices_what_is_paid_by_its_use(type_, expected):
    assert lines(made(type_)) == expected


def test_prices_capacity_that_is_set_aside():
    reservation = "aws:athena/capacityReservation:CapacityReservation"
    assert lines(made(reservation, targetDpus=24)) == [("24 DPUs set aside", "athena.capacity", "17520")]
    assert unpriced(made(reservation)) == [("reserved", "targetDpus is no number of at least 0")]


def test_prices_nodes_whose_storage_is_in_them():
    assert lines(made(CLUSTER, nodeType="dc2.large", numberOfNodes=4)) == [
        ("4 nodes dc2.large", "redshift.node.dc2.large", "2920")
    ]


def test_prices_managed_storage_apart():
    assert lines(made(CLUSTER, nodeType="ra3.xlplus")) == [
        ("1 node ra3.xlplus", "redshift.node.ra3.xlplus", "730"),
        ("data kept", "redshift.managed-storage", "50 - 200 - 1000"),
    ]


def test_prices_snapshots_and_scans_that_a_usage_file_tells():
    found = lines(made(CLUSTER, nodeType="dc2.large"), usage={"gbBackup": 100, "tbScanned": 2})
    assert found[1:] == [
        ("snapshots beyond the automated", "redshift.backup", "100"),
        ("data scanned in S3", "redshift.spectrum", "2"),
    ]


def test_says_that_an_unknown_node_decides():
    assert unpriced(made(CLUSTER, nodeType=UNKNOWN)) == [
        ("cluster", "nodeType is known only after the deployment"),
        ("managed storage", "nodeType is known only after the deployment"),
    ]


@pytest.mark.parametrize(
    ("inputs", "label", "hours"),
    [
        ({}, "128 RPUs", "1280"),
        ({"baseCapacity": 8}, "8 RPUs", "80"),
        ({"baseCapacity": 8, "maxCapacity": 32}, "8 RPUs", "80 - 320"),
        ({"baseCapacity": 64, "maxCapacity": 32}, "64 RPUs", "640"),
    ],
)
def test_prices_capacity_while_queries_run(inputs, label, hours):
    assert lines(made(WORKGROUP, **inputs), usage={"hoursBusy": 10}) == [(label, "redshift.serverless.rpu", hours)]


def test_prices_the_nodes_of_both_zones_and_the_address_of_a_cluster_to_be_reached_from_the_internet():
    cluster = made(CLUSTER, nodeType="dc2.large", numberOfNodes=2, multiAz=True, publiclyAccessible=True)
    assert lines(cluster) == [
        ("4 nodes dc2.large", "redshift.node.dc2.large", "2920"),
        ("public IPv4 address", "vpc.public-ipv4", "730"),
    ]
