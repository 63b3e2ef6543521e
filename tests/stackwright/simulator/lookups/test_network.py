"""A network that exists already..."""

from __future__ import annotations

import ipaddress
import re

from hypothesis import given
from hypothesis import strategies as st

from stackwright.simulator.lookups import answer, network
from stackwright.simulator.place import Place

PLACE = Place(region="eu-west-1")


def test_is_the_default_one_where_nothing_else_is_asked_for(ask, by):
    vpc = ask("ec2.getVpc", default=True)
    assert re.fullmatch(r"vpc-0[0-9a-f]{16}", vpc["id"])
    assert vpc["arn"] == f"arn:aws:ec2:eu-west-1:123456789012:vpc/{vpc['id']}"
    assert (vpc["cidrBlock"], vpc["default"]) == ("172.31.0.0/16", True)
    assert vpc["cidrBlockAssociations"][0]["cidrBlock"] == "172.31.0.0/16"
    again = [ask("ec2.getVpc"), ask("ec2.getVpc", id=vpc["id"]), ask("ec2.getVpc", filters=by(("isDefault", "true")))]
    assert [(each["id"], each["default"], each["cidrBlock"]) for each in again] == [
        (vpc["id"], True, "172.31.0.0/16")
    ] * 3
    assert ask("ec2.getVpcs")["ids"] == [vpc["id"]]


def test_is_another_one_by_its_tags_or_its_range(ask, by):
    tagged = ask("ec2.getVpc", tags={"Name": "main"})
    assert (tagged["default"], tagged["cidrBlock"], tagged["tags"]) == (False, "10.0.0.0/16", {"Name": "main"})
    filtered = ask("ec2.getVpc", filters=by(("tag:Name", "main")))
    assert filtered["tags"] == {"Name": "main"}
    assert ask("ec2.getVpc", cidrBlock="10.9.0.0/16")["cidrBlock"] == "10.9.0.0/16"
    assert ask("ec2.getVpcs", tags={"Name": "main"})["ids"] != ask("ec2.getVpcs")["ids"]
    assert ask("ec2.getVpc", filters=by(("vpc-id", "vpc-7")))["id"] == "vpc-7"


def test_has_a_subnet_in_each_zone_that_knows_its_network(ask, by):
    found = ask("ec2.getSubnets", filters=by(("vpc-id", "vpc-0123456789abcdef0")))
    subnets = [ask("ec2.getSubnet", id=id_) for id_ in found["ids"]]
    assert all(re.fullmatch(r"subnet-0[0-9a-f]{16}", subnet["id"]) for subnet in subnets)
    assert [subnet["availabilityZone"] for subnet in subnets] == ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
    assert [subnet["availabilityZoneId"] for subnet in subnets] == ["euw1-az1", "euw1-az2", "euw1-az3"]
    assert {subnet["vpcId"] for subnet in subnets} == {"vpc-0123456789abcdef0"}
    ranges = {ipaddress.ip_network(subnet["cidrBlock"]) for subnet in subnets}
    assert len(ranges) == 3
    assert all(each.subnet_of(ipaddress.ip_network("10.0.0.0/16")) for each in ranges)
    assert found["id"] == "eu-west-1"


def test_has_default_subnets_where_aws_puts_them(ask):
    ids = ask("ec2.getSubnets")["ids"]
    subnets = [ask("ec2.getSubnet", id=id_) for id_ in ids]
    assert [subnet["cidrBlock"] for subnet in subnets] == ["172.31.0.0/20", "172.31.16.0/20", "172.31.32.0/20"]
    assert all(subnet["defaultForAz"] and subnet["mapPublicIpOnLaunch"] for subnet in subnets)
    assert {subnet["vpcId"] for subnet in subnets} == {ask("ec2.getVpc", default=True)["id"]}


def test_has_other_subnets_by_other_tags_and_the_tags_stay(ask, by):
    vpc = ("vpc-id", "vpc-1")
    private = ask("ec2.getSubnets", filters=by(vpc), tags={"Tier": "private"})["ids"]
    public = ask("ec2.getSubnets", filters=by(vpc, ("tag:Tier", "public")))["ids"]
    assert len({*private, *public}) == 6
    assert ask("ec2.getSubnet", id=private[0])["tags"] == {"Tier": "private"}
    assert ask("ec2.getSubnet", id=public[0])["tags"] == {"Tier": "public"}


