"""The VPC's subnets, each with a route table of its tier and, but for the isolated tier, a way to the internet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import pulumi
import pulumi_aws as aws

from ..component import Component
from .args import VpcArgs
from .plan import PlannedSubnet, Tier, ipv6_subnet, plan
from .tagging import child_tags

_EVERYWHERE, _EVERYWHERE_IPV6 = "0.0.0.0/0", "::/0"


@dataclass(frozen=True)
class Tiers:
    """The subnets and route tables of a VPC."""

    planned: tuple[PlannedSubnet, ...]
    subnets: Mapping[tuple[Tier, str], aws.ec2.Subnet]
    tables: Mapping[tuple[Tier, str], aws.ec2.RouteTable]
    """The public tier's one table stands under each of its zones."""

    def subnet_ids(self, tier: Tier) -> dict[str, pulumi.Output[str]]:
        """Return the tier's subnets: zone letter -> id."""
        return {subnet.zone: self.subnets[tier, subnet.zone].id for subnet in self.planned if subnet.tier == tier}

    def table_ids(self) -> list[pulumi.Output[str]]:
        """Return every route table's id once, in the order of their making."""
        return [table.id for table in dict.fromkeys(self.tables.values())]

    def cidr(self, tier: Tier, zone: str) -> str:
        """Return the IPv4 range of a subnet."""
        return next(subnet.cidr for subnet in self.planned if (subnet.tier, subnet.zone) == (tier, zone))


def create_tiers(owner: Component, args: VpcArgs, vpc: aws.ec2.Vpc) -> Tiers:
    """Create every subnet and its route table; no route yet but the VPC's own."""
    planned = plan(args.cidr, args.zones)
    subnets = {(subnet.tier, subnet.zone): _subnet(owner, args, vpc, subnet) for subnet in planned}
    public = _table(owner, args, vpc, "public-table")
    tables: dict[tuple[Tier, str], aws.ec2.RouteTable] = {}
    for tier, zone in subnets:
        tables[tier, zone] = public if tier == "public" else _table(owner, args, vpc, f"{tier}-table-{zone}")
        aws.ec2.RouteTableAssociation(
            f"{owner.logical_name}-{tier}-association-{zone}",
            subnet_id=subnets[tier, zone].id,
            route_table_id=tables[tier, zone].id,
            opts=owner.child(),
        )
    return Tiers(planned, subnets, tables)


def open_public(owner: Component, args: VpcArgs, tiers: Tiers, gateway: aws.ec2.InternetGateway) -> aws.ec2.Route:
    """Route the public tier through the internet gateway; return the IPv4 route."""
    table = tiers.tables["public", args.zones[0]]
    name = f"{owner.logical_name}-public-route"
    if args.ipv6:
        aws.ec2.Route(
            f"{name}-ipv6",
            route_table_id=table.id,
            destination_ipv6_cidr_block=_EVERYWHERE_IPV6,
            gateway_id=gateway.id,
            opts=owner.child(),
        )
    return aws.ec2.Route(
        name,
        route_table_id=table.id,
        destination_cidr_block=_EVERYWHERE,
        gateway_id=gateway.id,
        opts=owner.child(),
    )


def open_private(
    owner: Component,
    args: VpcArgs,
    vpc: aws.ec2.Vpc,
    tiers: Tiers,
    targets: Mapping[str, Mapping[str, pulumi.Input[str]]],
) -> None:
    """Route each private zone in *targets* through its NAT and, with IPv6, all of them through a one-way gateway."""
    name = owner.logical_name
    for zone, target in targets.items():
        aws.ec2.Route(
            f"{name}-private-route-{zone}",
            route_table_id=tiers.tables["private", zone].id,
            destination_cidr_block=_EVERYWHERE,
            opts=owner.child(),
            **target,
        )
    if not args.ipv6:
        return
    one_way = aws.ec2.EgressOnlyInternetGateway(
        f"{name}-ipv6-gateway",
        vpc_id=vpc.id,
        tags=child_tags(args.scope, f"{name}-ipv6-gateway"),
        opts=owner.child(),
    )
    for zone in tiers.subnet_ids("private"):
        aws.ec2.Route(
            f"{name}-private-route-ipv6-{zone}",
            route_table_id=tiers.tables["private", zone].id,
            destination_ipv6_cidr_block=_EVERYWHERE_IPV6,
            egress_only_gateway_id=one_way.id,
            opts=owner.child(),
        )


def _subnet(owner: Component, args: VpcArgs, vpc: aws.ec2.Vpc, planned: PlannedSubnet) -> aws.ec2.Subnet:
    name = f"{owner.logical_name}-{planned.tier}-{planned.zone}"
    ipv6 = vpc.ipv6_cidr_block.apply(partial(_ipv6_block, index=planned.ipv6_index)) if args.ipv6 else None
    return aws.ec2.Subnet(
        name,
        vpc_id=vpc.id,
        availability_zone=f"{args.scope.region}{planned.zone}",
        cidr_block=planned.cidr,
        # Not even in the public tier: what needs a public address asks for one, and each is charged for.
        map_public_ip_on_launch=False,
        ipv6_cidr_block=ipv6,
        assign_ipv6_address_on_creation=args.ipv6,
        tags=child_tags(args.scope, name),
        opts=owner.child(),
    )


def _ipv6_block(block: str | None, index: int) -> str | None:
    # AWS gives the VPC its range after creation; until it has, there is nothing to cut.
    return ipv6_subnet(block, index) if block else None


def _table(owner: Component, args: VpcArgs, vpc: aws.ec2.Vpc, role: str) -> aws.ec2.RouteTable:
    name = f"{owner.logical_name}-{role}"
    return aws.ec2.RouteTable(name, vpc_id=vpc.id, tags=child_tags(args.scope, name), opts=owner.child())
