"""The rows of an offer that are prices this project uses..."""

from __future__ import annotations

from decimal import Decimal

import pytest

from stackwright.errors import UserError
from stackwright.pricing.matching import found
from stackwright.pricing.meters import ANY_REGION, meters
from stackwright.pricing.offer import Offer

NAT = {"SKU": "N", "PricePerUnit": "0.045", "Product Family": "NAT Gateway", "usageType": "NatGateway-Hours"}


def prices(lines, offer, region="us-east-1"):
    rows = found(Offer(lines, "https://aws.test"), meters(region)[offer], region)
    return sorted((one.key, one.rate.start, one.rate.usd) for one in rows)


def flat(lines, offer, region="us-east-1"):
    return {key: str(usd.normalize()) for key, _, usd in prices(lines, offer, region)}


def test_are_found_for_ec2(recorded):
    assert flat(recorded("AmazonEC2"), "AmazonEC2") == {
        "backup.ebs": "0.05",
        "ebs.gp3.iops": "0.005",
        "ebs.gp3.storage": "0.08",
        "ebs.gp3.throughput": "40.96",
        "ebs.io1.storage": "0.125",
        "ebs.io2.iops": "0.065",
        "ebs.snapshot": "0.05",
        "ebs.snapshot-archive": "0.0125",
        "ec2.c7g.xlarge": "0.145",
        "ec2.m7g.large": "0.0816",
        "ec2.m7g.metal": "2.6112",
        "ec2.m7i.large": "0.1008",
        "ec2.m7i.large.windows": "0.1928",
        "ec2.m8g.large": "0.08976",
        "ec2.t4g.medium": "0.0336",
        "ec2.t4g.medium.reserved.1y.no-upfront": "0.021",
        "ec2.t4g.medium.reserved.3y.no-upfront": "0.0144",
        "nat-gateway.data": "0.045",
        "nat-gateway.hour": "0.045",
        "nat-gateway.regional.hour": "0.045",
    }


def test_are_found_where_usage_types_begin_with_the_region(recorded):
    assert flat(recorded("AmazonEC2", "eu-west-1"), "AmazonEC2", "eu-west-1") == {
        "ebs.gp3.storage": "0.088",
        "ec2.m7g.large": "0.091",
        "ec2.t4g.medium": "0.0368",
        "ec2.t4g.medium.reserved.1y.no-upfront": "0.0231",
        "nat-gateway.data": "0.048",
        "nat-gateway.hour": "0.048",
    }


def test_are_found_for_rds_and_aurora(recorded):
    assert flat(recorded("AmazonRDS"), "AmazonRDS") == {
        "aurora.acu.standard": "0.12",
        "aurora.backup": "0.021",
        "aurora.io": "2E-7",
        "aurora.postgresql.r6g.large": "0.26",
        "aurora.postgresql.r6g.large.io-optimized": "0.338",
        "aurora.storage.standard": "0.1",
        "backup.aurora": "0.021",
        "backup.rds": "0.095",
        "rds.backup": "0.095",
        "rds.extended-support.year-1-2": "0.1",
        "rds.extended-support.year-3": "0.2",
        "rds.iops.gp3.single-az": "0.02",
        "rds.iops.io1.single-az": "0.1",
        "rds.mariadb.t4g.medium.single-az": "0.065",
        "rds.mysql.t4g.medium.multi-az": "0.129",
        "rds.mysql.t4g.medium.single-az": "0.065",
        "rds.postgresql.m8g.large.single-az": "0.168",
        "rds.postgresql.t4g.medium.multi-az": "0.129",
        "rds.postgresql.t4g.medium.multi-az.reserved.1y.no-upfront": "0.0903",
        "rds.postgresql.t4g.medium.single-az": "0.065",
        "rds.postgresql.t4g.medium.single-az.reserved.1y.no-upfront": "0.0455",
        "rds.proxy.vcpu": "0.015",
        "rds.storage.gp2.single-az": "0.115",
        "rds.storage.gp3.multi-az": "0.23",
        "rds.storage.gp3.single-az": "0.115",
        "rds.storage.io1.single-az": "0.125",
    }


def test_are_found_for_fargate(recorded):
    assert flat(recorded("AmazonECS", "eu-west-1"), "AmazonECS", "eu-west-1") == {
        "fargate.arm64.memory": "0.00356",
        "fargate.arm64.vcpu": "0.03238",
        "fargate.x86.memory": "0.004445",
        "fargate.x86.vcpu": "0.04048",
    }


