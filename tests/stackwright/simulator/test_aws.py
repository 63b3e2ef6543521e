"""AWS makes of a resource's inputs..."""

from __future__ import annotations

from typing import Any

import pytest

from stackwright.simulator import Simulator


def outputs(type_: str, region: str = "eu-west-1", **inputs: Any) -> dict[str, Any]:
    return Simulator(region=region).create(type_, f"urn:pulumi:dev::shop::{type_}::x", inputs)[1]


def test_one_validation_record_per_domain_of_a_certificate():
    records = outputs(
        "aws:acm/certificate:Certificate",
        domainName="example.com",
        subjectAlternativeNames=["*.example.com", "example.com", "other.example"],
    )["domainValidationOptions"]
    assert [record["domainName"] for record in records] == ["example.com", "*.example.com", "other.example"]
    assert records[0]["resourceRecordName"] == records[1]["resourceRecordName"]
    assert records[0]["resourceRecordName"].endswith(".example.com.")


@pytest.mark.parametrize(("kind", "short"), [("instance:Instance", "db"), ("cluster:Cluster", "cluster")])
def test_the_secret_that_it_manages_for_a_database(kind, short):
    made = outputs(f"aws:rds/{kind}", manageMasterUserPassword=True, masterUserSecretKmsKeyId="key")
    [secret] = made["masterUserSecrets"]
    assert secret["secretArn"].startswith(f"arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!{short}-")
    assert (secret["kmsKeyId"], secret["secretStatus"]) == ("key", "active")
    assert outputs(f"aws:rds/{kind}")["masterUserSecrets"] == []


def test_the_version_of_a_function_that_publishes_them():
    function = outputs("aws:lambda/function:Function", name="x", publish=True)
    assert (function["version"], function["qualifiedArn"]) == ("1", f"{function['arn']}:1")
    assert function["qualifiedInvokeArn"].endswith(":function:x:1/invocations")
    plain = outputs("aws:lambda/function:Function", name="x")
    assert (plain["version"], plain["qualifiedArn"]) == ("$LATEST", f"{plain['arn']}:$LATEST")


def test_addresses_of_the_sixth_version_only_where_they_are_asked_for():
    assert outputs("aws:ec2/vpc:Vpc", cidrBlock="10.0.0.0/16")["ipv6CidrBlock"] == ""
    assert outputs("aws:ec2/vpc:Vpc", assignGeneratedIpv6CidrBlock=True)["ipv6CidrBlock"].startswith("2001:db8:")
    assert outputs("aws:ec2/subnet:Subnet", vpcId="vpc-1")["ipv6CidrBlockAssociationId"] == ""
    subnet = outputs("aws:ec2/subnet:Subnet", ipv6CidrBlock="2001:db8::/64")
    assert subnet["ipv6CidrBlockAssociationId"].startswith("subnet-cidr-assoc-0")


def test_the_names_of_a_certificate():
    assert outputs("aws:acm/certificate:Certificate", domainName="a.example")["subjectAlternativeNames"] == [
        "a.example"
    ]
