"""The conditions of a statement..."""

from __future__ import annotations

import pytest

from policy.guardrails.iam.conditions import (
    closes,
    closing,
    insists_on,
    is_global_key,
    is_operator,
    narrows,
    spares,
    tests,
)
from policy.guardrails.iam.documents import Document
from policy.guardrails.item import Item
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.verdicts import Undecided

conditions_of = tests
del tests  # pytest would look into it


def statement(condition):
    content = {"Statement": [{"Condition": condition}]}
    return Document(
        Item(urn="urn:p", type="aws:iam/policy:Policy", name="p", inputs={"policy": content})["policy"]
    ).statements()[0]


def test_are_read_line_by_line():
    found = conditions_of(statement({"StringEquals": {"a:b": "x", "a:c": ["y"]}, "Bool": {"a:d": "true"}}))
    assert [(one.operator, one.key, one.node.value()) for one in found] == [
        ("Bool", "a:d", "true"),
        ("StringEquals", "a:b", "x"),
        ("StringEquals", "a:c", ["y"]),
    ]


@pytest.mark.parametrize(
    "condition",
    [
        {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}},
        {"stringequals": {"AWS:principalorgid": "o-a1b2c3d4e5"}},
        {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"}},
        {"StringEquals": {"aws:SourceAccount": ["123456789012", "210987654321"]}},
        {"StringEquals": {"aws:PrincipalAccount": "${aws:ResourceAccount}"}},
        {"ArnLike": {"aws:SourceArn": "arn:aws:cloudwatch:*:123456789012:alarm:*"}},
        {"ArnLike": {"aws:SourceArn": "arn:aws:s3:*:*:acme-uploads"}},
        {"ArnEquals": {"aws:SourceVpcArn": "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-0a1b2c3d"}},
        {"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/*"}},
        {"StringEquals": {"aws:SourceVpce": "vpce-0a1b2c3d4e5f60718"}},
        {"StringEquals": {"aws:SourceVpc": "vpc-0a1b2c3d"}},
        {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32", "198.51.100.7"]}},
        {"StringEquals": {"kms:CallerAccount": "123456789012"}},
        {"StringEquals": {"AWS:SourceOwner": "123456789012"}},
        {"StringLike": {"aws:userId": "AROAEXAMPLEID1234567:*"}},
        {"Bool": {"aws:SecureTransport": "true"}, "StringEquals": {"aws:SourceAccount": "123456789012"}},
    ],
)
def test_close_a_resource_by_naming_who_may_come(condition):
    assert closes(statement(condition)) is True


