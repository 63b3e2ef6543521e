"""A property that names a key..."""

from __future__ import annotations

import pytest

from policy.guardrails.key_names import must_name_customer_key
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.verdicts import Problem, Undecided

KEY = "06af7bc7-14e4-4d36-a336-7fb676760722"
OWN_KEY = "urn:pulumi:dev::shop::aws:kms/key:Key::data"


@pytest.fixture
def judge(item):
    def judged(value, *made_of):
        secret = item(inputs={"kmsKeyId": value}, property_dependencies={"kmsKeyId": made_of})
        return list(must_name_customer_key(secret["kmsKeyId"]))

    return judged


@pytest.mark.parametrize(
    "name",
    [
        KEY,
        "mrk-0123456789abcdef0123456789abcdef",
        "alias/acme-data",
        f"arn:aws:kms:eu-west-1:123456789012:key/{KEY}",
        "arn:aws:kms:eu-west-1:123456789012:alias/acme-data",
    ],
)
def test_may_name_it_in_any_way_that_the_api_takes(judge, name):
    assert judge(name) == []


@pytest.mark.parametrize(
    "name",
    [None, "", "alias/aws/secretsmanager", "arn:aws:kms:eu-west-1:123456789012:alias/aws/sns", "data", f"{KEY}0"],
)
def test_must_not_name_one_of_awss_or_none(judge, name):
    assert [type(one) for one in judge(name)] == [Problem]


def test_names_a_key_of_the_stack_that_is_not_made_yet(judge):
    assert judge(UNKNOWN, OWN_KEY) == []
    assert [type(one) for one in judge(UNKNOWN)] == [Undecided]
