"""Around names, a look-up..."""

from __future__ import annotations

import re

import pytest

from stackwright.simulator.place import Place


def test_finds_a_zone_by_name_and_by_id(ask):
    found = ask("route53.getZone", name="example.com.")
    assert found["name"] == "example.com"
    assert re.fullmatch(r"Z[A-Z0-9]{20}", found["zoneId"])
    assert found["arn"] == f"arn:aws:route53:::hostedzone/{found['zoneId']}"
    assert found["privateZone"] is False
    again = ask("route53.getZone", zoneId=found["zoneId"])
    assert (again["zoneId"], again["nameServers"]) == (found["zoneId"], found["nameServers"])
    private = ask("route53.getZone", name="example.com", privateZone=True)
    assert (private["privateZone"], private["zoneId"] != found["zoneId"]) == (True, True)
    assert ask("route53.getZone", name="example.com", vpcId="vpc-1")["privateZone"] is True


def test_finds_four_name_servers(ask):
    servers = ask("route53.getZone", name="example.com")["nameServers"]
    assert [re.sub(r"\d+", "N", server) for server in servers] == [
        f"ns-N.awsdns-N.{domain}" for domain in ("com", "net", "org", "co.uk")
    ]


def test_finds_a_certificate(ask):
    found = ask("acm.getCertificate", domain="*.example.com", statuses=["PENDING_VALIDATION"], mostRecent=True)
    assert found["arn"].startswith("arn:aws:acm:eu-west-1:123456789012:certificate/")
    assert (found["domain"], found["status"]) == ("*.example.com", "PENDING_VALIDATION")
    assert ask("acm.getCertificate", tags={"Name": "web"})["domain"] == "web"
    assert ask("acm.getCertificate")["status"] == "ISSUED"


def test_finds_a_key_by_each_of_its_names(ask):
    alias = ask("kms.getAlias", name="alias/shop")
    assert alias["arn"] == "arn:aws:kms:eu-west-1:123456789012:alias/shop"
    assert alias["targetKeyArn"] == f"arn:aws:kms:eu-west-1:123456789012:key/{alias['targetKeyId']}"
    for asked in ("alias/shop", alias["arn"], alias["targetKeyId"], alias["targetKeyArn"]):
        assert ask("kms.getKey", keyId=asked)["arn"] == alias["targetKeyArn"]
    assert ask("kms.getKey", keyId="alias/aws/ebs")["keyManager"] == "AWS"
    multi = ask("kms.getKey", keyId="arn:aws:kms:eu-west-1:999988887777:key/mrk-1")
    assert (multi["multiRegion"], multi["awsAccountId"]) == (True, "999988887777")


@pytest.mark.parametrize(
    ("look_up", "name", "id_"),
    [
        ("cloudfront.getCachePolicy", "Managed-CachingOptimized", "658327ea-f89d-4fab-a63d-7e88639e58f6"),
        ("cloudfront.getCachePolicy", "Managed-CachingDisabled", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"),
        ("cloudfront.getOriginRequestPolicy", "Managed-AllViewer", "216adef6-5c7f-47e4-b989-5492eafa07d3"),
        ("cloudfront.getResponseHeadersPolicy", "Managed-SimpleCORS", "60669652-455b-4ae9-85a4-c4c02393f86c"),
    ],
)
def test_finds_cloudfronts_own_policies(ask, look_up, name, id_):
    assert ask(look_up, name=name)["id"] == id_
    assert ask(look_up, id=id_)["name"] == name


def test_finds_the_accounts_policies(ask):
    found = ask("cloudfront.getCachePolicy", name="mine")
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", found["id"])
    assert found["arn"] == f"arn:aws:cloudfront::123456789012:cache-policy/{found['id']}"
    assert ask("cloudfront.getCachePolicy", id="12345678-9")["name"] == "existing-12345678"


def test_finds_who_delivers_logs(ask):
    ours = ask("cloudfront.getLogDeliveryCanonicalUserId")["id"]
    assert ours == "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0"
    china = ask("cloudfront.getLogDeliveryCanonicalUserId", Place(region="cn-north-1"))["id"]
    assert china == "a52cb28745c0c06e84ec548334e44bfa7fc2a85c54af20cd59e4969344b7af56"
