"""The pricer of DocumentDB and Neptune..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

SERVICES = ["docdb", "neptune"]


def cluster(service, **inputs):
    return made(f"aws:{service}/cluster:Cluster", "main", **inputs)


def member(service, of, size="db.r6g.large"):
    uses = {"clusterIdentifier": of} if of else {}
    return made(
        f"aws:{service}/clusterInstance:ClusterInstance", "one", uses, instanceClass=size, clusterIdentifier=UNKNOWN
    )


@pytest.mark.parametrize("service", SERVICES)
def test_prices_storage_and_requests_of_standard_storage(service):
    assert [key for _, key, _ in lines(cluster(service))] == [f"{service}.storage.standard", f"{service}.io"]


@pytest.mark.parametrize("service", SERVICES)
def test_prices_no_requests_of_io_optimized_storage(service):
    assert [key for _, key, _ in lines(cluster(service, storageType="iopt1"))] == [f"{service}.storage.io-optimized"]


@pytest.mark.parametrize("service", SERVICES)
def test_prices_backups_beyond_the_first_day(service):
    assert line(cluster(service, backupRetentionPeriod=5), f"{service}.backup").quantity.expected == 25
    assert line(cluster(service), f"{service}.backup", usage={"gbBackup": 9}).quantity.expected == 9


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize(
    ("storage", "label", "suffix"),
    [("", "instance db.r6g.large, Standard", ""), ("iopt1", "instance db.r6g.large, I/O-Optimized", ".io-optimized")],
)
def test_prices_instances_by_the_storage_of_their_cluster(service, storage, label, suffix):
    main = cluster(service, storageType=storage)
    assert lines(member(service, main), main) == [(label, f"{service}.r6g.large{suffix}", "730")]
    assert lines(member(service, None))[0][1] == f"{service}.r6g.large"


@pytest.mark.parametrize(("service", "unit"), [("docdb", "dcu"), ("neptune", "ncu")])
def test_prices_serverless_capacity(service, unit):
    main = cluster(service, serverlessV2ScalingConfiguration={"minCapacity": 1, "maxCapacity": 8})
    found = line(member(service, main, "db.serverless"), f"{service}.{unit}.standard", main)
    assert [int(end / 730) for end in found.quantity.ends] == [1, 2, 8]
    assert found.assumption.endswith(f"1 - 8 {unit.upper()}s allowed")
    assert unpriced(member(service, None, "db.serverless")) == [
        ("capacity", "the range of its capacity is not in this stack")
    ]


def test_prices_bursts_that_a_usage_file_tells_of():
    main = cluster("docdb")
    burst = member("docdb", main, "db.t3.medium")
    assert line(burst, "docdb.cpu-credits", main, usage={"cpuCreditHours": 10}).quantity.expected == 10


@pytest.mark.parametrize("service", SERVICES)
def test_prices_snapshots_and_copied_writes_by_use(service):
    assert line(made(f"aws:{service}/clusterSnapshot:ClusterSnapshot"), f"{service}.backup").quantity.expected == 50
    copied = line(made(f"aws:{service}/globalCluster:GlobalCluster"), f"{service}.global.write")
    assert copied.quantity.expected == 10_000_000


def test_prices_every_instance_of_the_shards_of_an_elastic_cluster():
    elastic = made("aws:docdb/elasticCluster:ElasticCluster", shardCount=2, shardCapacity=4)
    assert lines(elastic) == [
        ("2 shards, 16 vCPUs", "docdb.elastic.vcpu", "11680"),
        ("storage", "docdb.elastic.storage", "10 - 50 - 500"),
    ]


def test_prices_the_memory_of_a_graph_in_each_replica():
    graph = made("aws:neptunegraph/graph:Graph", provisionedMemory=16, replicaCount=2)
    assert lines(graph) == [("memory, 48 units", "neptune-analytics.mncu", "35040")]


def test_says_that_instances_of_a_version_whose_standard_support_has_ended_cost_a_fee():
    old, new = cluster("docdb", engineVersion="3.6.0"), cluster("docdb", engineVersion="5.0.0")
    why = "a fee is paid since its standard support ended on 2026-03-30; its price is not known"
    assert unpriced(member("docdb", old), old) == [("extended support of 3.6.0", why)]
    assert unpriced(member("docdb", new), new) == []


def test_prices_the_address_of_an_instance_of_neptune_that_is_to_be_reached_from_the_internet():
    main = cluster("neptune")
    public = member("neptune", main).with_inputs({"publiclyAccessible": True})
    assert line(public, "vpc.public-ipv4", main).quantity.expected == 730
