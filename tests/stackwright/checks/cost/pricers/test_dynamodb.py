"""The pricer of DynamoDB..."""

from __future__ import annotations

from decimal import Decimal

import pytest

from stackwright.checks.cost.prices import PriceBook
from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import entries, line, lines, made, unpriced

TABLE = "aws:dynamodb/table:Table"
TARGET = "aws:appautoscaling/target:Target"


def table(**inputs):
    return made(TABLE, "orders", **{"billingMode": "PAY_PER_REQUEST", **inputs})


def provisioned(**inputs):
    return made(TABLE, "orders", **{"readCapacity": 30, "writeCapacity": 20, **inputs})


def priced(item, *others, **more):
    return [(label, key) for label, key, _ in lines(item, *others, **more)]


def test_prices_requests_and_storage_of_a_table_on_demand():
    assert lines(table()) == [
        ("reads", "dynamodb.on-demand.read", "100000 - 2000000 - 20000000"),
        ("writes", "dynamodb.on-demand.write", "100000 - 1000000 - 10000000"),
        ("storage", "dynamodb.storage.standard", "1 - 10 - 100"),
    ]


def test_prices_requests_at_what_they_cost_since_they_halved_in_november_2024():
    read, write = (PriceBook("us-east-1").find(f"dynamodb.on-demand.{kind}") for kind in ("read", "write"))
    assert read.amount(Decimal(1_000_000)) == Decimal("0.125")
    assert write.amount(Decimal(1_000_000)) == Decimal("0.625")


def test_prices_capacity_of_a_table_that_states_no_mode():
    assert lines(provisioned())[:2] == [
        ("read capacity, 30 units", "dynamodb.provisioned.rcu", "21900"),
        ("write capacity, 20 units", "dynamodb.provisioned.wcu", "14600"),
    ]


def test_prices_the_range_that_autoscaling_keeps_capacity_in():
    orders = provisioned(readCapacity=5)
    scaling = made(
        TARGET,
        "reads",
        resourceId="table/orders-id",
        scalableDimension="dynamodb:table:ReadCapacityUnits",
        minCapacity=10,
        maxCapacity=100,
    )
    found = line(orders, "dynamodb.provisioned.rcu", scaling)
    assert [int(end / 730) for end in found.quantity.ends] == [10, 10, 100]
    assert found.assumption.endswith("the range of its scaling")


def test_prices_each_write_once_more_for_each_index_unless_a_usage_file_counts_them():
    indexed = table(globalSecondaryIndexes=[{"name": "by-date"}, {"name": "by-owner"}])
    assert ("writes to 2 indexes", "dynamodb.on-demand.write", "2000") in lines(indexed, usage={"writeRequests": 1000})
    counted = lines(indexed, usage={"writeRequests": 1000, "indexWriteRequests": 500})
    assert ("writes to indexes", "dynamodb.on-demand.write", "500") in counted


def test_prices_the_capacity_of_indexes():
    indexed = provisioned(globalSecondaryIndexes=[{"name": "by-date", "readCapacity": 4, "writeCapacity": 2}])
    assert lines(indexed)[2:4] == [
        ("index by-date: read capacity, 4 units", "dynamodb.provisioned.rcu", "2920"),
        ("index by-date: write capacity, 2 units", "dynamodb.provisioned.wcu", "1460"),
    ]
    two = provisioned(globalSecondaryIndexes=[{"name": "a", "readCapacity": 1, "writeCapacity": 1}] * 2)
    assert len(lines(two)) == 7


def test_prices_the_class_of_infrequent_access():
    rare = table(tableClass="STANDARD_INFREQUENT_ACCESS", pointInTimeRecovery={"enabled": True})
    assert [key for _, key in priced(rare)] == [
        "dynamodb.on-demand.standard-ia.read",
        "dynamodb.on-demand.standard-ia.write",
        "dynamodb.storage.standard-ia",
        "dynamodb.pitr",
    ]
    assert priced(provisioned(tableClass="STANDARD_INFREQUENT_ACCESS"))[0][1] == "dynamodb.provisioned.standard-ia.rcu"


