"""No more NAT gateways are paid for than do any good: one in a zone, and in development one in a VPC.

A gateway costs about 32 USD a month before it has moved a byte. Public and private ones are counted by themselves. Of a
subnet that another stack made the zone and the VPC are not known: its gateway is counted with others of that subnet.
Source: https://aws.amazon.com/vpc/pricing/.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...authoring import Controls, Inventory, Item, Level, Node, Parameter, Severity, StackRule, Undecided, Verdicts

_NAT = "aws:ec2/natGateway:NatGateway"
_SUBNETS = ("aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet")
_VPCS = ("aws:ec2/vpc:Vpc", "aws:ec2/defaultVpc:DefaultVpc")
_ZONES = ("availabilityZone", "availabilityZoneId")

Place = Callable[[Inventory, Item], str]


def _check(stack: Inventory, parameters: Mapping[str, Any]) -> Verdicts:
    per_vpc = parameters["perVpc"]
    if per_vpc:
        yield from _surplus(stack, _vpc, per_vpc, "VPC")
    yield from _surplus(stack, _zone, 1, "Availability Zone")


def _surplus(stack: Inventory, place: Place, most: int, called: str) -> Verdicts:
    """Yield a problem for each gateway beyond the first *most* at a place."""
    found: dict[tuple[str, str], int] = {}
    for gateway in stack.of(_NAT):
        try:
            key = (gateway["connectivityType"].text(), place(stack, gateway))
        except Undecided as undecided:
            yield undecided
            continue
        found[key] = found.get(key, 0) + 1
        if found[key] > most:
            yield gateway.says(f"a {called} needs no more than {most} NAT gateway{'s' * (most > 1)}, this is another")


def _vpc(stack: Inventory, gateway: Item) -> str:
    subnet = _subnet(stack, gateway)
    if subnet:
        return _named(stack, subnet["vpcId"], _VPCS)
    return _named(stack, gateway["vpcId"] if gateway["subnetId"].absent else gateway["subnetId"], _VPCS)


def _zone(stack: Inventory, gateway: Item) -> str:
    subnet = _subnet(stack, gateway)
    if not subnet:
        return _vpc(stack, gateway)
    zones = (subnet[key] for key in _ZONES)
    zone = next((zone.text() for zone in zones if zone.known), subnet.urn)
    return f"{_vpc(stack, gateway)} {zone}"


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
