"""Advises to remove what is paid for and, as far as the stack tells, used by nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..item import Item
from .model import Proposal
from .nat import GATEWAY, addresses_of
from .situation import Adviser, Situation, each

_BALANCER = "aws:lb/loadBalancer:LoadBalancer"
_LISTENER = "aws:lb/listener:Listener"
_RULE = "aws:lb/listenerRule:ListenerRule"
_GROUP = "aws:lb/targetGroup:TargetGroup"
_TABLES = ("aws:ec2/routeTable:RouteTable", "aws:ec2/defaultRouteTable:DefaultRouteTable")

Users = tuple[tuple[str, str], ...]
"""Types, and the property by which each names what it uses."""

_LISTENERS: Users = ((_LISTENER, "loadBalancerArn"),)
_TARGETS: Users = (
    ("aws:lb/targetGroupAttachment:TargetGroupAttachment", "targetGroupArn"),
    ("aws:ecs/service:Service", "loadBalancers"),
    ("aws:ecs/service:Service", "loadBalancers.targetGroupArn"),
    ("aws:autoscaling/group:Group", "targetGroupArns"),
    ("aws:autoscaling/attachment:Attachment", "lbTargetGroupArn"),
    ("aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment", "trafficSource.identifier"),
)
_ADDRESSES: Users = (
    (GATEWAY, "allocationId"),
    (GATEWAY, "secondaryAllocationIds"),
    ("aws:ec2/eipAssociation:EipAssociation", "allocationId"),
    (_BALANCER, "subnetMappings"),
)
_ROUTES: Users = (("aws:ec2/route:Route", "natGatewayId"), *((table, "routes") for table in _TABLES))
_ATTACHMENTS: Users = (("aws:ec2/volumeAttachment:VolumeAttachment", "volumeId"),)
# What an Elastic IP says itself of where it is.
_ATTACHED = ("instance", "networkInterface", "associationId", "associateWithPrivateIp")
_RISK = "another stack, or somebody by hand, may use it: look at its metrics first"


@each(_BALANCER)
def _balancers(item: Item, situation: Situation) -> Iterator[Proposal]:
    listeners = list(_users(item, _LISTENERS, situation))
    if not listeners:
        yield _proposal(item, "remove it: it has no listener in this stack")
    elif not any(_answers(listener, situation) for listener in listeners):
        yield _proposal(item, "remove it and its listeners: none of their target groups has a target in this stack")


@each("aws:ec2/eip:Eip")
def _addresses(item: Item, situation: Situation) -> Iterator[Proposal]:
    """An address is paid for whether or not anything has it."""
    if not any(item.has(path) for path in _ATTACHED) and not _used(item, _ADDRESSES, situation):
        yield _proposal(item, "release it: nothing in this stack is associated with it")


@each(GATEWAY)
def _gateways(item: Item, situation: Situation) -> Iterator[Proposal]:
    if not _used(item, _ROUTES, situation):
        what = "remove it and its address: no route in this stack leads to it"
        yield _proposal(item, what, addresses_of([item], situation))


@each("aws:ebs/volume:Volume")
def _volumes(item: Item, situation: Situation) -> Iterator[Proposal]:
    if not _used(item, _ATTACHMENTS, situation):
        yield _proposal(item, "remove it after a last snapshot: it is attached to nothing in this stack")


def _answers(listener: Item, situation: Situation) -> bool:
    """Return whether a listener does more than to redirect, and to forward to groups without targets."""
    rules = list(_users(listener, ((_RULE, "listenerArn"),), situation))
    for owner, path in ((listener, "defaultActions"), *((rule, "actions") for rule in rules)):
        for action in owner.items(path):
            if action.text("type") == "forward":
                if _reaches(owner, path, situation):
                    return True
            elif action.text("type") != "redirect":
                return True
    return False


def _reaches(owner: Item, path: str, situation: Situation) -> bool:
    """Return whether one of the groups forwarded to has a target, or may be given some by what is not seen."""
    paths = (path, f"{path}.targetGroupArn")
    groups = [group for one in paths for group in situation.world.targets(owner, one, _GROUP)]
    return not groups or any(
        group.text("targetType", "instance") == "ip"
        or any(_users(group, _TARGETS, situation))
        or any(one.type not in (_LISTENER, _RULE) for one in situation.dependents(group))
        for group in groups
    )


def _used(item: Item, users: Users, situation: Situation) -> bool:
    """Return whether one of *users* names it, or anything in the stack is made of it."""
    return any(_users(item, users, situation)) or bool(situation.dependents(item))


def _users(item: Item, users: Users, situation: Situation) -> Iterator[Item]:
    """Yield what names *item*. Raises Undecided where something may do so whose reference is not known."""
    for type_, path in users:
        yield from situation.world.referrers(item, type_, path)
        for one in situation.world.of(type_):
            if path.partition(".")[0] not in one.dependencies and _names(one, path, item):
                yield one


def _names(one: Item, path: str, item: Item) -> bool:
    """Return whether a literal below *path* names *item*. Raises Undecided."""
    objects = one.items(path)
    found = [part.value(key) for part in objects for key in part.values] if objects else one.texts(path)
    return not set(item.identities()).isdisjoint(text for text in found if isinstance(text, str))


def _proposal(item: Item, what: str, more: Iterable[str] = ()) -> Proposal:
    return Proposal(id="idle", item=item, what=what, risk=_RISK, removed=frozenset((item.urn, *more)))


ADVISERS: tuple[Adviser, ...] = (_balancers, _addresses, _gateways, _volumes)
