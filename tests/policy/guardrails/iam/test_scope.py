"""A statement of an identity policy..."""

from __future__ import annotations

import pytest

from policy.guardrails.iam.documents import Document
from policy.guardrails.iam.scope import is_administration, is_left_to_no_admin, starred, unlimited
from policy.guardrails.item import Item
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.verdicts import Undecided

TAG = {"StringEquals": {"aws:ResourceTag/team": "orders"}}


def statement(**parts):
    item = Item(urn="urn:p", type="aws:iam/policy:Policy", name="p", inputs={"policy": {"Statement": [parts]}})
    return Document(item["policy"]).statements()[0]


@pytest.mark.parametrize(
    ("parts", "path"),
    [
        ({"Resource": "*"}, "policy.Statement[0].Resource"),
        ({"Resource": ["arn:aws:s3:::a/*", "arn:aws:s3:::*"]}, "policy.Statement[0].Resource[1]"),
        ({"NotResource": "arn:aws:s3:::a/*"}, "policy.Statement[0].NotResource"),
        ({"NotResource": [UNKNOWN]}, "policy.Statement[0].NotResource"),
        ({}, "policy.Statement[0].Resource"),
        ({"Resource": ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"]}, None),
    ],
)
def test_is_unlimited_at_the_place_that_reaches_everything(parts, path):
    place = unlimited(statement(**parts), "s3:getobject")
    assert (place.path if place else None) == path


def test_is_unlimited_by_all_of_one_account():
    assert unlimited(statement(Resource="arn:aws:iam::123456789012:role/*"), "iam:passrole") is not None


@pytest.mark.parametrize(
    ("parts", "path"),
    [
        ({"Resource": ["arn:aws:s3:::a", "*"]}, "policy.Statement[0].Resource[1]"),
        ({"Resource": "arn:aws:s3:::*"}, "policy.Statement[0].Resource"),
        ({"NotResource": "arn:aws:s3:::a"}, "policy.Statement[0].NotResource"),
        ({}, "policy.Statement[0].Resource"),
        ({"Resource": "arn:aws:ec2:*:*:volume/*"}, None),
    ],
)
def test_is_starred_at_the_place_that_names_no_kind_of_resource(parts, path):
    place = starred(statement(**parts))
    assert (place.path if place else None) == path


def test_is_limited_for_an_action_whose_other_resources_do_not_count():
    one = statement(Resource=["arn:aws:ssm:*:*:document/*", "arn:aws:ec2:eu-west-1:123456789012:instance/i-0a1b2c3d"])
    assert unlimited(one, "ssm:sendcommand") is not None
    assert unlimited(one, "ssm:sendcommand", on=":instance/") is None


def test_is_undecided_where_a_resource_that_is_not_known_decides():
    with pytest.raises(Undecided) as caught:
        unlimited(statement(Resource=["arn:aws:s3:::a/*", UNKNOWN]), "s3:getobject")
    assert caught.value.path == "policy.Statement[0].Resource[1]"
    assert unlimited(statement(Resource=["*", UNKNOWN]), "s3:getobject") is not None


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"Action": "*", "Resource": "*"}, True),
        ({"Action": ["s3:GetObject", "*:*"], "Resource": ["*"]}, True),
        ({"Action": "IAM:*", "Resource": "*"}, True),
        ({"NotAction": "iam:*", "Resource": "*"}, True),
        ({"Action": "*", "Resource": "arn:aws:*:*:*:*"}, True),
        ({"Action": "*", "NotResource": "arn:aws:s3:::a"}, True),
        ({"Action": "*"}, True),
        ({"Action": "*", "Resource": "arn:aws:s3:::a/*"}, False),
        ({"Action": "s3:*", "Resource": "*"}, False),
        ({"Action": "*", "Resource": "*", "Condition": TAG}, False),
        ({"Action": [UNKNOWN, "s3:*"], "Resource": "arn:aws:s3:::a/*"}, False),
        ({"Action": [UNKNOWN, "s3:*"], "Resource": "*", "Condition": TAG}, False),
        ({"Resource": "*"}, False),
    ],
)
def test_is_administration_where_it_allows_everything_on_everything(parts, expected):
    assert is_administration(statement(**parts)) is expected


@pytest.mark.parametrize("parts", [{"Action": [UNKNOWN], "Resource": "*"}, {"Action": "*", "Resource": UNKNOWN}])
def test_may_be_administration_where_an_unknown_decides(parts):
    with pytest.raises(Undecided):
        is_administration(statement(**parts))


def test_is_left_to_no_admin_where_it_is_administration_for_certain():
    assert is_left_to_no_admin(statement(Action="*", Resource="*")) is True
    assert is_left_to_no_admin(statement(Action="s3:*", Resource="*")) is False
    assert is_left_to_no_admin(statement(Action=[UNKNOWN], Resource="*")) is False
