"""Prices logs: what is written to a group, what it keeps, what is searched, and what services send past a group."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from decimal import Decimal

from ....data import tables
from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import MONTHS, Range
from ..quote import Quote
from ..values import Undecided
from ..world import World

_GROUP = "aws:cloudwatch/logGroup:LogGroup"
_BUCKET = "aws:s3/bucket:Bucket"
_FIREHOSE = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"

# Ten days of a year's 365 are 10 / (365 / 12) months.
_DAYS = Decimal(365) / MONTHS
# AWS bills the compressed size and takes 15 % of what is ingested in its own calculator (calculator.aws, CloudWatch).
_COMPRESSED = Decimal("0.15")

_CLASSES = {"STANDARD": "logs.ingestion.standard", "INFREQUENT_ACCESS": "logs.ingestion.infrequent-access"}
# The class DELIVERY hands on to a bucket or a stream what AWS's own services log, and keeps it for a day at no charge:
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html
_DELIVERY = "DELIVERY"
_VENDED = {
    "STANDARD": "logs.vended",
    "INFREQUENT_ACCESS": "logs.vended.infrequent-access",
    _DELIVERY: "logs.vended.s3",
}
# Above so many GB a month what AWS's own services log costs less. https://aws.amazon.com/cloudwatch/pricing/
_STEP = 10_240
_FIRST_TIER = {_VENDED[class_]: key for class_, key in _CLASSES.items()}
_SERVICES = {"logs": "logs.vended", "s3": "logs.vended.s3", "firehose": "logs.vended.firehose"}


def _ingestion(item: Item, quote: Quote) -> Iterator[Entry]:
    """What a flow log or another writer with a meter of its own sends is counted with that writer."""
    if _metered(item, quote.world) and not quote.given("gbIngested"):
        return
    yield quote.usage("data ingested", _first_tier(_ingestion_key(item, quote.world), quote), "gbIngested")


def _storage(item: Item, quote: Quote) -> Iterator[Entry]:
    given = quote.given("gbStored")
    if given:
        yield quote.used("storage", "logs.storage", given.quantity, given.origin)
    elif item.text("logGroupClass") != _DELIVERY:
        # 0, the default, keeps for ever: what a year leaves behind is counted.
        days = item.number("retentionInDays")
        kept = f"{days} days" if days else "a year, as nothing expires"
        ingested, origin = _ingested(item, quote)
        quantity = ingested * ((days / _DAYS if days else Decimal(MONTHS)) * _COMPRESSED)
        yield quote.used("storage", "logs.storage", quantity, f"{origin}; compressed to 15 %, of {kept}")


def _searches(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.text("logGroupClass") != _DELIVERY:
        yield quote.usage("data scanned by Insights queries", "logs.insights", "gbScanned")


def _ingestion_key(item: Item, world: World) -> str:
    class_ = item.text("logGroupClass", "STANDARD")
    vended = class_ == _DELIVERY or _is_vended(item, world)
    return (_VENDED if vended else _CLASSES).get(class_, f"logs.ingestion.{class_.lower()}")


def _first_tier(key: str, quote: Quote) -> str:
    """Return *key*, or for the first tier that of ordinary logs: the same price, known of more Regions."""
    return _FIRST_TIER.get(key, key) if quote.meter("gbIngested").quantity.high <= _STEP else key


def _ingested(item: Item, quote: Quote) -> tuple[Range, str]:
    """Return the GB a month that a group takes in, from all that write to it, and what that rests on."""
    writers = _metered(item, quote.world)
    readings = [quote.assumed.reading(writer, "gbIngested") for writer in writers]
    if not writers or quote.given("gbIngested"):
        readings.append(quote.meter("gbIngested"))
    return Range.total(each.quantity for each in readings), ", ".join(dict.fromkeys(each.origin for each in readings))


def _metered(group: Item, world: World) -> list[Item]:
    """Return what writes to *group* and has a meter of its own for that."""
    return [writer for row in _writers() if row["meter"] for writer in world.referrers(group, row["type"], row["path"])]


def _is_vended(group: Item, world: World) -> bool:
    """Return whether one of AWS's services writes to *group*: by reference, or by a name that is kept for that."""
    if any(world.referrers(group, row["type"], row["path"]) for row in _writers() if row["path"]):
        return True
    try:
        name = group.text("name")
    except Undecided:
        return False
    return any(name.startswith(row["prefix"]) for row in _writers() if row["prefix"])


