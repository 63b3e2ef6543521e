"""Which rows of an offer are the price of a key..."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.data.tables import rows
from stackwright.pricing.meters import ANY_REGION, Meter, meters, pattern

ROOT = Path(__file__).parents[3]


def of(key: str, region: str = "us-east-1") -> Meter:
    (found,) = (meter for each in meters(region).values() for meter in each if meter.key == key)
    return found


@pytest.mark.parametrize(
    ("value", "cells", "others"),
    [
        ("NAT Gateway", ["NAT Gateway"], ["", "NAT gateway", "NAT Gateways"]),
        ("Compute|Serverless", ["Compute", "Serverless"], ["", "ComputeServerless"]),
        ("OnDemand|", ["OnDemand", ""], ["CapacityBlock"]),
        ("", [""], ["x"]),
        ("*Function*", ["CloudFront Function", "Function"], ["CloudFront"]),
        ("{region}", ["eu-west-1"], ["eu-west-2", ""]),
        ("a.b (c)", ["a.b (c)"], ["axb (c)"]),
    ],
)
def test_are_said_by_what_their_cells_hold(value, cells, others):
    expected = pattern(value, "eu-west-1")
    assert [cell for cell in (*cells, *others) if expected.fullmatch(cell)] == cells


@pytest.mark.parametrize("prefix", ["", "EU-", "EUW1-", "APS1-", "UGW1-", "eu-west-1-"])
def test_may_begin_with_their_region(prefix):
    assert pattern("~LCUUsage", "eu-west-1").fullmatch(f"{prefix}LCUUsage")


@pytest.mark.parametrize("prefix", ["Outposts-", "Reserved", "TS-", "IA-", "Global-", "EUW1-TS-", "eu-west-2-", "-"])
def test_may_begin_with_nothing_else(prefix):
    assert not pattern("~LCUUsage", "eu-west-1").fullmatch(f"{prefix}LCUUsage")


def test_may_be_of_either_of_two_usage_types_in_any_region():
    expected = pattern("~Requests-Tier1|~Requests-RBP", "us-east-1")
    assert all(expected.fullmatch(each) for each in ("Requests-RBP", "EU-Requests-Tier1", "Requests-Tier1"))
    assert not expected.fullmatch("Requests-FIFO-RBP")


@given(st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z]+)?\.[a-z0-9]{1,10}", fullmatch=True))
def test_may_be_a_whole_family_whose_name_the_key_holds(name):
    match = pattern("~BoxUsage:{type}", "eu-west-1").fullmatch(f"EU-BoxUsage:{name}")
    meter = of("ec2.{type}")
    assert match
    assert meter.named(match.groupdict()) == (f"ec2.{name}", name)
    assert meter.covers(f"ec2.{name}")


def test_hold_names_in_lower_case_in_keys_and_as_aws_writes_them_in_words():
    assert of("ec2.{type}.windows").named({"type": "M7i.Large"}) == ("ec2.m7i.large.windows", "M7i.Large Windows")


def test_are_on_demand_where_nothing_else_is_said():
    assert of("nat-gateway.hour").where == (
        ("TermType", "OnDemand"),
        ("Product Family", "NAT Gateway"),
        ("usageType", "~NatGateway-Hours"),
    )
    assert dict(of("ec2.{type}.reserved.3y.no-upfront").where)["TermType"] == "Reserved"


def test_say_what_a_price_is_written_for_and_what_of_the_offers_unit_it_is():
    put = of("s3.requests.put")
    throughput = of("ebs.gp3.throughput")
    assert (put.unit, put.per, put.divisor) == ("request", 1000, 1)
    assert (throughput.unit, throughput.per, throughput.divisor) == ("MiBps-month", 1, 1024)


def test_may_be_tiers_that_aws_lists_as_products_of_their_own():
    found = [meter.start for meter in meters("us-east-1")["AmazonEC2"] if meter.key == "ebs.io2.iops"]
    assert found == [None, Decimal(32000), Decimal(64000)]


def test_may_be_parts_of_one_price():
    found = [meter.part for meter in meters("us-east-1")["AmazonEKS"] if meter.key == "eks.cluster.extended"]
    assert found == ["control plane", "extended support"]


def test_differ_by_region_where_aws_does():
    def usage(region):
        (found,) = (meter for meter in meters(region)["AmazonDynamoDB"] if meter.key == "dynamodb.storage.standard")
        return dict(found.where)["usageType"]

    assert (usage("us-east-1"), usage("eu-west-1")) == ("TimedStorage-ByteHrs", "~TimedStorage-ByteHrs")


def test_are_in_offers_of_their_own_where_a_service_has_no_region():
    assert set(meters(ANY_REGION)) == {"AmazonCloudFront", "AmazonRoute53"}
    assert "AmazonCloudFront" not in meters("us-east-1")


@pytest.mark.parametrize(
    ("patterns", "kept"), [((), False), (("nat-gateway.*",), True), (("*",), True), (("nat-gateway.data",), False)]
)
def test_are_left_out_where_every_price_of_theirs_is_kept(patterns, kept):
    assert of("nat-gateway.hour").kept(patterns) is kept


def test_cover_their_own_keys_only():
    assert of("nat-gateway.hour").covers("nat-gateway.hour")
    assert not of("nat-gateway.hour").covers("nat-gateway.hours")
    assert not of("ec2.{type}.windows").covers("ec2.m5.large")


def test_have_a_public_source_each():
    for row in rows("prices/offers"):
        assert re.match(r"https://|repository [\w.-]+/[\w.-]+ ", row["source"]), row["key"]
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["as_of"]), row["key"]


def test_use_each_variable_of_a_key_in_what_the_row_must_hold():
    for row in rows("prices/offers"):
        assert set(re.findall(r"\{[a-z-]+\}", row["key"])) <= set(re.findall(r"\{[a-z-]+\}", row["where"])), row["key"]


def test_are_each_said_once():
    seen = [(row["key"], row["regions"], row["start"], row["part"]) for row in rows("prices/offers")]
    assert len(seen) == len(set(seen))


def test_have_the_units_of_the_prices_they_bring_up_to_date():
    known: dict[str, str] = {}
    for path in (ROOT / "stackwright" / "data" / "prices").glob("*.json"):
        known |= {key: price["unit"] for key, price in json.loads(path.read_text())["prices"].items()}
    every = [
        meter for region in ("us-east-1", "eu-west-1", ANY_REGION) for each in meters(region).values() for meter in each
    ]
    compared = [meter for meter in every if meter.key in known]
    assert len(compared) > 100
    assert {meter.key: meter.unit for meter in compared} == {meter.key: known[meter.key] for meter in compared}
