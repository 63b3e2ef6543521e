"""Beside the areas of their own, a look-up..."""

from __future__ import annotations

import base64
import json
import re

import pytest

from stackwright.model import Secret


def test_finds_an_object_that_can_be_parsed(ask):
    for look_up in ("s3.getObject", "s3.getBucketObject"):
        found = ask(look_up, bucket="shop", key="a/config.json")
        assert json.loads(found["body"]) == {}
        assert (found["id"], found["arn"]) == ("shop/a/config.json", "arn:aws:s3:::shop/a/config.json")
    for look_up in ("s3.getObjects", "s3.getBucketObjects"):
        assert ask(look_up, bucket="shop")["keys"] == []


def test_finds_an_organization_of_one(ask):
    found = ask("organizations.getOrganization")
    assert re.fullmatch(r"o-[0-9a-f]{10}", found["id"])
    assert found["arn"] == f"arn:aws:organizations::123456789012:organization/{found['id']}"
    assert found["accounts"][0]["id"] == found["masterAccountId"] == "123456789012"
    assert found["roots"][0]["arn"].startswith("arn:aws:organizations::123456789012:root/")


def test_finds_layers(ask):
    found = ask("lambda.getLayerVersion", layerName="deps", version=7)
    assert found["arn"] == "arn:aws:lambda:eu-west-1:123456789012:layer:deps:7"
    assert found["layerArn"] == "arn:aws:lambda:eu-west-1:123456789012:layer:deps"
    assert ask("lambda.getLayerVersion", layerName=found["layerArn"])["layerArn"] == found["layerArn"]


def test_finds_prebuilt_images(ask):
    found = ask("sagemaker.getPrebuiltEcrImage", repositoryName="sagemaker-xgboost", imageTag="1.7")
    assert re.fullmatch(r"\d{12}\.dkr\.ecr\.eu-west-1\.amazonaws\.com/sagemaker-xgboost:1\.7", found["registryPath"])


@pytest.mark.parametrize(
    ("url", "body"),
    [
        ("https://checkip.amazonaws.com", "203.0.113.10"),
        ("https://api.ipify.org?format=text", "203.0.113.10"),
        ("https://example.com/policy.json", "{}"),
    ],
)
def test_reads_no_page(ask, url, body):
    found = ask("http:index/getHttp:getHttp", url=url)
    assert (found["responseBody"], found["body"], found["statusCode"]) == (body, body, 200)
    assert base64.b64decode(found["responseBodyBase64"]).decode() == body


def test_writes_no_archive(ask, tmp_path):
    path = str(tmp_path / "out.zip")
    found = ask(
        "archive:index/getFile:getFile", type="zip", outputPath=path, sourceContent="x", sourceContentFilename="f"
    )
    assert found["outputPath"] == path
    assert base64.b64decode(found["outputBase64sha256"]).hex() == found["outputSha256"]
    assert len(found["outputSha512"]) == 128
    assert not (tmp_path / "out.zip").exists()
    other = ask(
        "archive:index/getFile:getFile", type="zip", outputPath=path, sourceContent="y", sourceContentFilename="f"
    )
    assert other["outputSha256"] != found["outputSha256"]


def test_runs_no_command(ask, tmp_path):
    found = ask("command:local:run", command=f"touch {tmp_path}/made")
    assert re.fullmatch(r"simulated-[0-9a-f]{8}", found["stdout"])
    assert found["stderr"] == ""
    assert not (tmp_path / "made").exists()


def test_finds_the_default_network_in_awsx(ask):
    found = ask("awsx:ec2:getDefaultVpc")
    assert found["vpcId"] == ask("ec2.getVpc", default=True)["id"]
    assert found["publicSubnetIds"] == ask("ec2.getSubnets")["ids"]
    assert found["privateSubnetIds"] == []


def test_makes_a_public_key_that_does_not_tell_the_private_one(ask):
    found = ask("tls:index/getPublicKey:getPublicKey", privateKeyPem=Secret("-----BEGIN-----x"))
    assert found["publicKeyOpenssh"].startswith("ssh-rsa ")
    assert found["publicKeyPem"].startswith("-----BEGIN PUBLIC KEY-----\n")
    other = ask("tls:index/getPublicKey:getPublicKey", privateKeyPem=Secret("-----BEGIN-----y"))
    assert other["publicKeyOpenssh"] == found["publicKeyOpenssh"]


def test_gives_credentials_that_are_not_shown(ask):
    found = ask("redshift.getClusterCredentials", clusterIdentifier="dw", dbUser="app")
    assert isinstance(found["dbPassword"], Secret)
    assert (found["id"], found["dbUser"]) == ("dw", "app")
