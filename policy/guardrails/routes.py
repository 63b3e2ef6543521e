"""A subnet is public where its route table leads to an internet gateway, which is AWS's own definition.

Source: https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html, "Subnet types".
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from .inventory import Inventory
from .item import Item
from .values import Node
from .verdicts import Undecided, Verdicts

SUBNET = "aws:ec2/subnet:Subnet"
DEFAULT_SUBNET = "aws:ec2/defaultSubnet:DefaultSubnet"
VPC = "aws:ec2/vpc:Vpc"
DEFAULT_VPC = "aws:ec2/defaultVpc:DefaultVpc"
INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway"
ROUTE = "aws:ec2/route:Route"
ROUTE_TABLE = "aws:ec2/routeTable:RouteTable"
DEFAULT_ROUTE_TABLE = "aws:ec2/defaultRouteTable:DefaultRouteTable"
ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation"
MAIN_ASSOCIATION = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"

_TABLES = (ROUTE_TABLE, DEFAULT_ROUTE_TABLE)
_NO_INTERNET = ("local", "vgw-", "vpce-", "cagw-")


def must_be_private(stack: Inventory, node: Node) -> Verdicts:
    """Yield a problem at *node*, a list of subnet ids, for each public subnet of this stack in it.

    Each problem is marked with the subnet's name. Subnets of other stacks pass: where they lead is not written here.
    """
    found, certain = stack.targets(node, SUBNET, DEFAULT_SUBNET)
    for subnet in found:
        try:
            by = public_by(stack, subnet)
        except Undecided:
            yield node.undecided()
            continue
        if by:
            yield node.says(f"{node.path} names the subnet {subnet.name}, {why(subnet, by)}", mark=subnet.name)
    if not certain or _from_the_unseen(stack, node):
        yield node.undecided()


def why(subnet: Item, by: Item) -> str:
    """Return the clause that says why *subnet* is public, `by` as `public_by` returns it."""
    if by is subnet:
        return "which is public: it gives what starts in it a public address"
    return f"which is public: {by.name} sends its traffic to an internet gateway"


def public_by(stack: Inventory, subnet: Item) -> Item | None:
    """Return the resource that makes *subnet* public: a route, a table of routes, or the subnet; None where it is not.

    A subnet that hands out public addresses counts as public though the stack has no route for it: its table is then
    elsewhere. Raises Undecided where something that is not known yet decides.
    """
    way = internet_route(stack, subnet)
    if way:
        return way
    # Of a default subnet, the default table leads to the internet and is not part of the program: so is its default.
    return subnet if subnet["mapPublicIpOnLaunch"].truth() is True else None


def internet_route(stack: Inventory, subnet: Item) -> Item | None:
    """Return the route, or the table with its routes inside, that leads from *subnet* to an internet gateway.

    None where what this stack writes about its table leads to none. Raises Undecided where that is not known yet.
    """
    doubtful = False
    for table, sure in _tables(stack, subnet):
        for way, certain in _ways_out(stack).get(table, ()):
            if sure and certain:
                return way
            doubtful = True
    if doubtful:
        raise Undecided(subnet)
    return None


def _tables(stack: Inventory, subnet: Item) -> Iterator[tuple[Item, bool]]:
    """Yield the tables that hold for *subnet*, with whether that is certain; a VPC stands for its main table."""
    pointers = stack.pointing_at(subnet, ASSOCIATION, "subnetId")
    for association in pointers.certain:
        yield from _named_tables(stack, association["routeTableId"])
    if pointers.certain:
        return
    for association in pointers.possible:
        yield from ((table, False) for table, _ in _named_tables(stack, association["routeTableId"]))
    vpcs, certain = stack.targets(subnet["vpcId"], VPC)
    for vpc in vpcs:
        for table, sure in _main_tables(stack, vpc):
            yield table, sure and certain and not pointers.possible


def _main_tables(stack: Inventory, vpc: Item) -> Iterator[tuple[Item, bool]]:
    pointers = stack.pointing_at(vpc, MAIN_ASSOCIATION, "vpcId")
    for association in (*pointers.certain, *pointers.possible):
        for table, sure in _named_tables(stack, association["routeTableId"]):
            yield table, sure and association in pointers.certain
    if pointers.certain:
        return
    yield vpc, not pointers.possible
    adopted = stack.pointing_at(vpc, DEFAULT_ROUTE_TABLE, "defaultRouteTableId")
    for table in (*adopted.certain, *adopted.possible):
        yield table, table in adopted.certain and not pointers.possible


def _named_tables(stack: Inventory, node: Node) -> list[tuple[Item, bool]]:
    """Return the tables that *node* names, and where it names none the VPC whose main table it may be."""
    found, certain = stack.targets(node, *_TABLES)
    if not found:
        found, certain = stack.targets(node, VPC)
    if found:
        return [(table, True) for table in found]
    return [] if certain else [(table, False) for table in stack.of(*_TABLES)]


@functools.lru_cache(maxsize=1)
def _ways_out(stack: Inventory) -> Mapping[Item, tuple[tuple[Item, bool], ...]]:
    """Return table -> what leads from it to an internet gateway, certain or not: routes of their own, and the table.

    It is asked for each subnet of a stack, and is the same for all of them.
    """
    found: dict[Item, list[tuple[Item, bool]]] = {}
    for table in stack.of(*_TABLES):
        try:
            inside = [_leads_out(stack, route["gatewayId"]) for route in table["routes"].items()]
        except Undecided:
            inside = [None]
        if any(answer is not False for answer in inside):
            found.setdefault(table, []).append((table, True in inside))
    for route in stack.of(ROUTE):
        answer = _leads_out(stack, route["gatewayId"])
        if answer is not False:
            for table, sure in _named_tables(stack, route["routeTableId"]):
                found.setdefault(table, []).append((route, sure and answer is True))
    return {table: tuple(ways) for table, ways in found.items()}


def _leads_out(stack: Inventory, gateway: Node) -> bool | None:
    """Return whether *gateway* is an internet gateway, of this stack or by its id; None where that is not known yet."""
    if gateway.absent:
        return False
    found, certain = stack.targets(gateway, INTERNET_GATEWAY)
    if gateway.unknown:
        return True if found else None if not certain else False
    text = gateway.text()
    return text.startswith("igw-") or (bool(found) and not text.startswith(_NO_INTERNET))


def _from_the_unseen(stack: Inventory, node: Node) -> bool:
    """Return whether an unknown value at *node* comes from a component whose children are not seen."""
    try:
        node.value()
    except Undecided:
        makers = (stack.find(urn) for urn in node.made_of)
        return any(maker is not None and maker.opaque for maker in makers)
    return False
