"""The rule about administrators..."""

from __future__ import annotations

import pytest

from policy.guardrails.inventory import Inventory
from policy.guardrails.judge import judge_stack
from policy.guardrails.rules.iam.no_admin import iam_no_admin
from policy.guardrails.settings import Settings


@pytest.mark.parametrize(
    ("granting", "granted"),
    [
        ({"Action": ["iam:*", "*"]}, "all actions"),
        ({"Action": "*:*"}, "all actions"),
        ({"Action": ["s3:GetObject", "IAM:*"]}, "all of IAM"),
        ({"NotAction": "iam:*"}, "all actions but those it leaves out"),
    ],
)
def test_says_what_is_granted(item, granting, granted):
    content = {"Statement": [{"Sid": "One", "Effect": "Allow", "Resource": "*", **granting}]}
    policy = item("aws:iam/policy:Policy", "p", inputs={"policy": content})
    (found,) = judge_stack(iam_no_admin, Inventory([policy]), Settings())
    assert found.message == f"the statement 'One' allows {granted} on everything"
