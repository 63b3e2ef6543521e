"""The pricer of Aurora..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

CLUSTER = "aws:rds/cluster:Cluster"
INSTANCE = "aws:rds/clusterInstance:ClusterInstance"
TARGET = "aws:appautoscaling/target:Target"


def cluster(**inputs):
    return made(CLUSTER, "main", **{"engine": "aurora-postgresql", **inputs})


def member(of, name="writer", **inputs):
    given = {"instanceClass": "db.r7g.large", "clusterIdentifier": UNKNOWN}
    return made(INSTANCE, name, {"clusterIdentifier": of}, **{**given, **inputs})


def keys(item, *others, **more):
    return [key for _, key, _ in lines(item, *others, **more)]


def test_prices_storage_and_requests_of_standard_storage():
    assert lines(cluster()) == [
        ("storage", "aurora.storage.standard", "10 - 50 - 500"),
        ("requests to the storage", "aurora.io", "10000000 - 50000000 - 500000000"),
    ]


def test_prices_no_requests_of_io_optimized_storage():
    assert keys(cluster(storageType="aurora-iopt1")) == ["aurora.storage.io-optimized"]


@pytest.mark.parametrize(
    ("engine", "storage", "key", "shape"),
    [
        ("aurora-postgresql", None, "aurora.postgresql.r7g.large", "Standard"),
        ("aurora-postgresql", "aurora", "aurora.postgresql.r7g.large", "Standard"),
        ("aurora-postgresql", "aurora-iopt1", "aurora.postgresql.r7g.large.io-optimized", "I/O-Optimized"),
        ("aurora-mysql", None, "aurora.mysql.r7g.large", "Standard"),
        ("aurora", "aurora-iopt1", "aurora.mysql.r7g.large.io-optimized", "I/O-Optimized"),
    ],
)
def test_prices_instances_by_the_engine_and_the_storage_of_their_cluster(engine, storage, key, shape):
    main = cluster(engine=engine, storageType=storage)
    assert lines(member(main), main) == [(f"instance db.r7g.large, {shape}", key, "730")]


def test_prices_an_instance_of_another_stacks_cluster_by_its_own_engine():
    alone = made(INSTANCE, instanceClass="db.r7g.large", engine="aurora-mysql", clusterIdentifier="elsewhere")
    assert keys(alone) == ["aurora.mysql.r7g.large"]
    serverless = made(INSTANCE, instanceClass="db.serverless", engine="aurora-mysql", clusterIdentifier="elsewhere")
    assert unpriced(serverless) == [("capacity", "the range of its capacity is not in this stack")]


@pytest.mark.parametrize(("storage", "kind"), [(None, "standard"), ("aurora-iopt1", "io-optimized")])
def test_prices_serverless_capacity_by_the_storage(storage, kind):
    main = cluster(storageType=storage, serverlessv2ScalingConfiguration={"minCapacity": 2, "maxCapacity": 2})
    assert [one[1:] for one in lines(member(main, instanceClass="db.serverless"), main)] == [
        (f"aurora.acu.{kind}", "1460")
    ]


def test_prices_serverless_capacity_of_the_first_version():
    first = cluster(engineMode="serverless", scalingConfiguration={"minCapacity": 2, "maxCapacity": 8})
    assert lines(first)[0] == ("capacity, Serverless v1", "aurora.acu.serverless-v1", "1460 - 2920 - 5840")


def test_prices_backups_beyond_the_first_day():
    assert "aurora.backup" not in keys(cluster())
    assert line(cluster(backupRetentionPeriod=7), "aurora.backup").quantity.expected == 25
    assert line(cluster(), "aurora.backup", usage={"gbBackup": 400}).quantity.expected == 400


def test_prices_the_changes_it_keeps_to_go_back_to():
    found = line(
        cluster(engine="aurora-mysql", backtrackWindow=3600), "aurora.backtrack", usage={"changeRecords": 66000}
    )
    assert found.quantity.expected == 66000


def test_prices_exports_and_bursts_that_a_usage_file_tells_of():
    main = cluster()
    assert line(main, "aurora.snapshot-export", usage={"gbExported": 200}).quantity.expected == 200
    burst = member(main, instanceClass="db.t3.large")
    assert line(burst, "aurora.cpu-credits", main, usage={"cpuCreditHours": 48}).quantity.expected == 48


def test_prices_the_readers_that_autoscaling_adds():
    main = cluster()
    several = [member(main, "writer"), member(main, "reader")]
    scaling = made(
        TARGET,
        "readers",
        {"resourceId": main},
        scalableDimension="rds:cluster:ReadReplicaCount",
        minCapacity=1,
        maxCapacity=4,
    )
    found = line(main, "aurora.postgresql.r7g.large", *several, scaling)
    assert (found.label, [int(end) for end in found.quantity.ends]) == ("further readers db.r7g.large", [0, 0, 2190])
    assert "aurora.postgresql.r7g.large" not in keys(main, *several)


def test_prices_extended_support_by_virtual_cpu_or_capacity_unit():
    main = cluster(engineVersion="13.9", serverlessv2ScalingConfiguration={"minCapacity": 2, "maxCapacity": 2})
    assert lines(member(main), main)[-1] == (
        "extended support of aurora-postgresql 13.9, 2 vCPUs",
        "rds.extended-support.year-1-2",
        "1460",
    )
    serverless = member(main, instanceClass="db.serverless")
    assert lines(serverless, main)[-1][1:] == ("aurora.extended-support.acu.year-1-2", "1460")


def test_prices_no_extended_support_where_it_is_disabled():
    main = cluster(engineVersion="13.9", engineLifecycleSupport="open-source-rds-extended-support-disabled")
    assert keys(member(main), main) == ["aurora.postgresql.r7g.large"]


@pytest.mark.parametrize(
    ("size", "mode", "inputs", "expected"),
    [
        ("db.r7g.large", "advanced", {}, ("rds.database-insights.vcpu", "1460")),
        ("db.serverless", "advanced", {}, ("rds.database-insights.acu", "1460")),
        ("db.r7g.large", None, {"days": 731}, ("rds.performance-insights.r7g", "2")),
        ("db.serverless", None, {"days": 731}, ("rds.performance-insights.acu", "2")),
        ("db.serverless", None, {"days": 31}, None),
        ("db.serverless", None, {"days": 7}, None),
    ],
)
def test_prices_performance_data(size, mode, inputs, expected):
    scaling = {"minCapacity": 2, "maxCapacity": 2}
    main = cluster(databaseInsightsMode=mode, serverlessv2ScalingConfiguration=scaling)
    kept = {"performanceInsightsEnabled": True, "performanceInsightsRetentionPeriod": inputs.get("days", 7)}
    found = lines(member(main, instanceClass=size, **kept), main)[1:]
    assert [one[1:] for one in found] == ([expected] if expected else [])


def test_prices_enhanced_monitoring_of_an_instance():
    main = cluster()
    assert keys(member(main, monitoringInterval=30), main)[1:] == ["logs.ingestion.standard"]


def test_prices_a_cluster_of_rds_with_its_two_standbys():
    main = made(
        CLUSTER,
        engine="postgres",
        engineVersion="13.20",
        dbClusterInstanceClass="db.m6gd.large",
        allocatedStorage=400,
        storageType="io1",
        iops=3000,
        backupRetentionPeriod=7,
    )
    assert lines(main) == [
        ("cluster of three db.m6gd.large", "rds.postgresql.m6gd.large.multi-az-cluster", "730"),
        ("storage io1, 400 GB", "rds.storage.io1.multi-az-cluster", "400"),
        ("3,000 provisioned IOPS", "rds.iops.io1.multi-az-cluster", "3000"),
        ("backups beyond the free ones", "rds.backup", "5 - 25 - 250"),
        ("extended support of postgres 13.20, 6 vCPUs", "rds.extended-support.year-1-2", "4380"),
    ]


def test_says_what_a_cluster_of_rds_leaves_out():
    assert unpriced(made(CLUSTER, engine="postgres", engineVersion="13.20", snapshotIdentifier="before")) == [
        ("instances", "no class is stated, nor is postgres an engine of Aurora"),
        ("storage", "its size is that of what it is made from, which is not read"),
    ]


@pytest.mark.parametrize(
    ("token", "key"),
    [
        ("aws:rds/clusterSnapshot:ClusterSnapshot", "aurora.backup"),
        ("aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy", "aurora.backup"),
        ("aws:rds/globalCluster:GlobalCluster", "aurora.global.write"),
    ],
)
def test_prices_snapshots_and_copied_writes_by_use(token, key):
    found = line(made(token), key)
    assert found.quantity.expected > 0
    assert found.assumption.endswith("assumed for production")


@pytest.mark.parametrize("size", ["db.r7g.large", "db.serverless"])
def test_does_not_price_performance_data_that_is_kept_for_some_months(size):
    main = cluster(serverlessv2ScalingConfiguration={"minCapacity": 2, "maxCapacity": 2})
    kept = {"performanceInsightsEnabled": True, "performanceInsightsRetentionPeriod": 31}
    why = "what is kept for less than two years is paid by the months that it is kept"
    assert unpriced(member(main, instanceClass=size, **kept), main) == [("performance data, 31 days", why)]


def test_prices_the_address_of_an_instance_that_is_to_be_reached_from_the_internet():
    main = cluster()
    assert keys(member(main, publiclyAccessible=True), main)[1:] == ["vpc.public-ipv4"]