def test_prices_recovery_by_the_size_of_the_table():
    recoverable = table(pointInTimeRecovery={"enabled": True})
    assert line(recoverable, "dynamodb.pitr", usage={"gbStored": 40}).quantity.expected == 40
    assert line(recoverable, "dynamodb.pitr", usage={"gbStored": 40, "gbPointInTime": 50}).quantity.expected == 50


def test_prices_backups_and_restores_that_a_usage_file_tells_of():
    assert lines(table(), usage={"gbBackup": 460, "gbRestored": 230})[3:] == [
        ("backups on demand", "dynamodb.backup", "460"),
        ("restored", "dynamodb.restore", "230"),
    ]


def test_prices_reads_of_a_stream_but_not_those_by_triggers():
    streaming = table(streamEnabled=True)
    trigger = made("aws:lambda/eventSourceMapping:EventSourceMapping", "on-order", {"eventSourceArn": streaming})
    stream = ("reads of the stream", "dynamodb.streams")
    assert stream in priced(streaming)
    assert stream not in priced(streaming, trigger)
    assert stream in priced(streaming, trigger, usage={"streamReads": 5})


def test_prices_replicas_by_their_own_region():
    copied = table(replicas=[{"regionName": "us-west-1", "pointInTimeRecovery": True}])
    found = [one for one in entries(copied) if one.label.startswith("replica")]
    assert [(one.label, one.price.key, one.price.region) for one in found] == [
        ("replica us-west-1: writes", "dynamodb.on-demand.write", "us-west-1"),
        ("replica us-west-1: storage", "dynamodb.storage.standard", "us-west-1"),
        ("replica us-west-1: point-in-time recovery", "dynamodb.pitr", "us-west-1"),
    ]


def test_prices_the_capacity_of_replicas():
    copied = provisioned(replicas=[{"regionName": "us-west-1"}])
    assert [label for label, _ in priced(copied)][3:] == [
        "replica us-west-1: read capacity, 30 units",
        "replica us-west-1: write capacity, 20 units",
        "replica us-west-1: storage",
    ]


def test_prices_a_replica_that_is_declared_by_itself_as_its_table():
    replica = made(
        "aws:dynamodb/tableReplica:TableReplica", "copy", {"globalTableArn": table()}, pointInTimeRecovery=True
    )
    assert priced(replica, table()) == [
        ("writes", "dynamodb.on-demand.write"),
        ("storage", "dynamodb.storage.standard"),
        ("point-in-time recovery", "dynamodb.pitr"),
    ]
    alone = made("aws:dynamodb/tableReplica:TableReplica", globalTableArn="arn:aws:dynamodb:x")
    assert unpriced(alone) == [("replica", "its table, which tells how it is paid, is not in this stack")]


@pytest.mark.parametrize(
    ("of", "keys"),
    [
        (table(), ["dynamodb.on-demand.write"]),
        (provisioned(), ["dynamodb.provisioned.rcu", "dynamodb.provisioned.wcu"]),
    ],
)
def test_prices_an_index_that_is_declared_by_itself_as_its_table(of, keys):
    index = made(
        "aws:dynamodb/globalSecondaryIndex:GlobalSecondaryIndex",
        "by-date",
        {"tableName": of},
        provisionedThroughput={"readCapacityUnits": 3, "writeCapacityUnits": 3},
    )
    assert [key for _, key in priced(index, of)] == keys
    assert unpriced(index) == [("index", "its table, which tells how it is paid, is not in this stack")]


@pytest.mark.parametrize(
    ("token", "key"),
    [
        ("contributorInsights:ContributorInsights", "dynamodb.contributor-insights.events"),
        ("kinesisStreamingDestination:KinesisStreamingDestination", "dynamodb.change-data"),
        ("tableExport:TableExport", "dynamodb.export"),
    ],
)
def test_prices_what_watches_a_table_by_use(token, key):
    assert line(made(f"aws:dynamodb/{token}"), key).quantity.expected > 0


def test_prices_nodes_of_an_accelerator():
    dax = made("aws:dax/cluster:Cluster", nodeType="dax.t3.small", replicationFactor=3)
    assert lines(dax) == [("3 x dax.t3.small", "dax.t3.small", "2190")]


def test_names_what_only_a_deployment_tells():
    assert unpriced(provisioned(readCapacity=UNKNOWN)) == [
        ("capacity", "readCapacity is known only after the deployment")
    ]
