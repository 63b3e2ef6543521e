"""Outputs made of a resource's inputs..."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.model import Secret
from stackwright.simulator import Simulator

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}"


def outputs(type_: str, name: str = "x", region: str = "eu-west-1", **inputs: Any) -> dict[str, Any]:
    return create(type_, name, region, **inputs)[1]


def create(type_: str, name: str = "x", region: str = "eu-west-1", **inputs: Any) -> tuple[str, dict[str, Any]]:
    return Simulator(region=region).create(type_, f"urn:pulumi:dev::shop::{type_}::{name}", inputs)


def test_give_a_certificate_one_validation_record_per_domain():
    records = outputs(
        "aws:acm/certificate:Certificate",
        domainName="example.com",
        subjectAlternativeNames=["*.example.com", "example.com", "other.example"],
    )["domainValidationOptions"]
    assert [record["domainName"] for record in records] == ["example.com", "*.example.com", "other.example"]
    assert records[0]["resourceRecordName"] == records[1]["resourceRecordName"]
    assert records[0]["resourceRecordName"].endswith(".example.com.")


@pytest.mark.parametrize(
    ("inputs", "port"),
    [
        ({"engine": "postgres"}, 5432),
        ({"engine": "mysql"}, 3306),
        ({"engine": "mysql", "port": 3307}, 3307),
        ({}, 5432),
    ],
)
def test_give_a_database_its_address_and_port(inputs, port):
    made = outputs("aws:rds/instance:Instance", region="cn-north-1", identifier="orders", **inputs)
    assert made["address"].startswith("orders.")
    assert made["address"].endswith(".cn-north-1.rds.amazonaws.com.cn")
    assert (made["port"], made["endpoint"]) == (port, f"{made['address']}:{port}")
    assert made["masterUserSecrets"] == []


def test_give_a_database_the_secret_that_aws_manages_for_it():
    made = outputs("aws:rds/instance:Instance", manageMasterUserPassword=True, masterUserSecretKmsKeyId="key")
    [secret] = made["masterUserSecrets"]
    assert secret["secretArn"].startswith("arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-")
    assert (secret["kmsKeyId"], secret["secretStatus"]) == ("key", "active")


@given(st.integers(min_value=1, max_value=80), st.text(alphabet="abc", min_size=1))
def test_give_a_password_of_the_length_asked_for_and_hide_it(length, name):
    id_, made = create("random:index/randomPassword:RandomPassword", name, length=length)
    assert id_ == "none"
    assert isinstance(made["result"], Secret)
    assert isinstance(made["bcryptHash"], Secret)
    assert len(made["result"].value) == length


@given(st.integers(min_value=1, max_value=40))
def test_give_random_text_and_bytes_of_the_length_asked_for(length):
    text = outputs("random:index/randomString:RandomString", length=length)["result"]
    raw = outputs("random:index/randomId:RandomId", byteLength=length, prefix="p-")
    assert len(text) == length
    assert text.isalnum()
    assert len(raw["hex"]) == 2 * length + 2
    assert int(raw["dec"]) == int(raw["hex"].removeprefix("p-"), 16)


@given(st.integers(-50, 50), st.integers(0, 50))
def test_give_a_random_number_within_its_bounds(low, size):
    made = outputs("random:index/randomInteger:RandomInteger", min=low, max=low + size)
    assert low <= made["result"] <= low + size


def test_give_a_uuid_and_a_choice_of_what_is_shuffled():
    id_, made = create("random:index/randomUuid:RandomUuid")
    assert re.fullmatch(UUID, made["result"])
    assert id_ == made["result"]
    shuffle = "random:index/randomShuffle:RandomShuffle"
    assert sorted(outputs(shuffle, inputs=["a", "b"])["results"]) == ["a", "b"]
    assert len(outputs(shuffle, inputs=["a", "b", "c"], resultCount=2)["results"]) == 2


def test_name_a_kubernetes_object_the_program_does_not_name():
    kind = "kubernetes:core/v1:ConfigMap"
    id_, made = create(kind, metadata={"labels": {"a": "b"}})
    assert made["metadata"]["name"].startswith("x-")
    assert (id_, made["metadata"]["labels"]) == (made["metadata"]["name"], {"a": "b"})
    assert create(kind, metadata={"name": "n", "namespace": "s"})[0] == "s/n"


def test_give_every_tag_where_a_resource_has_tags():
    assert outputs("aws:sns/topic:Topic", tags={"a": Secret("b")})["tagsAll"] == {"a": Secret("b")}


@pytest.mark.parametrize(
    ("type_", "inputs"),
    [
        ("aws:rds/instance:Instance", {"identifier": Secret("hush"), "port": Secret(1)}),
        ("aws:acm/certificate:Certificate", {"domainName": "a", "subjectAlternativeNames": [Secret("hush")]}),
        ("aws:s3/bucket:Bucket", {"bucket": Secret("hush")}),
        ("aws:sns/topic:Topic", {"name": Secret("hush")}),
        ("random:index/randomPassword:RandomPassword", {"length": Secret(9)}),
    ],
)
def test_never_repeat_a_secret_input_in_the_open(type_, inputs):
    id_, made = create(type_, **inputs)
    assert "hush" not in id_ + repr(made)
