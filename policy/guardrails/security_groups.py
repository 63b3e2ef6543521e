"""Whatever resource writes a security group's rule, it is seen as one and the same thing."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Literal

from .inventory import Inventory
from .item import Item
from .ports import Traffic, traffic
from .values import Node
from .verdicts import Undecided, Verdicts, each

GROUP = "aws:ec2/securityGroup:SecurityGroup"
DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"
INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
PREFIX_LIST = "aws:ec2/managedPrefixList:ManagedPrefixList"
PREFIX_LIST_ENTRY = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"

Direction = Literal["ingress", "egress"]
DIRECTIONS: tuple[Direction, ...] = ("ingress", "egress")
WRITERS: dict[Direction, frozenset[str]] = {
    "ingress": frozenset({GROUP, DEFAULT_GROUP, RULE, INGRESS_RULE}),
    "egress": frozenset({GROUP, DEFAULT_GROUP, RULE, EGRESS_RULE}),
}
"""Direction -> canonical types that can write a rule of it."""

_LISTS = ("cidrBlocks", "ipv6CidrBlocks", "prefixListIds")

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

    prefix_lists: Node
    """Place that holds the id of a prefix list or a list of them."""

    def traffic(self) -> Traffic:
        """Return what may pass. Raises Undecided where that is not known yet."""
        return traffic(self.protocol, self.first, self.last)

    @property
    def label(self) -> str:
        """What may pass, in short: `tcp/22`; `[secret]` where a part of it is one."""
        secret = any(part.secret for part in (self.protocol, self.first, self.last))
        return "[secret]" if secret else self.traffic().label

    def mark(self, cidr: Node) -> str:
        """Return the rule's fingerprint for one of its ranges: `tcp/22/0.0.0.0/0`."""
        return f"{self.label}/{'[secret]' if cidr.secret else read_range(cidr)}"


def security_rules(item: Item, direction: Direction) -> list[SecurityRule]:
    """Return the rules of *direction* that a resource writes. Raises Undecided where it is not known whether any."""
    if item.type not in WRITERS[direction]:
        return []
    if item.type in (GROUP, DEFAULT_GROUP):
        return [_described(item, direction, one, "protocol", _LISTS) for one in item[direction].items()]
    if item.type == RULE:
        ours = item["type"].value() == direction
        return [_described(item, direction, item, "protocol", _LISTS)] if ours else []
    return [_described(item, direction, item, "ipProtocol", ("cidrIpv4", "cidrIpv6", "prefixListId"))]


def must_not_be_open(stack: Inventory, direction: Direction, refuses: Callable[[Traffic], str]) -> Verdicts:
    """Yield a problem for each range that is the whole internet, where *refuses* has words against the traffic.

    The words go on from "must not be the whole internet for". A range that cannot be read is a problem of its own. Of
    prefix lists, those of this stack are looked into.
    """
    lists = {item: _entries(stack, item) for item in stack.of(PREFIX_LIST)}
    check = functools.partial(_judge, stack, refuses, lists)
    yield from each(stack.of(*sorted(WRITERS[direction])), lambda item: _of(item, direction, check))


def _of(item: Item, direction: Direction, check: Callable[[SecurityRule], Verdicts]) -> Verdicts:
    yield from each(security_rules(item, direction), check)


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


@dataclass(kw_only=True)
class _Sources:
    """Whom a rule is about, as far as it matters whether that is everybody."""

    everybody: list[Node] = field(default_factory=list)
    """Ranges that are the internet."""

    lists: list[Item] = field(default_factory=list)
    """Prefix lists with such a range in them."""

    doubts: list[Undecided] = field(default_factory=list)


def _judge(
    stack: Inventory, refuses: Callable[[Traffic], str], lists: Mapping[Item, _Sources], rule: SecurityRule
) -> Verdicts:
    sources = _Sources()
    for holder in rule.ranges:
        yield from _sort(holder, sources)
    _look_into_lists(stack, rule.prefix_lists, lists, sources)
    if not sources.everybody and not sources.lists and not sources.doubts:
        return
    words = refuses(rule.traffic())
    if words:
        for cidr in sources.everybody:
            yield cidr.problem(f"must not be the whole internet for {words}", mark=rule.mark(cidr))
        for item in sources.lists:
            sentence = f"the prefix list {item.name} must not be the whole internet for {words}"
            yield rule.prefix_lists.says(sentence, mark=f"{rule.label}/{item.name}")
        yield from sources.doubts


def _look_into_lists(stack: Inventory, named: Node, lists: Mapping[Item, _Sources], sources: _Sources) -> None:
    """Add the prefix lists at *named* that hold the internet to *sources*, and the doubt where one may."""
    for item, inside in lists.items():
        answer = stack.refers(named, item) if inside.everybody or inside.doubts else False
        if answer and inside.everybody:
            sources.lists.append(item)
        elif answer is not False:
            sources.doubts.append(named.undecided())


def _entries(stack: Inventory, item: Item) -> _Sources:
    """Return what the entries of a prefix list are, those inside it and those that are resources of their own."""
    sources = _Sources()
    holders = [entry["cidr"] for entry in stack.pointing_at(item, PREFIX_LIST_ENTRY, "prefixListId").certain]
    try:
        holders += [entry["cidr"] for entry in item["entries"].items()]
    except Undecided as undecided:
        sources.doubts.append(undecided)
    for holder in holders:
        list(_sort(holder, sources))
    return sources


def _sort(holder: Node, sources: _Sources) -> Verdicts:
    """Put the ranges at *holder* where they belong, and yield a problem for each that cannot be read."""
    try:
        inside = holder.items()
    except Undecided as undecided:
        sources.doubts.append(undecided)
        return
    for cidr in inside:
        if cidr.unknown:
            sources.doubts.append(cidr.undecided())
            continue
        network = read_range(cidr)
        if network is None:
            yield cidr.problem("must be a CIDR range")
        elif is_the_internet(network):
            sources.everybody.append(cidr)


def _described(
    item: Item, direction: Direction, at: Item | Node, protocol: str, sources: tuple[str, str, str]
) -> SecurityRule:
    return SecurityRule(
        item=item,
        direction=direction,
        protocol=at[protocol],
        first=at["fromPort"],
        last=at["toPort"],
        ranges=(at[sources[0]], at[sources[1]]),
        prefix_lists=at[sources[2]],
    )
