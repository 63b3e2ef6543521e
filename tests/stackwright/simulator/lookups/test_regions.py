"""A place..."""

from __future__ import annotations

import pytest

from stackwright.simulator import Simulator
from stackwright.simulator.lookups import regions
from stackwright.simulator.place import Place

US, CHINA = Place(region="us-east-1"), Place(region="cn-north-1")


def test_has_three_zones_with_ids_by_the_regions_code(ask):
    found = ask("index.getAvailabilityZones", US, state="available")
    assert found["names"] == ["us-east-1a", "us-east-1b", "us-east-1c"]
    assert found["zoneIds"] == ["use1-az1", "use1-az2", "use1-az3"]
    assert found["groupNames"] == ["us-east-1"]
    assert found["id"] == "us-east-1"


@pytest.mark.parametrize(
    ("args", "letters"),
    [
        ({"excludeNames": ["eu-west-1b"]}, "ac"),
        ({"excludeZoneIds": ["euw1-az1"]}, "bc"),
        ({"filters": [{"name": "zone-name", "values": ["eu-west-1a", "eu-west-1c"]}]}, "ac"),
        ({"filters": [{"name": "zone-id", "values": ["euw1-az2"]}]}, "b"),
        ({"filters": [{"name": "opt-in-status", "values": ["opt-in-not-required"]}]}, "abc"),
        ({"filters": [{"name": "zone-type", "values": ["local-zone"]}]}, ""),
        ({"filters": [{"name": "message", "values": ["anything"]}]}, "abc"),
        ({"state": "unavailable"}, ""),
    ],
)
def test_has_the_zones_that_are_asked_for(ask, args, letters):
    assert ask("index.getAvailabilityZones", **args)["names"] == [f"eu-west-1{letter}" for letter in letters]


@pytest.mark.parametrize(
    "args",
    [{"name": "eu-west-1b"}, {"zoneId": "euw1-az2"}, {"filters": [{"name": "zone-id", "values": ["euw1-az2"]}]}],
)
def test_has_a_zone_by_name_and_by_id(ask, args):
    found = ask("index.getAvailabilityZone", **args)
    assert (found["name"], found["nameSuffix"], found["zoneId"]) == ("eu-west-1b", "b", "euw1-az2")
    assert (found["region"], found["state"]) == ("eu-west-1", "available")


def test_has_a_first_zone(ask):
    assert ask("index.getAvailabilityZone")["name"] == "eu-west-1a"


def test_has_zone_ids_in_regions_too_new_to_be_known():
    assert regions.zone_id("eu-south-7b") == "eus7-az2"
    assert regions.short("us-east-1") == "use1"


def test_is_a_region_with_an_endpoint_and_a_description(ask):
    found = ask("index.getRegion", US)
    assert found == {
        "id": "us-east-1",
        "name": "us-east-1",
        "region": "us-east-1",
        "description": "US East (N. Virginia)",
        "endpoint": "ec2.us-east-1.amazonaws.com",
    }


@pytest.mark.parametrize("args", [{"region": "cn-north-1"}, {"name": "cn-north-1"}, {"endpoint": "ec2.cn-north-1.x"}])
def test_is_the_region_that_is_asked_for(ask, args):
    found = ask("index.getRegion", US, **args)
    assert (found["name"], found["endpoint"]) == ("cn-north-1", "ec2.cn-north-1.amazonaws.com.cn")
    assert ask("index.getRegion", name="eu-new-9")["description"] == "eu-new-9"
    assert ask("index.getRegion", endpoint="ec2.nowhere.x")["name"] == "eu-west-1"


def test_has_the_regions_of_its_partition(ask):
    ours = ask("index.getRegions", US)["names"]
    assert len(ours) == 17
    assert {"us-east-1", "eu-west-1"} <= set(ours)
    assert "af-south-1" not in ours
    assert "af-south-1" in ask("index.getRegions", US, allRegions=True)["names"]
    assert ask("index.getRegions", CHINA)["names"] == ["cn-north-1", "cn-northwest-1"]
    closed = [{"name": "opt-in-status", "values": ["not-opted-in"]}]
    assert "us-east-1" not in ask("index.getRegions", US, allRegions=True, filters=closed)["names"]


def test_is_in_a_partition(ask):
    assert ask("index.getPartition", CHINA) == {
        "id": "aws-cn",
        "partition": "aws-cn",
        "dnsSuffix": "amazonaws.com.cn",
        "reverseDnsPrefix": "cn.com.amazonaws",
    }


def test_has_arns_that_can_be_taken_apart(ask):
    found = ask("index.getArn", arn="arn:aws:logs:eu-west-1:1:log-group:/x:*")
    assert (found["partition"], found["service"], found["region"]) == ("aws", "logs", "eu-west-1")
    assert (found["account"], found["resource"]) == ("1", "log-group:/x:*")


def test_has_the_default_tags_of_its_provider(ask):
    assert ask("index.getDefaultTags")["tags"] == {}
    tagged = Simulator(region="eu-west-1", default_tags={"Team": "shop"})
    assert ask("index.getDefaultTags", tagged)["tags"] == {"Team": "shop"}


@pytest.mark.parametrize(
    "args",
    [
        {"serviceId": "s3"},
        {"dnsName": "s3.eu-west-1.amazonaws.com"},
        {"reverseDnsName": "com.amazonaws.eu-west-1.s3"},
        {"serviceId": "s3", "region": "eu-west-1"},
    ],
)
def test_has_services_by_every_name(ask, args):
    found = ask("index.getService", **args)
    assert found["dnsName"] == "s3.eu-west-1.amazonaws.com"
    assert found["reverseDnsName"] == found["id"] == "com.amazonaws.eu-west-1.s3"
    assert (found["serviceId"], found["partition"], found["supported"]) == ("s3", "aws", True)


def test_has_service_principals(ask):
    found = ask("index.getServicePrincipal", serviceName="ec2")
    assert (found["name"], found["id"]) == ("ec2.amazonaws.com", "ec2.eu-west-1.amazonaws.com")


def test_has_address_ranges_for_documentation_alone(ask):
    found = ask("index.getIpRanges", services=["ec2", "s3"])
    assert found["cidrBlocks"] == ["203.0.113.0/28", "203.0.113.16/28"]
    assert found["ipv6CidrBlocks"] == ["2001:db8:0::/48", "2001:db8:1::/48"]
    assert len(ask("index.getIpRanges")["cidrBlocks"]) == 1
