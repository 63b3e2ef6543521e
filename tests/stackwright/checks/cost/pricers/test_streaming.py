"""The pricer of Kafka and Flink..."""

from __future__ import annotations

import pytest

from tests.stackwright.checks.cost.pricers.pricing import line, lines, made

CLUSTER = "aws:msk/cluster:Cluster"
CONNECTOR = "aws:mskconnect/connector:Connector"


def cluster(size="kafka.m5.large", name="it", **disk):
    info = {"instanceType": size, "storageInfo": {"ebsStorageInfo": {"volumeSize": 1000, **disk}}}
    return made(CLUSTER, name, numberOfBrokerNodes=4, brokerNodeGroupInfo=info)


def test_prices_brokers_and_their_disks():
    assert lines(cluster()) == [
        ("4 x kafka.m5.large", "msk.broker.m5.large", "2920"),
        ("storage, 4 x 1000 GB", "msk.storage", "4000"),
    ]


def test_prices_the_range_that_autoscaling_lets_disks_grow_in():
    kafka = cluster()
    scaling = made(
        "aws:appautoscaling/target:Target",
        "storage",
        {"resourceId": kafka},
        scalableDimension="kafka:broker-storage:VolumeSize",
        minCapacity=1,
        maxCapacity=2000,
    )
    assert [int(end) for end in line(kafka, "msk.storage", scaling).quantity.ends] == [4, 4000, 8000]


def test_prices_throughput_above_what_a_broker_includes():
    fast = cluster(provisionedThroughput={"enabled": True, "volumeThroughput": 300})
    assert lines(fast)[2] == ("throughput, 4 x 50 MiB/s", "msk.throughput", "200")


def test_prices_express_brokers_by_what_they_take_and_keep():
    assert [key for _, key, _ in lines(cluster("express.m7g.large"))] == [
        "msk.broker.express.m7g.large",
        "msk.express.data-in",
        "msk.express.storage",
    ]


def test_prices_a_serverless_cluster_by_use():
    found = lines(made("aws:msk/serverlessCluster:ServerlessCluster"), usage={"partitions": 10})
    assert found[:2] == [
        ("cluster", "msk.serverless.cluster", "730"),
        ("partitions", "msk.serverless.partition", "7300"),
    ]
    assert [key for _, key, _ in found[2:]] == [f"msk.serverless.{part}" for part in ("data-in", "data-out", "storage")]


@pytest.mark.parametrize(
    ("capacity", "hours"),
    [
        ({"provisionedCapacity": {"workerCount": 2, "mcuCount": 4}}, "5840"),
        ({"provisionedCapacity": {"workerCount": 2}}, "1460"),
        ({"autoscaling": {"minWorkerCount": 1, "maxWorkerCount": 3, "mcuCount": 2}}, "1460 - 4380"),
    ],
)
def test_prices_workers_of_a_connector(capacity, hours):
    assert [one[1:] for one in lines(made(CONNECTOR, capacity=capacity))] == [("msk.connect.mcu", hours)]


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("replicator:Replicator", ["msk.replicator.hour", "msk.replicator.data"]),
        ("vpcConnection:VpcConnection", ["msk.vpc-connection.hour", "msk.vpc-connection.data"]),
    ],
)
def test_prices_what_joins_clusters(token, expected):
    assert [key for _, key, _ in lines(made(f"aws:msk/{token}"))] == expected


@pytest.mark.parametrize(("runtime", "units"), [("FLINK-1_20", 2), ("SQL-1_0", 1)])
def test_prices_one_unit_more_for_an_application_of_flink(runtime, units):
    application = made("aws:kinesisanalyticsv2/application:Application", runtimeEnvironment=runtime)
    found = lines(application, usage={"processingUnits": 1})
    assert [key for _, key, _ in found].count("kinesis.analytics.kpu") == units
    assert len(found) == (4 if units == 2 else 1)


def test_prices_snapshots_of_an_application():
    snapshot = made("aws:kinesisanalyticsv2/applicationSnapshot:ApplicationSnapshot")
    assert line(snapshot, "kinesis.analytics.backup").quantity.expected == 5


@pytest.mark.parametrize(("usage", "gb"), [({"processingUnits": 10}, 500), ({"gbRunning": 30}, 30)])
def test_gives_each_unit_of_flink_its_running_storage_unless_a_usage_file_tells_more(usage, gb):
    application = made("aws:kinesisanalyticsv2/application:Application", runtimeEnvironment="FLINK-1_20")
    assert line(application, "kinesis.analytics.storage", usage=usage).quantity.expected == gb