def test_has_the_subnets_of_the_zones_asked_for(ask, by):
    found = ask("ec2.getSubnets", filters=by(("availability-zone", "eu-west-1b")))["ids"]
    assert [ask("ec2.getSubnet", id=id_)["availabilityZone"] for id_ in found] == ["eu-west-1b"]
    assert len(ask("ec2.getSubnets", filters=by(("availability-zone", "eu-west-1z")))["ids"]) == 1


def test_has_a_subnet_by_zone_and_by_what_else_is_asked(ask, by):
    ids = ask("ec2.getSubnets", filters=by(("vpc-id", "vpc-1")))["ids"]
    assert ask("ec2.getSubnet", vpcId="vpc-1", availabilityZone="eu-west-1c")["id"] == ids[2]
    named = ask("ec2.getSubnet", filters=by(("tag:Name", "db"), ("vpc-id", "vpc-1")))
    assert (named["vpcId"], named["tags"]) == ("vpc-1", {"Name": "db"})
    assert ask("ec2.getSubnet", cidrBlock="10.0.9.0/24")["cidrBlock"] == "10.0.9.0/24"
    assert ask("ec2.getSubnet", filters=by(("subnet-id", "subnet-9")))["id"] == "subnet-9"


def test_is_the_id_of_its_subnets_in_the_older_look_up(ask):
    found = ask("ec2.getSubnetIds", vpcId="vpc-1")
    assert (found["id"], len(found["ids"])) == ("vpc-1", 3)


def test_forgets_old_subnets_rather_than_grow_for_ever(ask, by, monkeypatch):
    monkeypatch.setattr(network, "_ORIGINS", {})
    monkeypatch.setattr(network, "_ORIGINS_KEPT", 2)
    first = ask("ec2.getSubnets", filters=by(("vpc-id", "vpc-old")))["ids"]
    ask("ec2.getSubnets", filters=by(("vpc-id", "vpc-new")))
    assert len(network._ORIGINS) == 3
    assert first[0] not in network._ORIGINS


@given(st.from_regex(r"subnet-[0-9a-f]{8,17}", fullmatch=True))
def test_places_any_subnet_within_itself(id_):
    found = answer(PLACE, "aws:ec2/getSubnet:getSubnet", {"id": id_, "vpcId": "vpc-1"})
    assert found is not None
    assert found["availabilityZone"] in ("eu-west-1a", "eu-west-1b", "eu-west-1c")
    assert ipaddress.ip_network(found["cidrBlock"]).subnet_of(ipaddress.ip_network("10.0.0.0/16"))


def test_has_security_groups_by_name_and_by_id(ask, by):
    group = ask("ec2.getSecurityGroup", name="web", vpcId="vpc-1")
    assert re.fullmatch(r"sg-0[0-9a-f]{16}", group["id"])
    assert (group["name"], group["description"], group["vpcId"]) == ("web", "web", "vpc-1")
    assert ask("ec2.getSecurityGroup", filters=by(("group-name", "web"), ("vpc-id", "vpc-1")))["id"] == group["id"]
    default = ask("ec2.getSecurityGroup", vpcId="vpc-1")
    assert (default["name"], default["description"]) == ("default", "default VPC security group")
    assert ask("ec2.getSecurityGroup", id="sg-1")["arn"] == "arn:aws:ec2:eu-west-1:123456789012:security-group/sg-1"
    every = ask("ec2.getSecurityGroups", filters=by(("group-name", "web"), ("vpc-id", "vpc-1")))
    assert (every["ids"], every["arns"], every["vpcIds"]) == ([group["id"]], [group["arn"]], ["vpc-1"])


def test_has_route_tables(ask, by):
    vpc = ask("ec2.getVpc", id="vpc-1")
    main = ask("ec2.getRouteTable", vpcId="vpc-1")
    assert main["id"] == main["routeTableId"] == vpc["mainRouteTableId"]
    assert ask("ec2.getRouteTables", vpcId="vpc-1")["ids"] == [main["id"]]
    of_subnet = ask("ec2.getRouteTable", subnetId="subnet-1")
    assert (of_subnet["subnetId"], of_subnet["id"] != main["id"]) == ("subnet-1", True)
    assert ask("ec2.getRouteTable", routeTableId="rtb-1")["id"] == "rtb-1"


def test_has_an_internet_gateway(ask, by):
    gateway = ask("ec2.getInternetGateway", filters=by(("attachment.vpc-id", "vpc-1")))
    assert gateway["id"].startswith("igw-0")
    assert gateway["attachments"] == [{"state": "available", "vpcId": "vpc-1"}]
    assert ask("ec2.getInternetGateway", internetGatewayId="igw-1")["id"] == "igw-1"
