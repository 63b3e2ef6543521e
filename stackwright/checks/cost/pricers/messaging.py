"""Prices messages: queues, topics and what they deliver, mail, and brokers of Amazon MQ."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote

_TOPIC = "aws:sns/topic:Topic"

# Protocol of a subscription -> key of what a delivery costs. Deliveries to SQS and Lambda are free of charge.
# https://aws.amazon.com/sns/pricing/
_DELIVERIES = {
    "application": "sns.delivery.mobile",
    "email": "sns.delivery.email",
    "email-json": "sns.delivery.email",
    "firehose": "sns.delivery.firehose",
    "http": "sns.delivery.http",
    "https": "sns.delivery.http",
}

# Deployment mode -> part of the key; the price is that of all brokers of the mode together.
_MODES = {
    "SINGLE_INSTANCE": "single-instance",
    "ACTIVE_STANDBY_MULTI_AZ": "active-standby",
    "CLUSTER_MULTI_AZ": "cluster",
}


def _queue(item: Item, quote: Quote) -> Iterator[Entry]:
    """Each 64 KB of a message is a request, and so is each call to receive and to delete."""
    kind = "fifo" if item.flag("fifoQueue") else "standard"
    yield quote.usage("requests", f"sqs.{kind}", "requests")


def _topic(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.flag("fifoTopic"):
        yield quote.usage("messages published", "sns.fifo", "requests")
        yield quote.usage("data published", "sns.fifo.payload", "gbPublished")
    else:
        yield quote.usage("requests", "sns.standard", "requests")


def _subscription(item: Item, quote: Quote) -> Iterator[Entry]:
    protocol = item.text("protocol")
    if protocol == "sms":
        yield quote.unpriced("the country and the carrier of the receiver decide", "deliveries, sms")
    elif protocol in _DELIVERIES:
        yield quote.usage(f"deliveries, {protocol}", _DELIVERIES[protocol], "deliveries")


def _ordered(item: Item, quote: Quote) -> Iterator[Entry]:
    """A FIFO topic is paid for each delivery, and for the data again with each of its subscriptions."""
    topic = quote.world.target(item, "topic", _TOPIC)
    if topic and topic.flag("fifoTopic"):
        published = quote.assumed.reading(topic, "gbPublished")
        yield quote.usage("deliveries in order", "sns.fifo.notifications", "deliveries")
        yield quote.used("data delivered", "sns.fifo.notification-payload", published.quantity, published.origin)


def _mail(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("messages sent", "ses.emails", "messages")


def _received(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("messages received", "ses.emails", "messages")


def _dedicated_address(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.monthly("address of its own", "ses.dedicated-ip")


def _managed_pool(item: Item, quote: Quote) -> Iterator[Entry]:
    """Addresses of a standard pool are paid one by one. Source: https://aws.amazon.com/ses/pricing/."""
    if item.text("scalingMode", "STANDARD") == "MANAGED":
        yield quote.unpriced("it is paid by the month and by the messages that its addresses send", "managed addresses")


def _broker(item: Item, quote: Quote) -> Iterator[Entry]:
    engine, size = item.text("engineType").lower(), item.text("hostInstanceType").removeprefix("mq.")
    mode = item.text("deploymentMode", "SINGLE_INSTANCE")
    shown = _MODES.get(mode, mode.lower())
    yield quote.hourly(f"broker mq.{size}, {shown}", f"mq.{engine}.{size}.{shown}")


def _broker_storage(item: Item, quote: Quote) -> Iterator[Entry]:
    """ActiveMQ keeps its messages on EFS unless it is told otherwise, RabbitMQ on EBS."""
    kind = item.text("storageType", "efs" if item.text("engineType").lower() == "activemq" else "ebs").lower()
    yield quote.usage("messages kept", f"mq.storage.{kind}", "gbStored")


PRICERS: Pricers = {
    "aws:mq/broker:Broker": (_broker, _broker_storage),
    "aws:ses/domainIdentity:DomainIdentity": (_mail,),
    "aws:ses/emailIdentity:EmailIdentity": (_mail,),
    "aws:ses/receiptRule:ReceiptRule": (_received,),
    "aws:sesv2/dedicatedIpAssignment:DedicatedIpAssignment": (_dedicated_address,),
    "aws:sesv2/dedicatedIpPool:DedicatedIpPool": (_managed_pool,),
    "aws:sesv2/emailIdentity:EmailIdentity": (_mail,),
    _TOPIC: (_topic,),
    "aws:sns/topicSubscription:TopicSubscription": (_subscription, _ordered),
    "aws:sqs/queue:Queue": (_queue,),
}
