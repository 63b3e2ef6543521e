"""A parameter..."""

from __future__ import annotations

import json
import re

import pytest

from stackwright.model import Secret
from stackwright.simulator.place import Place

AMI = re.compile(r"ami-0[0-9a-f]{16}")
ECS = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended"


@pytest.mark.parametrize(
    "name",
    [
        "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
        "/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base",
        f"{ECS}/image_id",
        "/aws/service/eks/optimized-ami/1.33/amazon-linux-2023/x86_64/standard/recommended/image_id",
        "/aws/service/bottlerocket/aws-ecs-2/arm64/latest/image_id",
        "/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id",
    ],
)
def test_that_aws_publishes_for_an_image_is_an_image_in_clear(ask, name):
    found = ask("ssm.getParameter", name=name)
    assert AMI.fullmatch(found["value"])
    assert found["insecureValue"] == found["value"]
    assert found["type"] == "String"
    assert found["arn"] == f"arn:aws:ssm:eu-west-1::parameter{name}"


def test_holds_json_where_its_name_says_so(ask):
    assert ask("ssm.getParameter", name="/app/settings.json")["insecureValue"] == "{}"
    assert ask("ssm.getParameter", name="/json/app")["insecureValue"].startswith("app-")


def test_that_recommends_an_image_names_the_same_as_its_id(ask):
    table = json.loads(ask("ssm.getParameter", name=ECS)["value"])
    assert table["image_id"] == ask("ssm.getParameter", name=f"{ECS}/image_id")["value"]
    assert table["os"] == "amazon-linux-2023"
    assert ask("ssm.getParameter", name=f"{ECS}/image_version")["value"] == "1.0.0-20260101"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("/aws/service/global-infrastructure/regions/eu-west-1/partition", "aws-cn"),
        ("/aws/service/global-infrastructure/regions/eu-west-1/domain", "amazonaws.com.cn"),
        ("/aws/service/global-infrastructure/availability-zones/x", "cn-north-1a"),
        ("/aws/service/global-infrastructure/services/athena", "athena"),
    ],
)
def test_that_aws_publishes_for_a_place_is_that_places(ask, name, value):
    assert ask("ssm.getParameter", Place(region="cn-north-1"), name=name)["value"] == value


def test_of_the_account_is_a_secret_text(ask):
    found = ask("ssm.getParameter", name="/shop/db-url")
    assert isinstance(found["value"], Secret)
    assert re.fullmatch(r"db-url-[0-9a-f]{8}", found["value"].value)
    assert found["insecureValue"] == found["value"].value
    assert found["type"] == "String"
    assert found["arn"] == "arn:aws:ssm:eu-west-1:123456789012:parameter/shop/db-url"
    assert (found["name"], found["id"], found["version"]) == ("/shop/db-url", "/shop/db-url", 1)


def test_that_is_decrypted_is_nowhere_in_clear(ask):
    found = ask("ssm.getParameter", name="/shop/db-url", withDecryption=True)
    assert found["type"] == "SecureString"
    assert found["insecureValue"] == ""
    assert ask("ssm.getParameter", name="/shop/db-url", withDecryption=False)["withDecryption"] is False


def test_by_arn_is_the_one_by_name(ask):
    arn = "arn:aws:ssm:eu-west-1:1:parameter/shop/db-url"
    found = ask("ssm.getParameter", name=arn)
    assert found["arn"] == arn
    assert found["value"] == ask("ssm.getParameter", name="/shop/db-url")["value"]
    reference = ask("ssm.getParameter", name="/aws/reference/secretsmanager/db")["value"]
    assert reference.value.startswith("db-")


def test_by_path_is_one_of_a_list(ask):
    found = ask("ssm.getParametersByPath", path="/shop/")
    assert found["names"] == ["/shop/simulated"]
    assert found["arns"] == ["arn:aws:ssm:eu-west-1:123456789012:parameter/shop/simulated"]
    assert isinstance(found["values"], Secret)
    assert len(found["values"].value) == 1
