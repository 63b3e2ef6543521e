"""What only its name tells about..."""

from __future__ import annotations

import base64
import csv
import datetime as dt
import ipaddress
import json
import re
from importlib import resources

import pytest

from stackwright.simulator import names, patterns
from stackwright.simulator.fields import Fields
from stackwright.simulator.place import Place

ROWS = list(
    csv.DictReader(resources.files("stackwright.data").joinpath("output_names.csv").read_text("utf-8").splitlines())
)


def text(prop: str, name: str = "My Thing") -> str:
    fields = Fields("0" * 64, {}, urn="u", physical=name, arn="arn:aws:x:r:1:y", id="i-1").at(Place(region="eu-west-1"))
    return patterns.maker(names.pattern(prop, "text"))(fields)


@pytest.mark.parametrize("row", ROWS, ids=[row["match"] for row in ROWS])
def test_has_a_source_and_a_date(row):
    assert row["source"].strip()
    assert dt.date.fromisoformat(row["as_of"]) >= dt.date(2026, 1, 1)
    assert row["kind"] in ("text", "number")
    re.compile(row["match"])


@pytest.mark.parametrize("prop", ["policy", "policyJson", "assumeRolePolicyDocument", "definition"])
def test_a_document_can_be_parsed(prop):
    assert json.loads(text(prop)) == {}


@pytest.mark.parametrize("prop", ["publicIp", "privateIpAddress", "ipAddress", "ipv6Address"])
def test_an_address_is_one_for_documentation_or_private_use(prop):
    address = ipaddress.ip_address(text(prop))
    assert not address.is_global


@pytest.mark.parametrize("prop", ["cidrBlock", "vpcCidr", "ipv6CidrBlock", "cidr"])
def test_a_range_of_addresses_is_one(prop):
    assert ipaddress.ip_network(text(prop)).num_addresses > 1


@pytest.mark.parametrize("prop", ["createdAt", "creationDate", "lastModified", "expirationTime", "createdDate"])
def test_a_time_is_one(prop):
    assert dt.datetime.fromisoformat(text(prop)) == dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize("prop", ["url", "invokeUrl", "webhookUri"])
def test_a_url_has_a_host_whatever_the_resource_is_called(prop):
    assert text(prop) == "https://my-thing.eu-west-1.example.com/my-thing"


@pytest.mark.parametrize("prop", ["contentBase64", "caCertificateData"])
def test_what_is_encoded_can_be_decoded(prop):
    assert len(base64.b64decode(text(prop), validate=True)) == 48


@pytest.mark.parametrize(
    ("prop", "expected"),
    [
        ("arn", "arn:aws:x:r:1:y"),
        ("ownerId", "123456789012"),
        ("region", "eu-west-1"),
        ("id", "i-1"),
        ("name", "My Thing"),
        ("status", "ACTIVE"),
        ("state", "available"),
        ("version", "1"),
        ("somethingElse", "My Thing-somethingElse"),
        ("{odd}", "My Thing-{odd}"),
        ("taskRoleArn", "arn:aws:iam::123456789012:role/My Thing"),
        ("dbEmail", "my-thing@example.com"),
    ],
)
def test_a_text_is_what_its_name_says(prop, expected):
    assert text(prop) == expected


def test_an_id_of_another_thing_has_that_things_form():
    assert re.fullmatch(r"vpc-0[0-9a-f]{16}", text("vpcId"))
    assert re.fullmatch(r"sg-0[0-9a-f]{16}", text("clusterSecurityGroupId"))
    assert text("publicSubnetId") != text("privateSubnetId")
    assert text("vpcId") != text("subnetId").replace("subnet", "vpc")


def test_a_port_is_a_port_and_any_other_number_may_be_divided_by():
    assert (names.pattern("targetPort", "number"), names.pattern("size", "number")) == ("443", "1")
