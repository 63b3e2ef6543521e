"""Networks that exist already: VPCs, their subnets in every zone, and what belongs to them, agreeing with one another.

What a subnet's id does not say, its VPC and tags, is known of the subnets that a look-up handed out.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping
from typing import Any

from .question import Question
from .regions import ZONES, zone_id

_BLOCKS = 5  # groups of one /20 a zone that a /16 has room for
_ORIGINS_KEPT = 10_000

# Subnet id -> the VPC and tags it was looked up by. A program can only have an id that was handed out before.
_ORIGINS: dict[str, tuple[str, dict[str, str]]] = {}
_KEEPING = threading.Lock()


def default_vpc(question: Question) -> str:
    """Return the id of the place's default VPC."""
    return question.fields_of("default VPC")["hex16"].join(("vpc-0", ""))


def vpc_of(question: Question) -> str:
    """Return the VPC that the question names; the default one where it names none."""
    return question.given("vpcId") or question.filtered("vpc-id") or default_vpc(question)


def subnets_of(question: Question, vpc_id: str, seed: str = "", tags: Mapping[str, str] | None = None) -> list[str]:
    """Return the ids of a VPC's subnets that *seed* tells from its others, one a zone."""
    found = [_minted(question, f"subnet|{vpc_id}|{seed}|{zone}", zone) for zone in range(len(ZONES))]
    with _KEEPING:
        if len(_ORIGINS) > _ORIGINS_KEPT:
            _ORIGINS.clear()
        _ORIGINS.update(dict.fromkeys(found, (vpc_id, dict(tags or {}))))
    return found


def _minted(question: Question, seed: str, zone: int) -> str:
    """Return the first id of the seed's that lies in *zone*: an id alone tells its zone and block."""
    count = 0
    while True:
        id_ = "subnet-0" + question.fields_of(f"{seed}|{count}")["hex16"]
        if _number(id_) % len(ZONES) == zone:
            return id_
        count += 1


def _number(id_: str) -> int:
    return int(hashlib.sha256(id_.encode()).hexdigest()[:8], 16)


def _tags(question: Question) -> dict[str, str]:
    filtered = {key[4:]: values[0] for key, values in question.filters.items() if key.startswith("tag:") and values}
    tags = question.args.get("tags")
    return {**filtered, **(tags if isinstance(tags, Mapping) else {})}


def _vpc(question: Question) -> dict[str, Any]:
    asked = question.given("id") or question.filtered("vpc-id")
    default = question.args.get("default") is True or question.filtered("isDefault", "is-default") == "true"
    by_nothing = not (asked or question.given("cidrBlock", "dhcpOptionsId") or question.filters or _tags(question))
    id_ = asked or (default_vpc(question) if default or by_nothing else question.text("vpc-0{hex16}"))
    default = id_ == default_vpc(question)
    cidr = question.given("cidrBlock") or question.filtered("cidr", "cidr-block") or _network(default)
    of_vpc = question.fields_of(id_)
    association = f"vpc-cidr-assoc-0{of_vpc['hex16']}"
    return {
        "id": id_,
        "arn": question.arn("ec2", f"vpc/{id_}"),
        "cidrBlock": cidr,
        "cidrBlockAssociations": [{"associationId": association, "cidrBlock": cidr, "state": "associated"}],
        "default": default,
        "dhcpOptionsId": question.given("dhcpOptionsId") or question.fields_of("DHCP")["hex16"].join(("dopt-0", "")),
        "enableDnsHostnames": True,
        "enableDnsSupport": True,
        "enableNetworkAddressUsageMetrics": False,
        "instanceTenancy": "default",
        "ipv6AssociationId": "",
        "ipv6CidrBlock": "",
        "ipv6CidrBlockAssociations": [],
        "mainRouteTableId": _of_vpc(question, id_, "rtb"),
        "ownerId": question.place.account_id,
        "state": "available",
        "tags": _tags(question),
    }


def _network(default: bool) -> str:
    """Return a VPC's network; source for the default one: Amazon VPC User Guide, default VPC components."""
    return "172.31.0.0/16" if default else "10.0.0.0/16"


def _of_vpc(question: Question, vpc_id: str, prefix: str) -> str:
    """Return the id of the one thing of its kind that a VPC has from the start."""
    return f"{prefix}-0{question.fields_of(f'{prefix} of {vpc_id}')['hex16']}"


def _vpcs(question: Question) -> dict[str, Any]:
    tags = _tags(question)
    found = question.text("vpc-0{hex16}") if tags or question.filters else default_vpc(question)
    return {"id": question.place.region, "ids": [found], "tags": tags}


def _subnets(question: Question) -> dict[str, Any]:
    others = {key: values for key, values in question.filters.items() if key not in ("vpc-id", "default-for-az")}
    tags = _tags(question)
    ids = subnets_of(
        question, vpc_of(question), str(sorted([*others.items(), *tags.items()])) * bool(others or tags), tags
    )
    zones = others.get("availability-zone")
    if zones:
        ids = [id_ for id_ in ids if _zone(question, id_) in zones] or ids[:1]
    return {"id": question.place.region, "ids": ids}


def _subnet_ids(question: Question) -> dict[str, Any]:
    return {**_subnets(question), "id": vpc_of(question)}


def _zone(question: Question, id_: str) -> str:
    return question.place.region + ZONES[_number(id_) % len(ZONES)]


