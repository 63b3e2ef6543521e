"""An identity..."""

from __future__ import annotations

import json
import re

import pytest

from stackwright.simulator.place import Place


@pytest.mark.parametrize(
    ("look_up", "args", "arn", "name"),
    [
        ("iam.getRole", {"name": "deploy"}, "role/deploy", "name"),
        ("iam.getPolicy", {"name": "deploy"}, "policy/deploy", "name"),
        ("iam.getPolicy", {"name": "deploy", "pathPrefix": "/team/"}, "policy/team/deploy", "name"),
        ("iam.getUser", {"userName": "deploy"}, "user/deploy", "userName"),
        ("iam.getGroup", {"groupName": "deploy"}, "group/deploy", "groupName"),
        ("iam.getInstanceProfile", {"name": "deploy"}, "instance-profile/deploy", "name"),
        ("iam.getServerCertificate", {"name": "deploy"}, "server-certificate/deploy", "name"),
    ],
)
def test_has_an_arn_without_a_region(ask, look_up, args, arn, name):
    found = ask(look_up, **args)
    assert found["arn"] == f"arn:aws:iam::123456789012:{arn}"
    assert found[name] == "deploy"
    china = ask(look_up, Place(region="cn-north-1"), **args)
    assert china["arn"].startswith("arn:aws-cn:iam::")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("AdministratorAccess", "/"),
        ("ReadOnlyAccess", "/"),
        ("Billing", "/job-function/"),
        ("AWSLambdaBasicExecutionRole", "/service-role/"),
    ],
)
def test_of_aws_itself_has_its_arn_and_its_path(ask, name, path):
    found = ask("iam.getPolicy", name=name)
    assert found["arn"] == found["id"] == f"arn:aws:iam::aws:policy{path}{name}"
    assert found["path"] == path
    assert ask("iam.getPolicy", Place(region="cn-north-1"), name=name)["arn"].startswith("arn:aws-cn:iam::aws:")


def test_has_an_id_of_its_kind(ask):
    assert re.fullmatch(r"AROA[A-Z0-9]{17}", ask("iam.getRole", name="x")["uniqueId"])
    assert re.fullmatch(r"AIDA[A-Z0-9]{17}", ask("iam.getUser", userName="x")["userId"])
    assert re.fullmatch(r"ANPA[A-Z0-9]{17}", ask("iam.getPolicy", name="x")["policyId"])
    assert ask("iam.getRole", name="x")["id"] == "x"


def test_is_told_by_its_arn(ask):
    found = ask("iam.getPolicy", arn="arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")
    assert (found["name"], found["path"]) == ("AWSLambdaBasicExecutionRole", "/service-role/")
    assert found["id"] == found["arn"]
    assert json.loads(found["policy"])["Version"] == "2012-10-17"


def test_has_a_trust_policy_and_a_boundary(ask):
    found = ask("iam.getRole", name="x")
    trusted = json.loads(found["assumeRolePolicy"])["Statement"][0]["Principal"]
    assert trusted == {"Service": "ec2.amazonaws.com"}
    assert found["permissionsBoundary"] == ""


def test_has_a_made_up_name_where_none_is_given(ask):
    assert re.fullmatch(r"existing-[0-9a-f]{8}", ask("iam.getRole")["name"])


def test_of_a_profile_has_a_role(ask):
    found = ask("iam.getInstanceProfile", name="web")
    assert (found["roleArn"], found["roleName"]) == ("arn:aws:iam::123456789012:role/web", "web")


@pytest.mark.parametrize(
    "args",
    [
        {"url": "https://token.actions.githubusercontent.com"},
        {"arn": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"},
    ],
)
def test_may_come_from_an_openid_provider(ask, args):
    found = ask("iam.getOpenIdConnectProvider", **args)
    assert found["arn"] == "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
    assert found["url"] == "token.actions.githubusercontent.com"
    assert found["clientIdLists"] == ["sts.amazonaws.com"]
    assert re.fullmatch(r"[0-9a-f]{40}", found["thumbprintLists"][0])


def test_of_a_certificate_may_be_found_by_the_beginning_of_its_name(ask):
    found = ask("iam.getServerCertificate", namePrefix="web-")
    assert re.fullmatch(r"web-[0-9a-f]{8}", found["name"])
    assert found["arn"].endswith(f":server-certificate/{found['name']}")


def test_behind_a_session_is_its_role(ask):
    found = ask("iam.getSessionContext", arn="arn:aws:sts::111122223333:assumed-role/admin/me")
    assert found["issuerArn"] == "arn:aws:iam::111122223333:role/admin"
    assert (found["issuerName"], found["sessionName"]) == ("admin", "me")
    user = "arn:aws:iam::111122223333:user/me"
    assert ask("iam.getSessionContext", arn=user)["issuerArn"] == user
