"""A policy is understood by AWS..."""

from __future__ import annotations

import pytest

from policy.guardrails.iam.documents import Document
from policy.guardrails.iam.wellformed import must_be_understood
from policy.guardrails.item import Item
from policy.guardrails.marks import UNKNOWN, Secret
from policy.guardrails.verdicts import Undecided

GOOD = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme-data/*"}


def found(content, **more):
    item = Item(urn="urn:p", type="aws:iam/policy:Policy", name="p", inputs={"policy": content}, **more)
    return list(must_be_understood(Document(item["policy"])))


def said(**parts):
    """What is wrong with a good statement that is changed: its path within, and the end of the sentence."""
    problems = found({"Statement": {**GOOD, **parts}})
    return [(one.path.removeprefix("policy.Statement."), one.text.removeprefix("the statement ")) for one in problems]


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"Action": ["s3:Get*", "s3:PutObject"]},
        {"Action": "*", "Resource": "*"},
        {"Action": "*:*"},
        {"Action": "ec2:DescribeInstances", "Resource": "*"},
        {"Action": "logs:DescribeLogGroups", "Resource": "arn:aws:logs:eu-west-1:123456789012:log-group:*"},
        {"Resource": "arn:aws:s3*"},
        {"Condition": {"StringLike": {"s3:ExistingObjectTag/team": "a*", "aws:PrincipalTag/team": "a"}}},
        {
            "Condition": {
                "ForAnyValue:StringEqualsIfExists": {"aws:TagKeys": "a", "gitlab.com:sub": "a", "saml:aud": "a"}
            }
        },
    ],
)
def test_where_all_of_it_exists_and_goes_together(parts):
    assert said(**parts) == []


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"Action": "s3:GetObjct"}, ("Action", "names an action that does not exist, s3:GetObjct")),
        ({"Action": ["s3:GetObject", "s3:Gett*"]}, ("Action[1]", "names an action that does not exist, s3:Gett*")),
        ({"Action": "s4:GetObject"}, ("Action", "names a service that does not exist, s4:GetObject")),
        ({"Action": "GetObject"}, ("Action", "names a service that does not exist, GetObject")),
        (
            {"Action": None, "NotAction": "iam:GetRoles"},
            ("NotAction", "names an action that does not exist, iam:GetRoles"),
        ),
        ({"Action": "s3:ListBucket"}, ("Action", "allows s3:ListBucket on resources that it never has")),
        (
            {"Action": "ecr:GetAuthorizationToken"},
            ("Action", "allows ecr:GetAuthorizationToken on resources that it never has"),
        ),
        ({"Resource": "acme-data"}, ("Resource", "must have * or ARNs for resources")),
        ({"Effect": "allow"}, ("Effect", "must have the Effect Allow or Deny")),
        ({"Effect": None}, ("Effect", "must have the Effect Allow or Deny")),
        ({"Conditions": {}}, ("Conditions", "has an element that there is none of, Conditions")),
        (
            {"Condition": {"StringEqual": {"s3:prefix": "a"}}},
            ('Condition.StringEqual["s3:prefix"]', "has a condition operator that does not exist, StringEqual"),
        ),
        (
            {"Condition": {"StringEquals": {"s3:prefixes": "a"}}},
            ('Condition.StringEquals["s3:prefixes"]', "has a condition key that does not exist, s3:prefixes"),
        ),
        (
            {"Condition": {"StringEquals": {"aws:SourceARNs": "a"}}},
            ('Condition.StringEquals["aws:SourceARNs"]', "has a condition key that does not exist, aws:SourceARNs"),
        ),
    ],
)
def test_not_where_something_does_not(parts, expected):
    assert expected in said(**parts)


def test_not_where_it_is_no_json():
    assert [one.text for one in found("{")] == ["policy must be a JSON policy document"]


def test_only_as_far_as_it_is_known():
    problems = found({"Statement": [{**GOOD, "Action": [UNKNOWN, "s3:Nothing"], "Resource": [UNKNOWN, "data"]}]})
    assert [(isinstance(one, Undecided), one.path) for one in problems] == [
        (False, "policy.Statement[0].Action[1]"),
        (True, "policy.Statement[0].Action[0]"),
        (False, "policy.Statement[0].Resource[1]"),
        (True, "policy.Statement[0].Resource[0]"),
    ]


def test_without_showing_what_is_secret_or_may_be():
    (hidden,) = found({"Statement": {**GOOD, "Action": Secret("s3:Hidden")}})
    (discreet,) = found({"Statement": {**GOOD, "Action": "s3:Hidden"}}, discreet=True)
    assert hidden.text == "the statement names an action that does not exist, [secret]"
    assert discreet.text == "the statement names an action that does not exist, [text]"
    assert "Hidden" not in hidden.mark
    assert discreet.mark == "s3:Hidden s3:Hidden"