@pytest.mark.parametrize(
    "condition",
    [
        {},
        {"StringEqualsIfExists": {"aws:SourceAccount": "123456789012"}},
        {"ForAllValues:StringEquals": {"aws:SourceAccount": "123456789012"}},
        {"StringNotEquals": {"aws:SourceAccount": "123456789012"}},
        {"Null": {"aws:SourceAccount": "false"}},
        {"StringLike": {"aws:SourceAccount": "*"}},
        {"StringLike": {"aws:SourceAccount": ["123456789012", "12345*"]}},
        {"StringEquals": {"aws:SourceAccount": []}},
        {"ArnLike": {"aws:SourceArn": "arn:aws:cloudwatch:eu-west-1:*:alarm:*"}},
        {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}},
        {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::acme-uploads*"}},
        {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/admin"}},
        {"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}},
        {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "::/0"]}},
        {"IpAddress": {"aws:SourceIp": "128.0.0.0/1"}},
        {"StringLike": {"aws:PrincipalOrgID": "o-*"}},
        {"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}},
        {"Bool": {"aws:PrincipalIsAWSService": "true"}},
        {"StringEquals": {"aws:PrincipalTag/team": "orders"}},
        {"StringEquals": {"sts:ExternalId": "7f0c2a9e4b"}},
        {"StringEqual": {"aws:SourceAccount": "123456789012"}},
    ],
)
def test_leave_a_resource_open_otherwise(condition):
    assert closes(statement(condition)) is False


def test_close_a_role_to_all_but_those_who_know_where_one_account_is_named():
    known = statement({"StringEquals": {"sts:ExternalId": "7f0c2a9e4b"}})
    assert (closes(known, account_named=True), closes(known)) == (True, False)
    assert closes(statement({"StringLike": {"sts:ExternalId": "*"}}), account_named=True) is False


@pytest.mark.parametrize(
    ("condition", "path"),
    [
        (UNKNOWN, "policy.Statement[0].Condition"),
        ({"StringEquals": UNKNOWN}, "policy.Statement[0].Condition.StringEquals"),
        (
            {"StringEquals": {"aws:SourceAccount": UNKNOWN}},
            'policy.Statement[0].Condition.StringEquals["aws:SourceAccount"]',
        ),
        (
            {"StringEquals": {"aws:SourceAccount": ["123456789012", UNKNOWN]}},
            'policy.Statement[0].Condition.StringEquals["aws:SourceAccount"][1]',
        ),
    ],
)
def test_are_undecided_where_an_unknown_decides(condition, path):
    with pytest.raises(Undecided) as caught:
        closes(statement(condition))
    assert caught.value.path == path


def test_are_decided_where_another_line_or_another_value_decides():
    account = {"aws:SourceAccount": "123456789012"}
    assert closes(statement({"StringEquals": {**account, "aws:SourceArn": UNKNOWN}})) is True
    assert closes(statement({"StringEquals": {"aws:SourceAccount": ["*", UNKNOWN]}})) is False


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"StringEquals": {"aws:ResourceTag/team": "orders"}}, True),
        ({"StringEquals": {"ec2:ResourceTag/team": "orders"}}, True),
        ({"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}}, True),
        ({"Bool": {"kms:GrantIsForAWSResource": "true"}}, True),
        ({"ForAnyValue:StringEquals": {"kms:ResourceAliases": "alias/orders"}}, True),
        ({"Null": {"aws:ResourceTag/elbv2.k8s.aws/cluster": "false"}}, True),
        ({"Null": {"aws:ResourceTag/elbv2.k8s.aws/cluster": "true"}}, False),
        ({"Null": {"aws:SourceIp": "false"}}, False),
        ({"StringLike": {"aws:ResourceTag/team": "*"}}, True),
        ({"StringLike": {"kms:ViaService": "*"}}, False),
        ({"StringEqualsIfExists": {"aws:ResourceTag/team": "orders"}}, False),
        ({"ForAllValues:StringEquals": {"aws:TagKeys": "team"}}, False),
        ({"StringNotEquals": {"aws:ResourceTag/team": "audit"}}, False),
        ({"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}, False),
        ({"Bool": {"aws:MultiFactorAuthPresent": "true"}}, False),
        ({"StringEquals": {"aws:PrincipalTag/team": "orders"}}, False),
        ({"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}, False),
        ({"StringEquals": {"s3:x-amz-acl": "private"}}, False),
        ({"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}, False),
        ({}, False),
    ],
)
def test_narrow_which_resources_are_reached_or_not(condition, expected):
    assert narrows(statement(condition)) is expected


def test_insist_where_a_key_always_exists_if_it_has_to():
    one = statement({"StringEqualsIfExists": {"iam:PassedToService": "ec2.amazonaws.com"}})
    assert insists_on(one, lambda key, _text: key == "iam:passedtoservice") is False
    assert insists_on(one, lambda key, _text: key == "iam:passedtoservice", if_exists=True) is True


@pytest.mark.parametrize(
    ("name", "expected"),
    [("StringEquals", True), ("ForAnyValue:StringLike", True), ("ArnLikeIfExists", True), ("Null", True),
     ("ForAllValues:StringEqualsIfExists", True), ("StringEqual", False), ("", False)],
)  # fmt: skip
def test_have_operators_that_exist(name, expected):
    assert is_operator(name) is expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("aws:SourceArn", True),
        ("aws:sourcearn", True),
        ("aws:ResourceTag/team", True),
        ("aws:SourceARNs", False),
        ("s3:prefix", False),
    ],
)
def test_have_keys_of_all_services(key, expected):
    assert is_global_key(key) is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({}, True),
        ({"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}, True),
        ({"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}, True),
        ({"ForAllValues:StringNotLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/*"}}, True),
        ({"StringNotEquals": {"aws:SourceVpce": "vpce-0a1b2c3d", "aws:PrincipalAccount": "123456789012"}}, True),
        ({"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, True),
        ({"ForAnyValue:StringNotLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/*"}}, False),
        ({"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}, False),
        ({"StringNotLike": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5", "o-*"]}}, False),
        ({"StringNotEquals": {"aws:PrincipalOrgID": []}}, False),
        ({"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}}, False),
        ({"StringNotEquals": {"sts:ExternalId": "7f0c2a9e4b"}}, False),
        (
            {
                "StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"},
                "Bool": {"aws:SecureTransport": "false"},
            },
            False,
        ),
    ],
)
def test_of_a_refusal_spare_only_those_somebody_chose(condition, expected):
    assert spares(statement(condition)) is expected


def test_of_a_refusal_are_undecided_where_whom_it_spares_is_not_known():
    with pytest.raises(Undecided):
        spares(statement({"StringNotEquals": {"aws:PrincipalOrgID": [UNKNOWN, "o-a1b2c3d4e5"]}}))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("arn:aws:sns:eu-west-1:123456789012:news", True),
        ("arn:aws:s3:::acme-data", True),
        ("arn:aws:s3:::*", False),
        ("arn:aws:execute-api:eu-west-1:*:abc123def4/*", False),
    ],
)
def test_have_a_form_that_names_somebody(value, expected):
    assert (closing("aws:SourceArn").fullmatch(value) is not None) is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"ArnEquals": {"iam:PolicyARN": "arn:aws:iam::aws:policy/ReadOnlyAccess"}}, True),
        ({"ArnLike": {"iam:PolicyARN": "arn:aws:iam::aws:policy/*"}}, False),
        ({"ArnLike": {"iam:AssociatedResourceArn": "arn:aws:ec2:*:*:instance/*"}}, False),
        ({"StringEquals": {"sts:RoleSessionName": "ci"}}, False),
        ({"Null": {"iam:PermissionsBoundary": "false"}}, False),
    ],
)
def test_narrow_nothing_by_what_the_caller_chooses(condition, expected):
    assert narrows(statement(condition)) is expected
