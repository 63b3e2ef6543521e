"""Prices streams: Kinesis by shards or on demand, its consumers, and delivery streams of Firehose."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote

_STREAM = "aws:kinesis/stream:Stream"

# What a shard keeps for a day is in its price; to a week it costs by the shard, later by the GB.
# https://aws.amazon.com/kinesis/data-streams/pricing/
_DAY, _WEEK = 24, 168


def _stream(item: Item, quote: Quote) -> Iterator[Entry]:
    if _on_demand(item):
        yield quote.hourly("stream, on demand", "kinesis.on-demand.stream")
        yield quote.usage("data written", "kinesis.on-demand.ingestion", "gbIngested")
        yield quote.usage("data read", "kinesis.on-demand.retrieval", "gbRetrieved")
    else:
        shards = item.number("shardCount", 1)
        yield quote.hourly(f"{shards} shard{'' if shards == 1 else 's'}", "kinesis.shard", shards)
        yield quote.usage("records written", "kinesis.put", "puts")


def _retention(item: Item, quote: Quote) -> Iterator[Entry]:
    hours = item.number("retentionPeriod", _DAY)
    if hours > _DAY and not _on_demand(item):
        yield quote.hourly(
            f"kept {min(hours, _WEEK)} hours", "kinesis.retention.extended", item.number("shardCount", 1)
        )
    elif hours > _DAY:
        yield quote.usage(f"kept {min(hours, _WEEK)} hours", "kinesis.on-demand.retention.extended", "gbKept")
    if hours > _WEEK:
        yield quote.usage(f"kept {hours} hours", "kinesis.retention.long", "gbKept")


def _metrics(item: Item, quote: Quote) -> Iterator[Entry]:
    """Metrics of each shard are custom metrics."""
    count = item.count("shardLevelMetrics")
    if count and not _on_demand(item):
        shards = item.number("shardCount", 1)
        yield quote.monthly(f"{count} metrics of each shard", "cloudwatch.metric", count * shards)


def _on_demand(stream: Item) -> bool:
    return stream.text("streamModeDetails.streamMode", "PROVISIONED") == "ON_DEMAND"


def _consumer(item: Item, quote: Quote) -> Iterator[Entry]:
    stream = quote.world.target(item, "streamArn", _STREAM)
    if stream is None:
        yield quote.unpriced("its stream is not in this stack", "fan-out")
    elif _on_demand(stream):
        yield quote.usage("data read by fan-out", "kinesis.on-demand.fan-out", "gbRetrieved")
    else:
        yield quote.hourly("fan-out", "kinesis.fan-out", stream.number("shardCount", 1))
        yield quote.usage("data read by fan-out", "kinesis.fan-out.data", "gbRetrieved")


def _delivery(item: Item, quote: Quote) -> Iterator[Entry]:
    """Each record counts as 5 KB at least: the meter is what is billed."""
    yield quote.usage("data taken in", "firehose.ingestion", "gbIngested")
    destination = item.section("extendedS3Configuration")
    conversion = destination.section("dataFormatConversionConfiguration")
    if conversion.values and conversion.flag("enabled", True):
        yield quote.usage("conversion of the format", "firehose.conversion", "gbIngested")
    if destination.flag("dynamicPartitioningConfiguration.enabled"):
        yield quote.usage("partitioning", "firehose.partitioning", "gbIngested")


def _private_delivery(item: Item, quote: Quote) -> Iterator[Entry]:
    """A destination within a VPC costs by the hour in each subnet, and by what goes there."""
    for search in ("elasticsearchConfiguration", "opensearchConfiguration", "opensearchserverlessConfiguration"):
        subnets = item.count(f"{search}.vpcConfig.subnetIds")
        if subnets:
            yield quote.hourly(f"delivery into {subnets} subnets", "firehose.vpc.hour", subnets)
            yield quote.usage("data into the VPC", "firehose.vpc.data", "gbIngested")


PRICERS: Pricers = {
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": (_delivery, _private_delivery),
    _STREAM: (_stream, _retention, _metrics),
    "aws:kinesis/streamConsumer:StreamConsumer": (_consumer,),
}
