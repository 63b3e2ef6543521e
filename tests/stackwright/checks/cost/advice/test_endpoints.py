"""Advice to add endpoints to a VPC"""

from __future__ import annotations

from decimal import Decimal

import pytest

from stackwright.checks.cost.advice.endpoints import ADVISERS
from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.advice.advising import a_month, advised, given, make, proposed
from tests.stackwright.checks.cost.advice.test_nat import network

ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
LOGS = make("aws:cloudwatch/logGroup:LogGroup", "logs", {"retentionInDays": 1})
TABLE = make("aws:dynamodb/table:Table", "orders", {"billingMode": "PAY_PER_REQUEST"})


def use(gb):
    return given(
        nat_a={"gbProcessed": gb, "gbOut": 0}, nat_b={"gbProcessed": 0}, logs={"gbIngested": 0, "gbScanned": 0}
    )


def endpoint(vpc, service, **more):
    name = f"com.amazonaws.us-east-1.{service}" if service is not UNKNOWN else UNKNOWN
    return make(ENDPOINT, "there", {"serviceName": name, "vpcEndpointType": "Gateway", **more}, refs={"vpcId": vpc})


def kinds(found):
    return [one.id for one in found]


def test_is_free_for_objects_that_are_a_part_of_the_data():
    (found,) = advised(ADVISERS, *network("a"), files=[use(1000)])
    assert found.id == "endpoint-s3"
    assert found.saving.expected == Decimal("9.00")  # 20 % of 1,000 GB at 0.045 USD
    assert found.what == (
        "add a gateway endpoint, which is free, for s3 (serviceName com.amazonaws.us-east-1.s3): 20 % of the data of"
        " its NAT gateways is taken to be layers of images and objects"
    )


def test_is_for_tables_where_there_are_any():
    found = advised(ADVISERS, *network("a"), TABLE, files=[use(1000)])
    assert {one.id: one.saving.expected for one in found} == {
        "endpoint-s3": Decimal("9.00"),
        "endpoint-dynamodb": Decimal("4.50"),
    }


def test_is_worth_an_interface_where_it_carries_enough():
    little = advised(ADVISERS, *network("ab"), LOGS, files=[use(1000)])
    assert "endpoint-logs" not in kinds(little)
    found = {one.id: one for one in advised(ADVISERS, *network("ab"), LOGS, files=[use(10_000)])}
    # 2,000 GB at 0.045 in place of 0.01 USD, and an interface in each of two zones
    assert found["endpoint-logs"].saving.expected == 2000 * Decimal("0.035") - a_month("0.01", 2)
    assert "an interface endpoint in 2 zones" in found["endpoint-logs"].what


def test_is_not_given_for_what_there_is():
    items = network("a")
    assert proposed(ADVISERS, *items, endpoint(items[0], "s3")) == []
    assert kinds(proposed(ADVISERS, *items, TABLE, endpoint(items[0], "s3"))) == ["endpoint-dynamodb"]


def test_is_not_given_where_it_is_not_known_what_there_is():
    items = network("a")
    assert proposed(ADVISERS, *items, endpoint(items[0], UNKNOWN)) == []


def test_is_not_given_without_a_gateway():
    assert proposed(ADVISERS, *network("")) == []


@pytest.mark.parametrize("profile", ["development", "production"])
def test_is_given_in_every_profile(profile):
    assert kinds(proposed(ADVISERS, *network("a"), profile=profile)) == ["endpoint-s3"]


def test_needs_the_zones_of_the_subnets_for_interfaces():
    items = network("a")
    items[1] = make(items[1].type, items[1].name, {}, refs={"vpcId": items[0]})
    assert kinds(proposed(ADVISERS, *items, LOGS)) == ["endpoint-s3"]
