"""A customer's key..."""

from __future__ import annotations

import pytest

from policy.guardrails.customer_key import must_be_customer_key
from policy.guardrails.item import Item
from policy.guardrails.marks import UNKNOWN, Secret
from policy.guardrails.verdicts import Undecided

KEY = "arn:aws:kms:eu-west-1:123456789012:key/06af7bc7-14e4-4d36-a336-7fb676760722"


def said(value, *edges):
    one = Item(urn="u", type="t", name="n", inputs={"key": value}, property_dependencies={"key": edges})
    return [
        "unknown" if isinstance(verdict, Undecided) else verdict.text for verdict in must_be_customer_key(one["key"])
    ]


@pytest.mark.parametrize(
    "arn",
    [
        KEY,
        "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab",
        "arn:aws-cn:kms:cn-north-1:123456789012:alias/orders",
        "arn:aws:kms:eu-west-1:123456789012:alias/awsome",
    ],
)
def test_is_named_by_the_arn_of_a_key_or_of_an_alias(arn):
    assert said(arn) == []


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (None, "but is not set"),
        ("", 'found ""'),
        ("alias/orders", 'found "alias/orders"'),
        (
            "arn:aws:kms:eu-west-1:123456789012:alias/aws/rds",
            'found "arn:aws:kms:eu-west-1:123456789012:alias/aws/rds"',
        ),
        ("arn:aws:s3:::key/orders", 'found "arn:aws:s3:::key/orders"'),
        (Secret("alias/aws/rds"), "found [secret]"),
    ],
)
def test_is_none_of_these(value, found):
    assert said(value) == [f"key must be the ARN of a KMS key of your own, {found}"]


@pytest.mark.parametrize(
    "type_",
    [
        "aws:kms/key:Key",
        "aws:kms/alias:Alias",
        "aws:kms/replicaKey:ReplicaKey",
        "aws:kms/externalKey:ExternalKey",
        "aws:kms/replicaExternalKey:ReplicaExternalKey",
    ],
)
def test_is_one_where_a_key_of_the_stack_makes_it_though_its_arn_is_not_known(type_):
    assert said(UNKNOWN, f"urn:pulumi:dev::shop::{type_}::orders") == []


@pytest.mark.parametrize("edges", [(), ("urn:pulumi:dev::shop::aws:ssm/parameter:Parameter::key",)])
def test_is_not_known_to_be_one_where_anything_else_makes_it(edges):
    assert said(UNKNOWN, *edges) == ["unknown"]
