"""Around instances, a look-up..."""

from __future__ import annotations

import re

import pytest


@pytest.mark.parametrize(
    ("name", "vcpus", "memory", "architecture"),
    [
        ("t3.micro", 2, 1024, "x86_64"),
        ("t4g.medium", 2, 4096, "arm64"),
        ("m7g.large", 2, 8192, "arm64"),
        ("c6i.2xlarge", 8, 16384, "x86_64"),
        ("r6gd.4xlarge", 16, 131072, "arm64"),
        ("g5.xlarge", 4, 16384, "x86_64"),
        ("a1.large", 2, 8192, "arm64"),
    ],
)
def test_knows_what_a_type_has(ask, name, vcpus, memory, architecture):
    found = ask("ec2.getInstanceType", instanceType=name)
    assert (found["defaultVcpus"], found["memorySize"]) == (vcpus, memory)
    assert found["supportedArchitectures"] == [architecture]
    assert found["burstablePerformanceSupported"] is name.startswith("t")
    assert found["id"] == name


def test_offers_the_preferred_type(ask, by):
    asked = by(("instance-type", "t3.small", "t3.micro"))
    found = ask("ec2.getInstanceTypeOffering", filters=asked, preferredInstanceTypes=["t3.micro"])
    assert found["instanceType"] == "t3.micro"
    assert ask("ec2.getInstanceTypeOffering", filters=asked)["instanceType"] == "t3.small"


def test_offers_types_at_every_location(ask, by):
    found = ask("ec2.getInstanceTypeOfferings", filters=by(("instance-type", "t3.*")), locationType="availability-zone")
    assert found["instanceTypes"] == ["t3.large"] * 3
    assert found["locations"] == ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
    assert found["locationTypes"] == ["availability-zone"] * 3
    ids = ask("ec2.getInstanceTypeOfferings", filters=by(("location", "*-az2")), locationType="availability-zone-id")
    assert set(ids["locations"]) == {"euw1-az2"}
    assert set(ask("ec2.getInstanceTypeOfferings")["locations"]) == {"eu-west-1"}
    assert ask("ec2.getInstanceTypes")["instanceTypes"] == ["t3.micro", "t3.small", "t3.medium"]


def test_finds_a_key_pair(ask, by):
    found = ask("ec2.getKeyPair", keyName="deployer")
    assert re.fullmatch(r"key-0[0-9a-f]{16}", found["id"])
    assert found["arn"] == "arn:aws:ec2:eu-west-1:123456789012:key-pair/deployer"
    assert re.fullmatch(r"([0-9a-f]{2}:){19}[0-9a-f]{2}", found["fingerprint"])
    assert ask("ec2.getKeyPair", filters=by(("key-name", "deployer")))["id"] == found["id"]


def test_finds_prefix_lists(ask):
    name = "com.amazonaws.global.cloudfront.origin-facing"
    found = ask("ec2.getManagedPrefixList", name=name)
    assert re.fullmatch(r"pl-[0-9a-f]{8}", found["id"])
    assert found["arn"] == f"arn:aws:ec2:eu-west-1:aws:prefix-list/{found['id']}"
    assert (found["ownerId"], found["addressFamily"]) == ("AWS", "IPv4")
    assert ask("ec2.getPrefixList", name=name)["id"] == found["id"]
    own = ask("ec2.getManagedPrefixList", id="pl-1")
    assert (own["id"], own["ownerId"]) == ("pl-1", "123456789012")
    assert ask("ec2.getPrefixList", prefixListId="pl-2")["cidrBlocks"] == ["203.0.113.0/24"]
