"""Where every subnet of a VPC lies: a function of its zone's letter and its tier, and of nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Literal

Tier = Literal["public", "private", "isolated"]

TIERS: tuple[Tier, ...] = ("public", "private", "isolated")

LETTERS = "abcdefgh"
"""Zone letters that have a block. The VPC is cut in as many blocks as there are letters, used or not."""

_ZONE_BITS = 3  # eight letters, eight blocks
_EIGHTH_BITS = 3  # a zone's block is allotted in eighths

# Tier -> (bits cut off the zone's block, index among pieces of that size): eighths 0-3 are private, 4 is public,
# 5 is isolated, 6 and 7 stay free for later tiers. At the smallest VPC, /21, an eighth is a /27, which is also the
# smallest subnet an Application Load Balancer takes.
_PLACES: dict[Tier, tuple[int, int]] = {"private": (1, 0), "public": (_EIGHTH_BITS, 4), "isolated": (_EIGHTH_BITS, 5)}

# A /56 holds 256 subnets of /64: 32 for each letter, of which each tier has a fixed one.
_IPV6_PER_ZONE = 32
_IPV6_SUBNET_PREFIX = 64
_IPV6_SLOTS: dict[Tier, int] = {"private": 0, "public": 1, "isolated": 2}

_LARGEST, _SMALLEST = 16, 21
_PRIVATE_RANGES = tuple(
    IPv4Network(text) for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
)


@dataclass(frozen=True)
class PlannedSubnet:
    """One subnet before it exists."""

    zone: str
    """Letter of its availability zone."""

    tier: Tier
    """What it is for."""

    cidr: str
    """Its IPv4 range."""

    ipv6_index: int
    """Which /64 of the VPC's /56 is its IPv6 range."""


def plan(cidr: str, zones: Iterable[str], tiers: Collection[Tier] = TIERS) -> tuple[PlannedSubnet, ...]:
    """Return the subnets of *tiers* in *zones*, sorted by zone. Adding or removing either moves no other subnet.

    Raises ValueError where *cidr* or *zones* can not be planned.
    """
    network = check_range(cidr)
    return tuple(
        PlannedSubnet(zone, tier, str(_place(network, zone, tier)), _ipv6_index(zone, tier))
        for zone in check_zones(zones)
        for tier in tiers
    )


def check_range(cidr: str) -> IPv4Network:
    """Return *cidr* as a network. Raises ValueError unless it is a private IPv4 range between /16 and /21."""
    network = ipv4_range(cidr)
    if not _LARGEST <= network.prefixlen <= _SMALLEST:
        raise ValueError(
            f"cidr must be between /{_LARGEST} (the largest VPC) and /{_SMALLEST} (room for a load balancer's subnet "
            f"in each of {len(LETTERS)} zones), got {cidr!r}: use for instance '{network.network_address}/{_LARGEST}'"
        )
    if not any(network.subnet_of(private) for private in _PRIVATE_RANGES):
        allowed = ", ".join(str(private) for private in _PRIVATE_RANGES)
        raise ValueError(f"cidr must lie in a private range, got {cidr!r}: choose one inside {allowed}")
    return network


def ipv4_range(cidr: str) -> IPv4Network:
    """Return *cidr* as a network. Raises ValueError where it is not an IPv4 range written from its first address."""
    try:
        return IPv4Network(cidr)
    except ValueError as reason:
        raise ValueError(f"cidr must be an IPv4 range such as '10.0.0.0/16', got {cidr!r}: {reason}") from reason


def check_zones(zones: Iterable[str]) -> tuple[str, ...]:
    """Return *zones* sorted. Raises ValueError where one is not a letter that has a block, or is given twice."""
    given = tuple(zones)
    wrong = sorted(zone for zone in set(given) if len(zone) != 1 or zone not in LETTERS)
    if wrong:
        raise ValueError(
            f"zones must be letters from {LETTERS[0]!r} to {LETTERS[-1]!r}, got {', '.join(map(repr, wrong))}: "
            "give the end of the availability zone's name, 'a' for 'eu-west-1a'"
        )
    if len(set(given)) != len(given):
        raise ValueError(f"zones must be different letters, got {given!r}: remove the repeated one")
    return tuple(sorted(given))


def ipv6_subnet(block: str, index: int) -> str:
    """Return the /64 number *index* of the VPC's IPv6 *block*."""
    network = ip_network(block)
    if not isinstance(network, IPv6Network):
        raise ValueError(f"an IPv6 range was expected, got {block!r}")
    return str(IPv6Network((int(network.network_address) + (index << _IPV6_SUBNET_PREFIX), _IPV6_SUBNET_PREFIX)))


def gateway_address(cidr: str) -> str:
    """Return the address of the VPC's router in the subnet *cidr*: AWS keeps the second one for it."""
    return str(IPv4Network(cidr)[1])


def _place(network: IPv4Network, zone: str, tier: Tier) -> IPv4Network:
    bits, index = _PLACES[tier]
    return _piece(_piece(network, _ZONE_BITS, LETTERS.index(zone)), bits, index)


def _piece(network: IPv4Network, bits: int, index: int) -> IPv4Network:
    """Return piece *index* of the 2**bits equal pieces of *network*."""
    prefix = network.prefixlen + bits
    return IPv4Network((int(network.network_address) + (index << (network.max_prefixlen - prefix)), prefix))


def _ipv6_index(zone: str, tier: Tier) -> int:
    return LETTERS.index(zone) * _IPV6_PER_ZONE + _IPV6_SLOTS[tier]