@functools.cache
def _writers() -> tuple[dict[str, str], ...]:
    return tuple(tables.rows("vended_logs"))


def _flow_logs(item: Item, quote: Quote) -> Iterator[Entry]:
    types = {"cloud-watch-logs": "logs", "s3": "s3", "kinesis-data-firehose": "firehose"}
    service = types.get(item.text("logDestinationType", "cloud-watch-logs"), "")
    yield from _delivered(item, quote, "logDestination", service)
    if item.text("destinationOptions.fileFormat") == "parquet":
        yield quote.usage("conversion to Parquet", "logs.parquet", "gbIngested")


def _firewall_logs(item: Item, quote: Quote) -> Iterator[Entry]:
    yield from _delivered(item, quote, "logDestinationConfigs")


def _zone_logs(item: Item, quote: Quote) -> Iterator[Entry]:
    yield from _delivered(item, quote, "cloudwatchLogGroupArn", "logs")


def _resolver_logs(item: Item, quote: Quote) -> Iterator[Entry]:
    yield from _delivered(item, quote, "destinationArn")


def _deliveries(item: Item, quote: Quote) -> Iterator[Entry]:
    destination = quote.world.target(
        item, "deliveryDestinationArn", "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination"
    )
    if destination is None:
        yield quote.unpriced("its destination is not in this stack", "logs delivered")
        return
    yield from _delivered(item, quote, "deliveryDestinationConfiguration.destinationResourceArn", source=destination)


def _delivered(item: Item, quote: Quote, path: str, service: str = "", source: Item | None = None) -> Iterator[Entry]:
    """Price what *item* sends to where *path* of *source* points; *service* is that of the ARN, if it is known."""
    source = source or item
    group = quote.world.target(source, path, _GROUP)
    if group:
        key = _VENDED[group.text("logGroupClass", "STANDARD")]
        yield quote.usage("logs delivered", _first_tier(key, quote), "gbIngested")
        return
    if quote.world.target(source, path, _BUCKET):
        service = "s3"
    elif quote.world.target(source, path, _FIREHOSE):
        service = "firehose"
    service = service or next((text.split(":")[2] for text in source.texts(path) if text.startswith("arn:")), "")
    if service in _SERVICES:
        yield quote.usage("logs delivered", _first_tier(_SERVICES[service], quote), "gbIngested")
    else:
        yield quote.unpriced(f"{path} names no log group, bucket or stream", "logs delivered")


def _account_policy(item: Item, quote: Quote) -> Iterator[Entry]:
    """Of what an account can say of all its log groups, the search for what is to be masked is paid."""
    if item.text("policyType") == "DATA_PROTECTION_POLICY":
        yield from _masking(item, quote)


def _masking(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("data scanned for what to mask", "logs.data-protection", "gbScanned")


PRICERS: Pricers = {
    _GROUP: (_ingestion, _storage, _searches),
    "aws:cloudwatch/logAccountPolicy:LogAccountPolicy": (_account_policy,),
    "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy": (_masking,),
    "aws:cloudwatch/logDelivery:LogDelivery": (_deliveries,),
    "aws:ec2/flowLog:FlowLog": (_flow_logs,),
    "aws:route53/queryLog:QueryLog": (_zone_logs,),
    "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig": (_resolver_logs,),
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": (_firewall_logs,),
}
