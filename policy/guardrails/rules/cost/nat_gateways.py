"""No more NAT gateways are paid for than do any good: one in a zone, and in development one in a VPC.

A gateway costs about 32 USD a month before it has moved a byte. Public and private ones are counted by themselves. Of a
subnet that another stack made the zone and the VPC are not known: its gateway is counted with others of that subnet.
Source: https://aws.amazon.com/vpc/pricing/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import Controls, Inventory, Item, Level, Node, Parameter, Severity, StackRule, Undecided, Verdicts

_NAT = "aws:ec2/natGateway:NatGateway"
_SUBNETS = ("aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet")
_VPCS = ("aws:ec2/vpc:Vpc", "aws:ec2/defaultVpc:DefaultVpc")
_ZONES = ("availabilityZone", "availabilityZoneId")


def _check(stack: Inventory, parameters: Mapping[str, Any]) -> Verdicts:
    per_vpc = parameters["perVpc"]
    vpcs: dict[tuple[str, str], list[Item]] = {}
    for gateway in stack.of(_NAT):
        try:
            vpcs.setdefault((gateway["connectivityType"].text(), _vpc(stack, gateway)), []).append(gateway)
        except Undecided as undecided:
            yield undecided
    for gateways in vpcs.values():
        allowed = gateways[:per_vpc] if per_vpc else gateways
        for gateway in gateways[len(allowed) :]:
            yield gateway.says(f"a VPC needs no more NAT gateways than {per_vpc}, this is another")
        if len(allowed) > 1:  # of the only one in a VPC the zone does not matter
            yield from _one_in_each_zone(stack, allowed)


def _one_in_each_zone(stack: Inventory, gateways: list[Item]) -> Verdicts:
    """Yield a problem for each gateway of one VPC that stands in the zone of another."""
    taken = set()
    for gateway in gateways:
        try:
            zone = _zone(stack, gateway)
        except Undecided as undecided:
            yield undecided
            continue
        if zone in taken:
            yield gateway.says("an Availability Zone needs no more NAT gateways than one, this is another")
        taken.add(zone)


def _vpc(stack: Inventory, gateway: Item) -> str:
    subnet = _subnet(stack, gateway)
    if subnet:
        return _named(stack, subnet["vpcId"], _VPCS)
    return _named(stack, gateway["vpcId"] if gateway["subnetId"].absent else gateway["subnetId"], _VPCS)


def _zone(stack: Inventory, gateway: Item) -> str:
    """Return what tells a gateway's zone from others, empty for a gateway of the whole VPC. Raises Undecided."""
    subnet = _subnet(stack, gateway)
    if not subnet:
        return ""
    return next((subnet[key].text() for key in _ZONES if not subnet[key].absent), subnet.urn)


def _subnet(stack: Inventory, gateway: Item) -> Item | None:
    found, _ = stack.targets(gateway["subnetId"], *_SUBNETS)
    return next(iter(found), None)


def _named(stack: Inventory, node: Node, types: tuple[str, ...]) -> str:
    """Return what tells the resource at *node* from others. Raises Undecided."""
    found, _ = stack.targets(node, *types)
    return found[0].urn if found else node.text()


cost_nat_gateways = StackRule(
    id="cost-nat-gateways",
    promise="There is at most one NAT gateway in an Availability Zone, and in development one in a VPC.",
    fix="Remove the gateway and let the routes of its subnets lead to the one that stays.",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    controls=Controls(),
    parameters={
        "perVpc": Parameter(
            says="Most NAT gateways in a VPC; 0 means one in each zone.",
            default=0,
            by_profile={"development": 1, "ephemeral": 1},
            schema={"type": "integer", "minimum": 0},
        )
    },
    looks_at=frozenset({_NAT}),
    check=_check,
)