def test_are_found_for_vpcs(recorded):
    assert prices(recorded("AmazonVPC"), "AmazonVPC") == [
        ("vpc.endpoint.data", Decimal(0), Decimal("0.01")),
        ("vpc.endpoint.data", Decimal(1048576), Decimal("0.006")),
        ("vpc.endpoint.data", Decimal(5242880), Decimal("0.004")),
        ("vpc.endpoint.hour", Decimal(0), Decimal("0.01")),
        ("vpc.gateway-load-balancer-endpoint.data", Decimal(0), Decimal("0.0035")),
        ("vpc.gateway-load-balancer-endpoint.hour", Decimal(0), Decimal("0.01")),
        ("vpc.public-ipv4", Decimal(0), Decimal("0.005")),
        ("vpc.transit-gateway.data", Decimal(0), Decimal("0.02")),
        ("vpc.transit-gateway.hour", Decimal(0), Decimal("0.05")),
        ("vpn.client.association.hour", Decimal(0), Decimal("0.1")),
        ("vpn.client.connection.hour", Decimal(0), Decimal("0.05")),
    ]


def test_are_found_for_load_balancers(recorded):
    assert flat(recorded("AWSELB"), "AWSELB") == {
        "elb.application.hour": "0.0225",
        "elb.application.lcu": "0.008",
        "elb.classic.data": "0.008",
        "elb.classic.hour": "0.025",
        "elb.gateway.glcu": "0.004",
        "elb.gateway.hour": "0.0125",
        "elb.network.hour": "0.0225",
        "elb.network.nlcu": "0.006",
    }


def test_are_found_for_cloudwatch(recorded):
    assert prices(recorded("AmazonCloudWatch"), "AmazonCloudWatch") == [
        ("cloudwatch.alarm.composite", Decimal(0), Decimal("0.5")),
        ("cloudwatch.alarm.high-resolution", Decimal(0), Decimal("0.3")),
        ("cloudwatch.alarm.standard", Decimal(0), Decimal("0.1")),
        ("cloudwatch.metric", Decimal(0), Decimal("0.3")),
        ("cloudwatch.metric", Decimal(10000), Decimal("0.1")),
        ("cloudwatch.metric", Decimal(250000), Decimal("0.05")),
        ("cloudwatch.metric", Decimal(1000000), Decimal("0.02")),
        ("logs.ingestion.infrequent-access", Decimal(0), Decimal("0.25")),
        ("logs.ingestion.standard", Decimal(0), Decimal("0.5")),
        ("logs.insights", Decimal(0), Decimal("0.005")),
        ("logs.storage", Decimal(0), Decimal("0.03")),
        ("logs.vended", Decimal(0), Decimal("0.5")),
        ("logs.vended", Decimal(10240), Decimal("0.25")),
        ("logs.vended", Decimal(30720), Decimal("0.1")),
        ("logs.vended", Decimal(51200), Decimal("0.05")),
    ]


def test_are_found_for_s3(recorded):
    assert prices(recorded("AmazonS3"), "AmazonS3") == [
        ("s3.glacier-instant.storage", Decimal(0), Decimal("0.004")),
        ("s3.intelligent-tiering.deep-archive.storage", Decimal(0), Decimal("0.00099")),
        ("s3.intelligent-tiering.monitoring", Decimal(0), Decimal("0.0000025")),
        ("s3.one-zone-ia.storage", Decimal(0), Decimal("0.01")),
        ("s3.requests.get", Decimal(0), Decimal("0.0000004")),
        ("s3.requests.put", Decimal(0), Decimal("0.000005")),
        ("s3.standard-ia.storage", Decimal(0), Decimal("0.0125")),
        ("s3.standard.storage", Decimal(0), Decimal("0.023")),
        ("s3.standard.storage", Decimal(51200), Decimal("0.022")),
        ("s3.standard.storage", Decimal(512000), Decimal("0.021")),
    ]


def test_are_found_for_lambda(recorded):
    assert prices(recorded("AWSLambda"), "AWSLambda") == [
        ("lambda.duration.arm64", Decimal(0), Decimal("0.0000133334")),
        ("lambda.duration.arm64", Decimal(7500000000), Decimal("0.0000120001")),
        ("lambda.duration.arm64", Decimal(18750000000), Decimal("0.0000106667")),
        ("lambda.duration.x86", Decimal(0), Decimal("0.0000166667")),
        ("lambda.duration.x86", Decimal(6000000000), Decimal("0.000015")),
        ("lambda.duration.x86", Decimal(15000000000), Decimal("0.0000133334")),
        ("lambda.requests", Decimal(0), Decimal("0.0000002")),
        ("lambda.storage", Decimal(0), Decimal("0.0000000309")),
    ]


def test_are_found_for_elasticache(recorded):
    found_prices = flat(recorded("AmazonElastiCache"), "AmazonElastiCache")
    assert len(found_prices) == 16
    assert found_prices["elasticache.valkey.r7g.large"] == "0.1752"
    assert found_prices["elasticache.redis.r7g.large"] == "0.219"
    assert found_prices["elasticache.serverless.valkey.ecpu"] == "2.3E-9"


