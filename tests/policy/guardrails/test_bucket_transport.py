"""A bucket's policy..."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.guardrails.bucket_transport import must_refuse_plain_http
from policy.guardrails.item import Item
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.verdicts import Undecided, guarded

ARN = "arn:aws:s3:::acme-data"
DENY = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "s3:*",
    "Resource": [ARN, f"{ARN}/*"],
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}
URN = "urn:pulumi:dev::shop::aws:s3/bucketPolicy:BucketPolicy::data"


def verdicts(*statements, names=("acme-data",)):
    policy = {"Version": "2012-10-17", "Statement": list(statements)}
    one = Item(urn=URN, type="aws:s3/bucketPolicy:BucketPolicy", name="data", inputs={"policy": policy})
    return list(guarded(must_refuse_plain_http(one["policy"], frozenset(names))))


def texts(*statements, **more):
    return [one.text for one in verdicts(*statements, **more)]


def test_refuses_plain_http_by_one_statement():
    assert verdicts(DENY) == []


def test_refuses_plain_http_by_a_statement_each_among_others():
    allow = {"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "s3:GetObject", "Resource": f"{ARN}/*"}
    assert verdicts({**DENY, "Resource": ARN}, allow, {**DENY, "Resource": f"{ARN}/*"}) == []


@pytest.mark.parametrize(
    "change",
    [
        {"Principal": {"AWS": "*"}},
        {"Principal": {"AWS": ["*"]}},
        {"Action": ["s3:*"]},
        {"Action": "*"},
        {"Resource": "*"},
        {"Resource": "arn:aws:s3:::*"},
        {"Resource": "arn:aws-cn:s3:::acme-data*"},
        {"Condition": {"BoolIfExists": {"AWS:securetransport": ["False"]}}},
        {"Condition": {"Bool": {"aws:SecureTransport": False}}},
    ],
)
def test_may_say_so_in_other_words(change):
    assert verdicts({**DENY, **change}) == []


@pytest.mark.parametrize(
    "change",
    [
        {"Effect": "Allow"},
        {"Principal": {"AWS": "arn:aws:iam::123456789012:role/app"}},
        {"Principal": None, "NotPrincipal": {"AWS": "arn:aws:iam::123456789012:role/app"}},
        {"Action": "s3:GetObject"},
        {"Action": None, "NotAction": "s3:GetObject"},
        {"Resource": f"{ARN}-other"},
        {"Condition": {"Bool": {"aws:SecureTransport": "true"}}},
        {"Condition": {"Bool": {"aws:SecureTransport": ["false", "true"]}}},
        {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}},
        {"Condition": {"StringEquals": {"aws:SecureTransport": "false"}}},
        {"Condition": {"Bool": {"aws:SecureTransport": "false", "aws:ViaAWSService": "false"}}},
        {"Condition": None},
    ],
)
def test_refuses_too_little_or_something_else(change):
    assert texts({**DENY, **change}) == ["no statement denies everybody s3:* on the bucket and its objects without TLS"]


@pytest.mark.parametrize(
    ("resource", "missing"), [(ARN, "its objects"), (f"{ARN}/*", "the bucket"), ([ARN, f"{ARN}/a/*"], "its objects")]
)
def test_names_the_part_that_is_missing(resource, missing):
    assert texts({**DENY, "Resource": resource}) == [f"no statement denies everybody s3:* on {missing} without TLS"]


def test_is_judged_once_its_bucket_is_known():
    (found,) = verdicts(DENY, names=())
    assert isinstance(found, Undecided)
    assert found.path == "policy.Statement[0].Resource"
    assert verdicts({**DENY, "Effect": "Allow"}, names=()) != []


def test_is_unknown_where_an_unknown_part_decides():
    (found,) = verdicts({**DENY, "Resource": [ARN, UNKNOWN]})
    assert isinstance(found, Undecided)
    assert found.path == "policy.Statement[0].Resource[1]"
    assert verdicts({**DENY, "Resource": UNKNOWN}, DENY) == []


def test_that_is_no_json_refuses_nothing():
    one = Item(urn=URN, type="aws:s3/bucketPolicy:BucketPolicy", name="data", inputs={"policy": "{"})
    assert len(list(must_refuse_plain_http(one["policy"], frozenset({"acme-data"})))) == 1


@given(st.permutations([DENY, {**DENY, "Effect": "Allow"}, {**DENY, "Resource": ARN}]))
def test_says_the_same_in_any_order(statements):
    assert verdicts(*statements) == []
    text = json.dumps({"Statement": statements})
    one = Item(urn=URN, type="aws:s3/bucketPolicy:BucketPolicy", name="data", inputs={"policy": text})
    assert list(must_refuse_plain_http(one["policy"], frozenset({"acme-data"}))) == []
