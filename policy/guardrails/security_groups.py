"""Whatever resource writes a security group's rule, it is seen as one and the same thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Literal

from .item import Item
from .ports import Traffic, traffic
from .values import Node
from .verdicts import Undecided, Verdict, Verdicts, each

GROUP = "aws:ec2/securityGroup:SecurityGroup"
DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"
INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"

Direction = Literal["ingress", "egress"]
DIRECTIONS: tuple[Direction, ...] = ("ingress", "egress")
WRITERS: dict[Direction, frozenset[str]] = {
    "ingress": frozenset({GROUP, DEFAULT_GROUP, RULE, INGRESS_RULE}),
    "egress": frozenset({GROUP, DEFAULT_GROUP, RULE, EGRESS_RULE}),
}
"""Direction -> canonical types that can write a rule of it."""

_LISTS = ("cidrBlocks", "ipv6CidrBlocks")

# Nobody was ever given more addresses than this: what is larger is the internet, or a half of it beside the other half.
# Source: https://www.iana.org/assignments/ipv4-address-space and https://www.iana.org/assignments/ipv6-unicast-address-assignments
_LARGEST_ALLOCATION = {4: 8, 6: 12}
_LARGE_AND_PRIVATE = tuple(IPv6Network(text) for text in ("fc00::/7", "fe80::/10"))


@dataclass(frozen=True, kw_only=True)
class SecurityRule:
    """One rule of a security group: what may come from, or go to, whom."""

    item: Item
    """The resource that writes it: the group, or the rule as a resource of its own."""

    direction: Direction
    protocol: Node
    first: Node
    last: Node
    ranges: tuple[Node, ...]
    """Places that hold a CIDR range or a list of them."""

    def traffic(self) -> Traffic:
        """Return what may pass. Raises Undecided where that is not known yet."""
        return traffic(self.protocol, self.first, self.last)

    def mark(self, cidr: Node) -> str:
        """Return the rule's fingerprint for one of its ranges: `tcp/22/0.0.0.0/0`; `[secret]` stands for secrets."""
        parts = (self.protocol, self.first, self.last)
        label = "[secret]" if any(part.secret for part in parts) else self.traffic().label
        network = None if cidr.secret else read_range(cidr)
        return f"{label}/{'[secret]' if network is None else network}"


def security_rules(item: Item, direction: Direction) -> list[SecurityRule]:
    """Return the rules of *direction* that a resource writes. Raises Undecided where it is not known whether any."""
    if item.type not in WRITERS[direction]:
        return []
    if item.type in (GROUP, DEFAULT_GROUP):
        return [_described(item, direction, one, "protocol", _LISTS) for one in item[direction].items()]
    if item.type == RULE:
        ours = item["type"].value() == direction
        return [_described(item, direction, item, "protocol", _LISTS)] if ours else []
    return [_described(item, direction, item, "ipProtocol", ("cidrIpv4", "cidrIpv6"))]


def must_not_be_open(item: Item, direction: Direction, refuses: Callable[[Traffic], str]) -> Iterator[Verdict]:
    """Yield a problem for each range that is the whole internet, where *refuses* has words against the traffic.

    The words go on from "must not be the whole internet for". A range that cannot be read is a problem of its own.
    """
    try:
        rules = security_rules(item, direction)
    except Undecided as undecided:
        yield undecided
        return
    yield from each(rules, lambda rule: _judge(rule, refuses))


def read_range(cidr: Node) -> IPv4Network | IPv6Network | None:
    """Return the range at *cidr*, None where it is none. Raises Undecided where it is not known yet."""
    try:
        return ip_network(cidr.text(), strict=False)
    except ValueError:
        return None


def is_the_internet(network: IPv4Network | IPv6Network) -> bool:
    """Return whether *network* is all public addresses, or so many of them that two or three such ranges are all."""
    if network.prefixlen >= _LARGEST_ALLOCATION[network.version]:
        return False
    return not (isinstance(network, IPv6Network) and any(network.subnet_of(large) for large in _LARGE_AND_PRIVATE))


def _judge(rule: SecurityRule, refuses: Callable[[Traffic], str]) -> Verdicts:
    open_to: list[Node] = []
    doubts: list[Undecided] = []
    for cidr in _ranges(rule, doubts):
        network = read_range(cidr)
        if network is None:
            yield cidr.problem("must be a CIDR range")
        elif is_the_internet(network):
            open_to.append(cidr)
    if not open_to and not doubts:
        return
    words = refuses(rule.traffic())
    if words:
        for cidr in open_to:
            yield cidr.problem(f"must not be the whole internet for {words}", mark=rule.mark(cidr))
        yield from doubts


def _ranges(rule: SecurityRule, doubts: list[Undecided]) -> Iterator[Node]:
    """Yield the ranges that are known; those that are not go to *doubts*."""
    for holder in rule.ranges:
        try:
            inside = holder.items()
        except Undecided as undecided:
            doubts.append(undecided)
            continue
        for cidr in inside:
            if cidr.unknown:
                doubts.append(cidr.undecided())
            else:
                yield cidr


def _described(
    item: Item, direction: Direction, at: Item | Node, protocol: str, ranges: tuple[str, str]
) -> SecurityRule:
    return SecurityRule(
        item=item,
        direction=direction,
        protocol=at[protocol],
        first=at["fromPort"],
        last=at["toPort"],
        ranges=(at[ranges[0]], at[ranges[1]]),
    )