def test_are_found_for_data_transfer(recorded):
    assert flat(recorded("AWSDataTransfer"), "AWSDataTransfer") == {
        "data-transfer.inter-az": "0.01",
        "data-transfer.inter-region.eu-west-1": "0.02",
        "data-transfer.inter-region.us-east-2": "0.01",
        "data-transfer.inter-region.us-west-2": "0.02",
        "data-transfer.internet": "0.05",
    }


def test_are_found_for_dynamodb_where_two_products_store_the_same(recorded):
    assert flat(recorded("AmazonDynamoDB"), "AmazonDynamoDB") == {
        "backup.restore.dynamodb": "0.15",
        "dynamodb.backup": "0.1",
        "dynamodb.on-demand.read": "1.25E-7",
        "dynamodb.on-demand.write": "6.25E-7",
        "dynamodb.pitr": "0.2",
        "dynamodb.provisioned.rcu": "0.00013",
        "dynamodb.provisioned.wcu": "0.00065",
        "dynamodb.restore": "0.15",
        "dynamodb.storage.standard": "0.25",
        "dynamodb.storage.standard-ia": "0.1",
        "dynamodb.streams": "2E-7",
    }


def test_are_found_for_queues(recorded):
    found_prices = prices(recorded("AWSQueueService"), "AWSQueueService")
    assert [(key, usd) for key, start, usd in found_prices if not start] == [
        ("sqs.fifo", Decimal("0.0000005")),
        ("sqs.standard", Decimal("0.0000004")),
    ]
    assert len(found_prices) == 6


def test_are_found_for_services_without_a_region(recorded):
    def first(offer):
        lines = prices(recorded(offer, ANY_REGION), offer, ANY_REGION)
        return {key: str(usd.normalize()) for key, start, usd in lines if not start}

    assert first("AmazonRoute53") == {
        "route53.health-check.aws": "0",
        "route53.health-check.feature.aws": "1",
        "route53.health-check.other": "0.75",
        "route53.queries.geo": "7E-7",
        "route53.queries.latency": "6E-7",
        "route53.queries.standard": "4E-7",
        "route53.zone": "0.5",
    }
    assert first("AmazonCloudFront") == {
        "cloudfront.data.asia": "0.12",
        "cloudfront.data.europe": "0.085",
        "cloudfront.data.origin.us": "0.02",
        "cloudfront.data.us": "0.085",
        "cloudfront.functions": "0",
        "cloudfront.invalidation": "0",
        "cloudfront.requests.https.asia": "0.0000012",
        "cloudfront.requests.https.europe": "0.0000012",
        "cloudfront.requests.https.us": "0.000001",
    }


def test_are_found_as_the_offer_is_read(made):
    read = []

    def lines():
        for line in made(*[NAT] * 50):
            read.append(line)
            yield line

    rows = found(Offer(lines(), "https://aws.test"), meters("us-east-1")["AmazonEC2"], "us-east-1")
    next(rows)
    assert len(read) == 7
    next(rows)
    assert len(read) == 8


def test_are_of_the_region_and_not_of_its_local_zones(made):
    lines = made({**NAT, "Region Code": "us-east-1-bos-1"}, {**NAT, "Region Code": "us-east-1"})
    assert len(prices(lines, "AmazonEC2")) == 1


def test_may_name_no_region(made):
    assert len(prices(made({**NAT, "Region Code": ""}), "AmazonEC2")) == 1
    zone = {"SKU": "Z", "PricePerUnit": "0.5", "Product Family": "DNS Zone", "usageType": "HostedZone"}
    assert flat(made({**zone, "Region Code": "x"}), "AmazonRoute53", ANY_REGION) == {"route53.zone": "0.5"}


def test_are_none_where_the_offer_lacks_a_column_they_are_known_by(made):
    row = {key: cell for key, cell in NAT.items() if key != "usageType"}
    assert prices(made(row), "AmazonEC2") == []


def test_need_no_column_for_a_cell_that_must_be_empty(made):
    row = {
        "SKU": "D",
        "PricePerUnit": "0.065",
        "Product Family": "Database Instance",
        "Database Engine": "MySQL",
        "Deployment Option": "Single-AZ",
        "License Model": "No license required",
        "usageType": "InstanceUsage:db.t4g.medium",
    }
    assert flat(made(row), "AmazonRDS") == {"rds.mysql.t4g.medium.single-az": "0.065"}
    assert flat(made({**row, "Deployment Model": "Custom"}), "AmazonRDS") == {}


def test_are_refused_in_another_currency(made):
    with pytest.raises(UserError, match=r"expected USD, found CNY"):
        prices(made({**NAT, "Currency": "CNY"}), "AmazonEC2")


def test_may_be_next_to_others_in_another_currency(made):
    assert len(prices(made({**NAT, "Currency": "CNY", "usageType": "Other"}, NAT), "AmazonEC2")) == 1
