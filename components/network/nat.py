"""How private subnets reach the internet: through gateways, through an instance, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..observability.spec import AlarmSpec
from .alarms import gateway_alarms, instance_alarms
from .args import NatInstance, VpcArgs
from .nat_instance import create_nat_instance
from .subnets import Tiers
from .tagging import child_tags


@dataclass(frozen=True)
class Nat:
    """The way out of the private subnets."""

    targets: Mapping[str, Mapping[str, pulumi.Input[str]]] = field(default_factory=dict)
    """Zone letter -> where its private route points."""

    public_ips: Mapping[str, pulumi.Output[str]] = field(default_factory=dict)
    """Letter of the NAT's zone -> address that the internet sees."""

    alarms: tuple[AlarmSpec, ...] = ()


def create_nat(owner: Component, args: VpcArgs, tiers: Tiers, vpc: aws.ec2.Vpc, public_route: aws.ec2.Route) -> Nat:
    """Create what *args* asks for; *public_route* must exist before any of it works."""
    zones = tuple(sorted(args.zones))
    if args.nat == "none":
        return Nat()
    if args.nat == "instance":
        return _instance(owner, args, tiers, vpc, public_route)
    nat_zones = zones if args.nat == "per_zone" else (args.one_nat_zone,)
    addresses = {zone: _address(owner, args, zone, public_route) for zone in nat_zones}
    gateways = {zone: _gateway(owner, args, tiers, zone, addresses[zone], public_route) for zone in nat_zones}
    return Nat(
        targets={zone: {"nat_gateway_id": gateways.get(zone, gateways[nat_zones[0]]).id} for zone in zones},
        public_ips={zone: address.public_ip for zone, address in addresses.items()},
        alarms=tuple(alarm for zone, gateway in gateways.items() for alarm in gateway_alarms(zone, gateway.id)),
    )


def _instance(owner: Component, args: VpcArgs, tiers: Tiers, vpc: aws.ec2.Vpc, public_route: aws.ec2.Route) -> Nat:
    zone = args.one_nat_zone
    made = create_nat_instance(
        owner,
        args,
        args.nat_instance or NatInstance(),
        vpc_id=vpc.id,
        subnet_id=tiers.subnets["public", zone].id,
        subnet_cidr=tiers.cidr("public", zone),
        public_route=public_route,
    )
    return Nat(
        targets={letter: {"network_interface_id": made.interface.id} for letter in sorted(args.zones)},
        public_ips={zone: made.address.public_ip},
        alarms=instance_alarms(made.group.name),
    )


def _address(owner: Component, args: VpcArgs, zone: str, public_route: aws.ec2.Route) -> aws.ec2.Eip:
    name = f"{owner.logical_name}-nat-address-{zone}"
    return aws.ec2.Eip(
        name, domain="vpc", tags=child_tags(args.scope, name), opts=owner.child(depends_on=[public_route])
    )


def _gateway(
    owner: Component, args: VpcArgs, tiers: Tiers, zone: str, address: aws.ec2.Eip, public_route: aws.ec2.Route
) -> aws.ec2.NatGateway:
    name = f"{owner.logical_name}-nat-{zone}"
    return aws.ec2.NatGateway(
        name,
        subnet_id=tiers.subnets["public", zone].id,
        allocation_id=address.id,
        connectivity_type="public",
        tags=child_tags(args.scope, name),
        opts=owner.child(depends_on=[public_route]),
    )
