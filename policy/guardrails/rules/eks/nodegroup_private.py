"""Nodes run in private subnets."""

from __future__ import annotations

import functools

from ...authoring import Inventory, Item, Level, Severity, StackRule, Verdicts, each
from ...routes import must_be_private

_GROUP = "aws:eks/nodeGroup:NodeGroup"


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(_GROUP), functools.partial(_judge, stack))


def _judge(stack: Inventory, group: Item) -> Verdicts:
    yield from must_be_private(stack, group["subnetIds"])


eks_nodegroup_private = StackRule(
    id="eks-nodegroup-private",
    promise="The nodes of a cluster run in subnets that no internet gateway leads to.",
    fix="Give the node group the ids of private subnets, which reach the internet by a NAT gateway.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    looks_at=frozenset({_GROUP}),
    check=_check,
)
