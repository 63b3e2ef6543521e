"""Subnets that are called private have no route to an internet gateway."""

from __future__ import annotations

from ...authoring import Inventory, Item, Level, Severity, StackRule, Verdicts, each
from ...routes import SUBNET, internet_route
from ...subnets import meant_tier


def _check(stack: Inventory) -> Verdicts:
    private = [subnet for subnet in stack.of(SUBNET) if meant_tier(subnet) == "private"]
    yield from each(private, lambda subnet: _judge(stack, subnet))


def _judge(stack: Inventory, subnet: Item) -> Verdicts:
    way = internet_route(stack, subnet)
    if way:
        yield subnet.says(
            f"this subnet is meant to be private, but {way.name} sends its traffic to an internet gateway",
            mark=way.name,
        )


subnet_private_no_igw_route = StackRule(
    id="subnet-private-no-igw-route",
    promise="No subnet that is tagged or named private has a route to an internet gateway.",
    fix="Associate the subnet with a route table of its own that leads to a NAT gateway or nowhere; if it is meant to"
    " be public, name and tag it so.",
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    looks_at=frozenset({SUBNET}),
    check=_check,
)
