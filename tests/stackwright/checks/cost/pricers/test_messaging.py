"""The pricer of messages..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

QUEUE = "aws:sqs/queue:Queue"
TOPIC = "aws:sns/topic:Topic"
SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription"
BROKER = "aws:mq/broker:Broker"


@pytest.mark.parametrize(("fifo", "key"), [(False, "sqs.standard"), (True, "sqs.fifo")])
def test_prices_a_queue_by_its_kind(fifo, key):
    assert lines(made(QUEUE, fifoQueue=fifo)) == [("requests", key, "100000 - 1000000 - 10000000")]


def test_prices_what_is_published_to_a_topic():
    assert lines(made(TOPIC)) == [("requests", "sns.standard", "10000 - 100000 - 1000000")]


def test_prices_what_is_published_in_order_by_its_size_too():
    assert lines(made(TOPIC, fifoTopic=True)) == [
        ("messages published", "sns.fifo", "10000 - 100000 - 1000000"),
        ("data published", "sns.fifo.payload", "0.1 - 1 - 10"),
    ]


@pytest.mark.parametrize(
    ("protocol", "key"),
    [
        ("email", "sns.delivery.email"),
        ("email-json", "sns.delivery.email"),
        ("http", "sns.delivery.http"),
        ("https", "sns.delivery.http"),
        ("application", "sns.delivery.mobile"),
        ("firehose", "sns.delivery.firehose"),
    ],
)
def test_prices_deliveries_by_their_protocol(protocol, key):
    assert lines(made(SUBSCRIPTION, protocol=protocol)) == [(f"deliveries, {protocol}", key, "100 - 1000 - 100000")]


@pytest.mark.parametrize("protocol", ["sqs", "lambda"])
def test_takes_nothing_for_deliveries_to_queues_and_functions(protocol):
    topic = made(TOPIC, "topic")
    subscription = made(SUBSCRIPTION, "mine", {"topic": topic}, topic=UNKNOWN, protocol=protocol)
    assert lines(subscription, topic) == unpriced(subscription, topic) == []


def test_prices_deliveries_in_order():
    topic = made(TOPIC, "topic", fifoTopic=True)
    subscription = made(SUBSCRIPTION, "mine", {"topic": topic}, topic=UNKNOWN, protocol="sqs")
    assert lines(subscription, topic) == [
        ("deliveries in order", "sns.fifo.notifications", "100 - 1000 - 100000"),
        ("data delivered", "sns.fifo.notification-payload", "0.1 - 1 - 10"),
    ]


def test_does_not_price_text_messages():
    assert unpriced(made(SUBSCRIPTION, protocol="sms")) == [
        ("deliveries, sms", "the country and the carrier of the receiver decide")
    ]


@pytest.mark.parametrize(
    "type_",
    [
        "aws:ses/domainIdentity:DomainIdentity",
        "aws:ses/emailIdentity:EmailIdentity",
        "aws:sesv2/emailIdentity:EmailIdentity",
    ],
)
def test_prices_mail_with_the_identity_that_sends_it(type_):
    assert lines(made(type_)) == [("messages sent", "ses.emails", "1000 - 10000 - 100000")]


def test_prices_mail_that_is_received_and_addresses_of_ones_own():
    assert lines(made("aws:ses/receiptRule:ReceiptRule")) == [("messages received", "ses.emails", "100 - 1000 - 10000")]
    assert lines(made("aws:sesv2/dedicatedIpAssignment:DedicatedIpAssignment")) == [
        ("address of its own", "ses.dedicated-ip", "1")
    ]


@pytest.mark.parametrize(
    ("mode", "part"),
    [
        ({}, "single-instance"),
        ({"deploymentMode": "SINGLE_INSTANCE"}, "single-instance"),
        ({"deploymentMode": "ACTIVE_STANDBY_MULTI_AZ"}, "active-standby"),
        ({"deploymentMode": "CLUSTER_MULTI_AZ"}, "cluster"),
        ({"deploymentMode": "NEW"}, "new"),
    ],
)
def test_prices_a_broker_by_its_deployment(mode, part):
    broker = made(BROKER, engineType="RabbitMQ", hostInstanceType="mq.m5.large", **mode)
    assert lines(broker)[0] == (f"broker mq.m5.large, {part}", f"mq.rabbitmq.m5.large.{part}", "730")


@pytest.mark.parametrize(
    ("inputs", "kind"),
    [
        ({"engineType": "ActiveMQ"}, "efs"),
        ({"engineType": "ActiveMQ", "storageType": "ebs"}, "ebs"),
        ({"engineType": "RabbitMQ"}, "ebs"),
    ],
)
def test_prices_what_a_broker_keeps_by_its_storage(inputs, kind):
    kept = line(made(BROKER, hostInstanceType="mq.m5.large", **inputs), f"mq.storage.{kind}")
    assert (kept.label, kept.quantity.ends) == ("messages kept", (1, 5, 20))


@pytest.mark.parametrize(("mode", "count"), [("MANAGED", 1), ("STANDARD", 0), (None, 0)])
def test_names_addresses_that_ses_manages_as_not_priced(mode, count):
    found = [("managed addresses", "it is paid by the month and by the messages that its addresses send")]
    assert unpriced(made("aws:sesv2/dedicatedIpPool:DedicatedIpPool", scalingMode=mode)) == found[:count]
