"""Advises endpoints of a VPC for what goes to AWS's own services through NAT gateways, where it costs less there.

How much of a gateway's data that is, no program tells: `data/advice_endpoints.csv` holds what is assumed.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from decimal import Decimal

from ....data import tables
from ..item import Item
from ..money import NOTHING, Range
from ..pricers.addresses import SUBNET
from ..world import World
from .model import Proposal
from .nat import VPC, Gateways, gateways
from .situation import Adviser, Situation, each

_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
_GATEWAY = "Gateway"
_METER = "gbProcessed"


@each(VPC)
def _endpoints(vpc: Item, situation: Situation) -> Iterator[Proposal]:
    """One for each service that the VPC reaches through gateways, unless the stack has it."""
    found = gateways(vpc, situation.world)
    if not found.items:
        return
    endpoints = situation.world.referrers(vpc, _ENDPOINT, "vpcId")
    there = {one.text("serviceName").rpartition(".")[2] for one in endpoints}
    zones = _zones(vpc, situation.world)
    for row in _services():
        used = not row["where"] or situation.world.of(row["where"])
        if used and row["service"] not in there and (row["type"] == _GATEWAY or zones):
            yield _proposal(vpc, row, zones, found, situation)


def _proposal(vpc: Item, row: dict[str, str], zones: int, found: Gateways, situation: Situation) -> Proposal:
    service, share, gateway = row["service"], Decimal(row["share"]), row["type"] == _GATEWAY
    endpoint = Item(
        urn=f"{vpc.urn}-endpoint-{service}",
        type=_ENDPOINT,
        name=f"{vpc.name}-endpoint-{service}",
        inputs={"vpcEndpointType": row["type"], **({} if gateway else {"subnetIds": [*range(zones)]})},
        parent=vpc.parent,
        region=vpc.region,
        tags=vpc.tags,
    )
    moved, usage = NOTHING, {}
    for item in found.items:
        data = situation.usage.reading(item, _METER).quantity
        moved += data * share
        usage[item.urn] = {_METER: data * (1 - share)}
    kind = "a gateway endpoint, which is free," if gateway else f"an interface endpoint in {zones} zones"
    return Proposal(
        id=f"endpoint-{service}",
        item=vpc,
        what=f"add {kind} for {service} (serviceName com.amazonaws.{vpc.region}.{service}): {share * 100:.0f} % of the"
        f" data of its NAT gateways is taken to be {row['why']}",
        risk="its policy and security group, or the routes to it, must let everything through that needs the service",
        added=(endpoint,),
        usage={**usage, endpoint.urn: _through(moved)},
    )


def _through(moved: Range) -> dict[str, Range]:
    return {_METER: moved}


def _zones(vpc: Item, world: World) -> int:
    """Return how many zones the subnets of *vpc* are in; 0 where they do not say. Raises Undecided."""
    subnets = world.referrers(vpc, SUBNET, "vpcId")
    return len({zone for zone in (subnet.text("availabilityZone") for subnet in subnets) if zone})


@functools.cache
def _services() -> tuple[dict[str, str], ...]:
    return tuple(tables.rows("advice_endpoints"))


ADVISERS: tuple[Adviser, ...] = (_endpoints,)