def _subnet(question: Question) -> dict[str, Any]:
    tags = _tags(question)
    id_ = question.given("id") or question.filtered("subnet-id") or _subnet_by(question)
    with _KEEPING:
        vpc_id, kept = _ORIGINS.get(id_, ("", {}))
    vpc_id = question.given("vpcId") or question.filtered("vpc-id") or vpc_id or default_vpc(question)
    default = vpc_id == default_vpc(question)
    zone = question.given("availabilityZone") or question.filtered("availability-zone") or _zone(question, id_)
    number = _number(id_)
    group = 0 if default and not (tags or kept) else number // len(ZONES) % _BLOCKS
    third = 16 * (number % len(ZONES) + len(ZONES) * group)
    cidr = f"{_network(default).split('.0.0/')[0]}.{third}.0/20"
    return {
        "id": id_,
        "arn": question.arn("ec2", f"subnet/{id_}"),
        "availabilityZone": zone,
        "availabilityZoneId": zone_id(zone),
        "availableIpAddressCount": 4091,
        "cidrBlock": question.given("cidrBlock") or question.filtered("cidr-block", "cidr") or cidr,
        "customerOwnedIpv4Pool": "",
        "defaultForAz": default,
        "ipv6CidrBlock": "",
        "ipv6CidrBlockAssociationId": "",
        "mapPublicIpOnLaunch": default,
        "outpostArn": "",
        "ownerId": question.place.account_id,
        "privateDnsHostnameTypeOnLaunch": "ip-name",
        "state": "available",
        "tags": tags or kept,
        "vpcId": vpc_id,
    }


def _subnet_by(question: Question) -> str:
    """Return the subnet that lies in the zone asked for, else the first, of those that the other arguments find."""
    zone = question.given("availabilityZone") or question.filtered("availability-zone")
    wanted = zone[-1:] if zone[-1:] in ZONES else ""
    at = ZONES.index(wanted) if wanted else 0
    tags = _tags(question)
    seed = str(sorted(tags.items())) + question.given("cidrBlock") if tags or question.given("cidrBlock") else ""
    return subnets_of(question, vpc_of(question), seed, tags)[at]


def _security_group(question: Question) -> dict[str, Any]:
    name = question.given("name") or question.filtered("group-name") or _tags(question).get("Name", "default")
    vpc_id = vpc_of(question)
    by_id = question.given("id") or question.filtered("group-id")
    id_ = by_id or question.fields_of(f"security group {name} of {vpc_id}")["hex16"].join(("sg-0", ""))
    description = "default VPC security group" if name == "default" else name
    return {
        "id": id_,
        "arn": question.arn("ec2", f"security-group/{id_}"),
        "description": description,
        "name": name,
        "tags": _tags(question),
        "vpcId": vpc_id,
    }


def _security_groups(question: Question) -> dict[str, Any]:
    group = _security_group(question)
    found = {"ids": [group["id"]], "arns": [group["arn"]], "vpcIds": [group["vpcId"]]}
    return {"id": question.place.region, **found}


def _route_table(question: Question) -> dict[str, Any]:
    vpc_id = vpc_of(question)
    subnet = question.given("subnetId") or question.filtered("association.subnet-id")
    by_id = question.given("routeTableId", "id") or question.filtered("route-table-id")
    id_ = by_id or (_of_vpc(question, subnet, "rtb") if subnet else _of_vpc(question, vpc_id, "rtb"))
    return {
        "id": id_,
        "routeTableId": id_,
        "arn": question.arn("ec2", f"route-table/{id_}"),
        "associations": [],
        "gatewayId": question.given("gatewayId"),
        "ownerId": question.place.account_id,
        "routes": [],
        "subnetId": subnet,
        "tags": _tags(question),
        "vpcId": vpc_id,
    }


def _route_tables(question: Question) -> dict[str, Any]:
    return {"id": question.place.region, "ids": [_of_vpc(question, vpc_of(question), "rtb")]}


def _internet_gateway(question: Question) -> dict[str, Any]:
    vpc_id = question.filtered("attachment.vpc-id") or vpc_of(question)
    by_id = question.given("internetGatewayId") or question.filtered("internet-gateway-id")
    id_ = by_id or _of_vpc(question, vpc_id, "igw")
    return {
        "id": id_,
        "internetGatewayId": id_,
        "arn": question.arn("ec2", f"internet-gateway/{id_}"),
        "attachments": [{"state": "available", "vpcId": vpc_id}],
        "ownerId": question.place.account_id,
        "tags": _tags(question),
    }


ANSWERS: Mapping[str, Callable[[Question], dict[str, Any]]] = {
    "aws:ec2/getInternetGateway:getInternetGateway": _internet_gateway,
    "aws:ec2/getRouteTable:getRouteTable": _route_table,
    "aws:ec2/getRouteTables:getRouteTables": _route_tables,
    "aws:ec2/getSecurityGroup:getSecurityGroup": _security_group,
    "aws:ec2/getSecurityGroups:getSecurityGroups": _security_groups,
    "aws:ec2/getSubnet:getSubnet": _subnet,
    "aws:ec2/getSubnetIds:getSubnetIds": _subnet_ids,
    "aws:ec2/getSubnets:getSubnets": _subnets,
    "aws:ec2/getVpc:getVpc": _vpc,
    "aws:ec2/getVpcs:getVpcs": _vpcs,
}
"""Token -> what answers it."""
