"""Advises to remove what is paid for and, as far as the stack tells, used by nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ..item import Item
from .model import Proposal
from .nat import GATEWAY
from .situation import Adviser, Situation, each

_LISTENER = "aws:lb/listener:Listener"
_RULE = "aws:lb/listenerRule:ListenerRule"
_GROUP = "aws:lb/targetGroup:TargetGroup"
# What makes a target group's targets, and where it names the group.
_TARGETS = (
    ("aws:lb/targetGroupAttachment:TargetGroupAttachment", "targetGroupArn"),
    ("aws:ecs/service:Service", "loadBalancers"),
    ("aws:autoscaling/group:Group", "targetGroupArns"),
    ("aws:autoscaling/attachment:Attachment", "lbTargetGroupArn"),
    ("aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment", "trafficSource"),
)
# Where an Elastic IP is used, beside what depends on it.
_ADDRESSES = (
    (GATEWAY, "allocationId"),
    ("aws:ec2/eipAssociation:EipAssociation", "allocationId"),
    ("aws:lb/loadBalancer:LoadBalancer", "subnetMappings"),
)
_ATTACHED = ("instance", "networkInterface", "associationId")
_RISK = "another stack, or somebody by hand, may use it: look at its metrics first"


@each("aws:lb/loadBalancer:LoadBalancer")
def _balancers(item: Item, situation: Situation) -> Iterator[Proposal]:
    listeners = situation.world.referrers(item, _LISTENER, "loadBalancerArn")
    if not listeners and not _used(item, situation):
        yield _proposal(item, "remove it: it has no listener")
    elif listeners and not any(_leads_somewhere(listener, situation) for listener in listeners):
        yield _proposal(item, "remove it and its listeners: none of their target groups has a target")


@each("aws:elb/loadBalancer:LoadBalancer")
def _classic(item: Item, situation: Situation) -> Iterator[Proposal]:
    if not item.has("instances") and not _used(item, situation):
        yield _proposal(item, "remove it: it has no instances")


@each("aws:ec2/eip:Eip")
def _addresses(item: Item, situation: Situation) -> Iterator[Proposal]:
    """An address is paid for whether or not anything has it."""
    named = any(situation.world.referrers(item, type_, path) for type_, path in _ADDRESSES)
    if not named and not any(item.has(path) for path in _ATTACHED) and not _used(item, situation):
        yield _proposal(item, "release it: nothing is associated with it")


@each(GATEWAY)
def _gateways(item: Item, situation: Situation) -> Iterator[Proposal]:
    world = situation.world
    routed = world.referrers(item, "aws:ec2/route:Route", "natGatewayId")
    inline = [
        table
        for type_ in ("aws:ec2/routeTable:RouteTable", "aws:ec2/defaultRouteTable:DefaultRouteTable")
        for table in world.of(type_)
        if any(route.text("natGatewayId") in (item.id, *item.identities()) for route in table.items("routes"))
    ]
    if not routed and not inline and not _used(item, situation):
        yield _proposal(item, "remove it and its address: no route leads to it")


@each("aws:ebs/volume:Volume")
def _volumes(item: Item, situation: Situation) -> Iterator[Proposal]:
    attached = situation.world.referrers(item, "aws:ec2/volumeAttachment:VolumeAttachment", "volumeId")
    if not attached and not _used(item, situation):
        yield _proposal(item, "remove it after a last snapshot: it is attached to nothing")


def _leads_somewhere(listener: Item, situation: Situation) -> bool:
    """Return whether a listener answers by itself, or forwards to a group that has targets or may be given some."""
    world = situation.world
    rules = world.referrers(listener, _RULE, "listenerArn")
    for owner, path in ((listener, "defaultActions"), *((rule, "actions") for rule in rules)):
        groups = world.targets(owner, path, _GROUP)
        if not groups or any(_has_targets(group, situation) for group in groups):
            return True
    return False


def _has_targets(group: Item, situation: Situation) -> bool:
    """Return whether a group has a target; one of addresses may be given some by what runs elsewhere."""
    named = any(situation.world.referrers(group, type_, path) for type_, path in _TARGETS)
    others = [one for one in situation.dependents(group) if one.type not in (_LISTENER, _RULE)]
    return named or bool(others) or group.text("targetType", "instance") == "ip"


def _used(item: Item, situation: Situation) -> bool:
    """Return whether anything in the stack is made of it: an interface, a record, a policy."""
    return any(one.custom for one in situation.dependents(item))


def _proposal(item: Item, what: str) -> Proposal:
    return Proposal(id="idle", item=item, what=what, risk=_RISK, removed=frozenset((item.urn,)))


ADVISERS: tuple[Adviser, ...] = (_balancers, _classic, _addresses, _gateways, _volumes)
