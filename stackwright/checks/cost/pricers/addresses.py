"""Prices public IPv4 addresses that AWS gives out by itself; an Elastic IP is priced where it is declared.

Source: https://aws.amazon.com/vpc/pricing/, "Public IPv4 Address": in use or idle, each costs the same by the hour.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..item import Item
from ..lines import Entry
from ..money import Range
from ..quote import Quote
from ..values import Undecided
from ..world import World

SUBNET = "aws:ec2/subnet:Subnet"
DEFAULT_SUBNET = "aws:ec2/defaultSubnet:DefaultSubnet"
KEY = "vpc.public-ipv4"


def given_by(item: Item, world: World, path: str) -> bool | None:
    """Return whether the subnets at *path* give a public address to what starts there; None where they do not tell.

    Raises Undecided.
    """
    subnets = world.targets(item, path, SUBNET, DEFAULT_SUBNET)
    try:
        stated = item.count(path)
    except Undecided:
        stated = len(subnets)
    if not subnets or len(subnets) < stated:
        return None
    return any(subnet.flag("mapPublicIpOnLaunch", subnet.type == DEFAULT_SUBNET) for subnet in subnets)


def addresses(quote: Quote, given: bool | None, count: Range, assumption: str = "") -> Iterator[Entry]:
    """Yield what the addresses of *count* machines cost, where they are *given* one each."""
    if given is None:
        yield quote.unpriced("a subnet outside this stack decides on it", "public IPv4 address")
    elif given:
        yield quote.hourly("public IPv4 address", KEY, count, assumption=assumption)


def accessible(item: Item, quote: Quote) -> Iterator[Entry]:
    """Yield the address that AWS gives a managed resource which is to be reached from the internet."""
    if item.flag("publiclyAccessible"):
        yield quote.hourly("public IPv4 address", KEY)


def in_zones(count: int) -> str:
    """Return `in 1 zone`, `in 3 zones`."""
    return f"in {count} zone{'' if count == 1 else 's'}"
