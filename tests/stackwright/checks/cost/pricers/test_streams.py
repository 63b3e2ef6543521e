"""The pricer of streams..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import lines, made, unpriced

STREAM = "aws:kinesis/stream:Stream"
CONSUMER = "aws:kinesis/streamConsumer:StreamConsumer"
FIREHOSE = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"
ON_DEMAND = {"streamModeDetails": {"streamMode": "ON_DEMAND"}}
GB = "1 - 10 - 100"


@pytest.mark.parametrize(
    ("inputs", "label", "hours"),
    [({}, "1 shard", "730"), ({"shardCount": 1}, "1 shard", "730"), ({"shardCount": 4}, "4 shards", "2920")],
)
def test_prices_a_stream_by_its_shards(inputs, label, hours):
    assert lines(made(STREAM, **inputs)) == [
        (label, "kinesis.shard", hours),
        ("records written", "kinesis.put", "100000 - 1000000 - 10000000"),
    ]


def test_prices_a_stream_on_demand_by_its_data():
    assert lines(made(STREAM, **ON_DEMAND)) == [
        ("stream, on demand", "kinesis.on-demand.stream", "730"),
        ("data written", "kinesis.on-demand.ingestion", GB),
        ("data read", "kinesis.on-demand.retrieval", GB),
    ]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (24, []),
        (48, [("kept 48 hours", "kinesis.retention.extended", "1460")]),
        (168, [("kept 168 hours", "kinesis.retention.extended", "1460")]),
        (
            720,
            [
                ("kept 168 hours", "kinesis.retention.extended", "1460"),
                ("kept 720 hours", "kinesis.retention.long", GB),
            ],
        ),
    ],
)
def test_prices_what_shards_keep_longer_than_a_day(hours, expected):
    assert lines(made(STREAM, shardCount=2, retentionPeriod=hours))[2:] == expected


def test_prices_what_a_stream_on_demand_keeps_by_the_gigabyte():
    assert lines(made(STREAM, retentionPeriod=720, **ON_DEMAND))[3:] == [
        ("kept 168 hours", "kinesis.on-demand.retention.extended", GB),
        ("kept 720 hours", "kinesis.retention.long", GB),
    ]


def test_prices_metrics_of_each_shard():
    stream = made(STREAM, shardCount=3, shardLevelMetrics=["IncomingBytes", "OutgoingBytes"])
    assert lines(stream)[2:] == [("2 metrics of each shard", "cloudwatch.metric", "6")]
    assert len(lines(made(STREAM, shardLevelMetrics=["IncomingBytes"], **ON_DEMAND))) == 3


def test_says_that_an_unknown_number_of_shards_decides():
    assert unpriced(made(STREAM, shardCount=UNKNOWN)) == [("stream", "shardCount is known only after the deployment")]


def test_prices_fan_out_by_the_shards_of_its_stream():
    stream = made(STREAM, "stream", shardCount=2)
    assert lines(made(CONSUMER, "reader", {"streamArn": stream}, streamArn=UNKNOWN), stream) == [
        ("fan-out", "kinesis.fan-out", "1460"),
        ("data read by fan-out", "kinesis.fan-out.data", GB),
    ]


def test_prices_fan_out_of_a_stream_on_demand_by_the_data():
    stream = made(STREAM, "stream", **ON_DEMAND)
    assert lines(made(CONSUMER, "reader", {"streamArn": stream}, streamArn=UNKNOWN), stream) == [
        ("data read by fan-out", "kinesis.on-demand.fan-out", GB)
    ]


def test_does_not_price_fan_out_of_a_stream_elsewhere():
    assert unpriced(made(CONSUMER, streamArn="arn")) == [("fan-out", "its stream is not in this stack")]


def test_prices_what_is_delivered():
    assert lines(made(FIREHOSE, destination="extended_s3")) == [("data taken in", "firehose.ingestion", GB)]


@pytest.mark.parametrize("enabled", [{}, {"enabled": True}])
def test_prices_what_is_done_on_the_way(enabled):
    destination = {
        "dataFormatConversionConfiguration": {"schemaConfiguration": {"databaseName": "logs"}, **enabled},
        "dynamicPartitioningConfiguration": {"enabled": True},
    }
    assert [key for _, key, _ in lines(made(FIREHOSE, extendedS3Configuration=destination))] == [
        "firehose.ingestion",
        "firehose.conversion",
        "firehose.partitioning",
    ]


def test_takes_nothing_for_a_conversion_that_is_turned_off():
    destination = {"dataFormatConversionConfiguration": {"enabled": False}}
    assert len(lines(made(FIREHOSE, extendedS3Configuration=destination))) == 1


@pytest.mark.parametrize("search", ["elasticsearch", "opensearch", "opensearchserverless"])
def test_prices_a_delivery_into_a_network(search):
    found = made(FIREHOSE, **{f"{search}Configuration": {"vpcConfig": {"subnetIds": ["subnet-1", "subnet-2"]}}})
    assert lines(found)[1:] == [
        ("delivery into 2 subnets", "firehose.vpc.hour", "1460"),
        ("data into the VPC", "firehose.vpc.data", GB),
    ]
