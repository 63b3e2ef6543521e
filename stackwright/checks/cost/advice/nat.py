"""Advises fewer NAT gateways outside production: one in a VPC, or a small instance in place of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..item import Item
from ..money import NOTHING, Range
from ..pricers.addresses import SUBNET
from ..world import World
from .model import Proposal
from .situation import Adviser, Situation, each

GATEWAY = "aws:ec2/natGateway:NatGateway"
VPC = "aws:ec2/vpc:Vpc"
_ADDRESS = "aws:ec2/eip:Eip"
_INSTANCE = "aws:ec2/instance:Instance"
# The smallest that carries some hundred megabits a second for a while, with the disk that most images take.
_TYPE, _DISK = "t4g.nano", {"volumeType": "gp3", "volumeSize": 8}

_SINGLE_RISK = (
    "private subnets of the other zones lose the internet with its zone; data from there crosses zones, as counted"
)
_INSTANCE_RISK = "one machine of your own to patch and to watch, slower than a gateway, and gone while it is replaced"


@dataclass(frozen=True)
class Gateways:
    """The public gateways of one VPC that stand in subnets of this stack."""

    items: tuple[Item, ...]

    def used(self, situation: Situation, meter: str, items: Iterable[Item] | None = None) -> Range:
        """Return what they, or *items* of them, use of a meter altogether."""
        chosen = self.items if items is None else items
        return Range.total(situation.usage.reading(item, meter).quantity for item in chosen)


def gateways(vpc: Item, world: World) -> Gateways:
    """Return the gateways of *vpc*. Raises Undecided."""
    found = []
    for item in world.of(GATEWAY):
        subnet = world.target(item, "subnetId", SUBNET)
        public = item.text("connectivityType", "public") == "public"
        if subnet and public and world.target(subnet, "vpcId", VPC) is vpc:
            found.append(item)
    return Gateways(tuple(found))


@each(VPC)
def _single(vpc: Item, situation: Situation) -> Iterator[Proposal]:
    found = gateways(vpc, situation.world)
    if situation.production or len(found.items) < 2:
        return
    kept, *others = found.items
    between = situation.usage.given(kept, "gbInterAz")
    yield Proposal(
        id="single-nat",
        item=kept,
        what=f"let the routes of all private subnets lead to it (natGatewayId), and remove {_named(others)}",
        risk=_SINGLE_RISK,
        removed=frozenset((*(item.urn for item in others), *addresses_of(others, situation))),
        usage={
            kept.urn: {
                "gbProcessed": found.used(situation, "gbProcessed"),
                "gbOut": found.used(situation, "gbOut"),
                "gbInterAz": found.used(situation, "gbProcessed", others) + (between.quantity if between else NOTHING),
            }
        },
    )


@each(VPC)
def _instance(vpc: Item, situation: Situation) -> Iterator[Proposal]:
    found = gateways(vpc, situation.world)
    if situation.production or not found.items:
        return
    first, *others = found.items
    machine = Item(
        urn=f"{first.urn}-instance",
        type=_INSTANCE,
        name=f"{first.name}-instance",
        # Its address is the gateway's.
        inputs={"instanceType": _TYPE, "associatePublicIpAddress": False, "rootBlockDevice": _DISK},
        parent=first.parent,
        region=first.region,
        tags=first.tags,
    )
    whole = _named(found.items)
    yield Proposal(
        id="nat-instance",
        item=first,
        what=f"run a NAT instance ({_TYPE}, sourceDestCheck off, routes by networkInterfaceId) in place of {whole}",
        risk=_INSTANCE_RISK,
        removed=frozenset((*(item.urn for item in found.items), *addresses_of(others, situation))),
        added=(machine,),
        usage={
            machine.urn: {
                "gbOut": found.used(situation, "gbOut"),
                "gbInterAz": found.used(situation, "gbProcessed", others),
            }
        },
    )


def addresses_of(items: Iterable[Item], situation: Situation) -> Iterator[str]:
    """Yield the URNs of the Elastic IPs that nothing but these gateways has."""
    for item in items:
        address = situation.world.target(item, "allocationId", _ADDRESS)
        if address and situation.dependents(address) == [item]:
            yield address.urn


def _named(items: Iterable[Item]) -> str:
    names = [item.name for item in items]
    return f"{', '.join(names[:-1])} and {names[-1]}" if names[1:] else names[0]


ADVISERS: tuple[Adviser, ...] = (_single, _instance)
