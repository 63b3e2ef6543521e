"""The pricer of logs..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

GROUP = "aws:cloudwatch/logGroup:LogGroup"
FLOWS = "aws:ec2/flowLog:FlowLog"
ZONE_LOG = "aws:route53/queryLog:QueryLog"
RESOLVER_LOG = "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig"
FIREWALL_LOG = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"
DELIVERY = "aws:cloudwatch/logDelivery:LogDelivery"
DESTINATION = "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination"
BUCKET = "aws:s3/bucket:Bucket"
STREAM = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"


MUCH = {"gbIngested": 20_000}


def flow_log(group, **inputs):
    return made(FLOWS, "flows", {"logDestination": group}, logDestination=UNKNOWN, **inputs)


def test_prices_what_is_written_kept_and_searched():
    # 2 GB a month, kept for a year of 12 months, compressed to 15 %.
    assert lines(made(GROUP, retentionInDays=365)) == [
        ("data ingested", "logs.ingestion.standard", "0.2 - 2 - 10"),
        ("storage", "logs.storage", "0.36 - 3.6 - 18"),
        ("data scanned by Insights queries", "logs.insights", "1 - 10 - 100"),
    ]


def test_says_what_the_storage_rests_on():
    stored = line(made(GROUP, retentionInDays=73), "logs.storage", usage={"gbIngested": 100})
    assert stored.assumption == "gbIngested 100, usage.yaml; compressed to 15 %, of 73 days"
    # 73 days are 2.4 months of 365 / 12 days.
    assert stored.quantity.expected == 36


@pytest.mark.parametrize("retention", [{}, {"retentionInDays": 0}])
def test_counts_a_year_of_what_is_kept_for_ever(retention):
    stored = line(made(GROUP, **retention), "logs.storage", usage={"gbIngested": 10})
    assert (stored.quantity.expected, stored.assumption) == (
        18,
        "gbIngested 10, usage.yaml; compressed to 15 %, of a year, as nothing expires",
    )


def test_takes_the_storage_that_a_usage_file_tells():
    stored = line(made(GROUP), "logs.storage", usage={"gbIngested": 10, "gbStored": 500})
    assert (stored.quantity.expected, stored.assumption) == (500, "gbStored 500, usage.yaml")


def test_prices_the_class_of_infrequent_access():
    group = made(GROUP, logGroupClass="INFREQUENT_ACCESS", retentionInDays=30)
    assert [key for _, key, _ in lines(group)] == ["logs.ingestion.infrequent-access", "logs.storage", "logs.insights"]


def test_prices_the_class_that_only_delivers():
    assert [key for _, key, _ in lines(made(GROUP, logGroupClass="DELIVERY"))] == ["logs.vended.s3"]


def test_does_not_guess_at_a_class_that_it_does_not_know():
    group = made(GROUP, logGroupClass="NEW")
    assert unpriced(group, missing={"logs.ingestion.new"}) == [
        ("data ingested", "no price of logs.ingestion.new in eu-west-1")
    ]


def test_says_that_an_unknown_retention_decides_on_the_storage():
    group = made(GROUP, retentionInDays=UNKNOWN)
    assert unpriced(group) == [("storage", "retentionInDays is known only after the deployment")]
    assert [key for _, key, _ in lines(group)] == ["logs.ingestion.standard", "logs.insights"]


def test_counts_flow_logs_with_the_flow_log_and_keeps_them_in_the_group():
    group = made(GROUP, "group", retentionInDays=365)
    flows = flow_log(group)
    assert lines(flows, group) == [("logs delivered", "logs.ingestion.standard", "5 - 20 - 100")]
    assert lines(group, flows) == [
        ("storage", "logs.storage", "9 - 36 - 180"),
        ("data scanned by Insights queries", "logs.insights", "1 - 10 - 100"),
    ]


def test_counts_what_else_is_written_to_the_group_of_a_flow_log_where_a_usage_file_tells_it():
    group = made(GROUP, "group", retentionInDays=365)
    assert lines(group, flow_log(group), usage={"gbIngested": 10})[:2] == [
        ("data ingested", "logs.ingestion.standard", "10"),
        # 15 to 110 GB a month, for 12 months, compressed.
        ("storage", "logs.storage", "27 - 54 - 198"),
    ]


def test_delivers_flow_logs_to_the_class_of_the_group():
    group = made(GROUP, "group", logGroupClass="INFREQUENT_ACCESS")
    assert [key for _, key, _ in lines(flow_log(group), group)] == ["logs.ingestion.infrequent-access"]
    assert [key for _, key, _ in lines(flow_log(group), group, usage=MUCH)] == ["logs.vended.infrequent-access"]


@pytest.mark.parametrize(("gigabytes", "key"), [(10_240, "logs.ingestion.standard"), (10_241, "logs.vended")])
def test_prices_flow_logs_as_other_logs_to_the_end_of_the_first_tier(gigabytes, key):
    group = made(GROUP, "group")
    assert [found for _, found, _ in lines(flow_log(group), group, usage={"gbIngested": gigabytes})] == [key]


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("cloud-watch-logs", "logs.vended"),
        ("s3", "logs.vended.s3"),
        ("kinesis-data-firehose", "logs.vended.firehose"),
    ],
)
def test_prices_flow_logs_by_where_they_go(kind, key):
    flows = made(FLOWS, logDestination=UNKNOWN, logDestinationType=kind)
    assert lines(flows, usage=MUCH) == [("logs delivered", key, "20000")]


def test_prices_the_conversion_of_flow_logs():
    flows = made(
        FLOWS,
        logDestination="arn:aws:s3:::logs",
        logDestinationType="s3",
        destinationOptions={"fileFormat": "parquet"},
    )
    assert [key for _, key, _ in lines(flows)] == ["logs.vended.s3", "logs.parquet"]


@pytest.mark.parametrize(
    ("type_", "path"),
    [(ZONE_LOG, "cloudwatchLogGroupArn"), (RESOLVER_LOG, "destinationArn"), (FIREWALL_LOG, "logDestinationConfigs")],
)
def test_prices_what_other_services_write_to_a_group(type_, path):
    group = made(GROUP, "group", retentionInDays=30)
    writer = made(type_, "writer", {path: group}, **{path: UNKNOWN})
    assert lines(writer, group, usage=MUCH) == [("logs delivered", "logs.vended", "20000")]
    assert [key for _, key, _ in lines(group, writer)] == ["logs.storage", "logs.insights"]


@pytest.mark.parametrize(("type_", "key"), [(BUCKET, "logs.vended.s3"), (STREAM, "logs.vended.firehose")])
def test_prices_logs_that_pass_a_group_by(type_, key):
    target = made(type_, "target")
    writer = made(RESOLVER_LOG, "writer", {"destinationArn": target}, destinationArn=UNKNOWN)
    assert [key for _, key, _ in lines(writer, target)] == [key]


@pytest.mark.parametrize(
    ("arn", "key"),
    [
        ("arn:aws:logs:eu-west-1:123456789012:log-group:aws-waf-logs-web", "logs.vended"),
        ("arn:aws:s3:::aws-waf-logs-web", "logs.vended.s3"),
        ("arn:aws:firehose:eu-west-1:123456789012:deliverystream/aws-waf-logs-web", "logs.vended.firehose"),
    ],
)
def test_reads_the_service_of_a_destination_that_is_not_in_the_stack(arn, key):
    assert [found for _, found, _ in lines(made(FIREWALL_LOG, logDestinationConfigs=[arn]), usage=MUCH)] == [key]


@pytest.mark.parametrize("destination", ["logs", "arn:aws:sqs:eu-west-1:123456789012:queue"])
def test_does_not_price_a_destination_that_is_none(destination):
    assert unpriced(made(RESOLVER_LOG, destinationArn=destination)) == [
        ("logs delivered", "destinationArn names no log group, bucket or stream")
    ]


def test_does_not_guess_at_an_unknown_destination():
    assert unpriced(made(RESOLVER_LOG, destinationArn=UNKNOWN)) == [
        ("resolver logs", "destinationArn is known only after the deployment")
    ]


@pytest.mark.parametrize(
    ("type_", "path"),
    [
        ("aws:apigateway/stage:Stage", "accessLogSettings"),
        ("aws:sfn/stateMachine:StateMachine", "loggingConfiguration"),
        ("aws:lambda/function:Function", "loggingConfig"),
    ],
)
def test_knows_by_a_reference_that_a_service_of_aws_writes_to_a_group(type_, path):
    group = made(GROUP, "group")
    writer = made(type_, "writer", {path: group}, **{path: {"destinationArn": UNKNOWN}})
    assert lines(group, writer, usage=MUCH)[0] == ("data ingested", "logs.vended", "20000")


@pytest.mark.parametrize("name", ["/aws/lambda/resize", "/aws/eks/main/cluster", "/aws/vendedlogs/states/orders"])
def test_knows_by_its_name_that_a_service_of_aws_writes_to_a_group(name):
    assert lines(made(GROUP, name=name), usage=MUCH)[0][1] == "logs.vended"


def test_takes_an_unknown_name_for_that_of_a_group_of_ones_own():
    assert lines(made(GROUP, name=UNKNOWN), usage=MUCH)[0][1] == "logs.ingestion.standard"


def test_prices_deliveries_by_their_destination():
    bucket = made(BUCKET, "bucket")
    destination = made(
        DESTINATION,
        "destination",
        {"deliveryDestinationConfiguration": bucket},
        deliveryDestinationConfiguration={"destinationResourceArn": UNKNOWN},
    )
    delivery = made(DELIVERY, "delivery", {"deliveryDestinationArn": destination}, deliveryDestinationArn=UNKNOWN)
    assert lines(delivery, destination, bucket) == [("logs delivered", "logs.vended.s3", "0.5 - 2 - 10")]
    assert unpriced(delivery) == [("logs delivered", "its destination is not in this stack")]


def test_prices_the_search_for_what_is_masked():
    policy = made("aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy")
    assert lines(policy) == [("data scanned for what to mask", "logs.data-protection", "0.2 - 2 - 10")]


@pytest.mark.parametrize(
    ("kind", "keys"), [("DATA_PROTECTION_POLICY", ["logs.data-protection"]), ("SUBSCRIPTION_FILTER_POLICY", [])]
)
def test_prices_the_search_of_all_groups_for_what_is_to_be_masked(kind, keys):
    policy = made("aws:cloudwatch/logAccountPolicy:LogAccountPolicy", policyType=kind)
    assert [key for _, key, _ in lines(policy)] == keys
