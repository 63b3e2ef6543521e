"""Advice to remove what is idle"""

from __future__ import annotations

from decimal import Decimal

import pytest

from stackwright.checks.cost.advice.idle import ADVISERS
from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.advice.advising import a_month, advised, given, make, only, proposed
from tests.stackwright.checks.cost.advice.test_nat import network

BALANCER = "aws:lb/loadBalancer:LoadBalancer"
LISTENER = "aws:lb/listener:Listener"
RULE = "aws:lb/listenerRule:ListenerRule"
GROUP = "aws:lb/targetGroup:TargetGroup"
ADDRESS = "aws:ec2/eip:Eip"
VOLUME = "aws:ebs/volume:Volume"
ROUTE = "aws:ec2/route:Route"
SERVICE = "aws:ecs/service:Service"

LB = make(BALANCER, "lb", {"internal": True, "subnets": ["a", "b"]})
TARGETS = make(GROUP, "tg", {"targetType": "instance"}, id="arn:tg")
FORWARD, REDIRECT = {"type": "forward"}, {"type": "redirect"}


def listener(*actions, groups=(TARGETS,), name="l"):
    return make(LISTENER, name, {"defaultActions": actions}, refs={"loadBalancerArn": LB, "defaultActions": groups})


def test_is_for_a_balancer_without_a_listener():
    found = only(advised(ADVISERS, LB, files=[given(lb={"gbProcessed": 0, "newConnectionsPerSecond": 0})]))
    assert found.saving.low >= a_month("0.0225")
    assert (found.id, found.resource, found.what) == ("idle", "lb", "remove it: it has no listener in this stack")
    assert "another stack" in found.risk


def test_is_for_a_balancer_whose_groups_have_no_target():
    (found,) = proposed(ADVISERS, LB, TARGETS, listener(FORWARD), listener(REDIRECT, groups=(), name="http"))
    assert found.what == "remove it and its listeners: none of their target groups has a target in this stack"


@pytest.mark.parametrize(
    "user",
    [
        make("aws:lb/targetGroupAttachment:TargetGroupAttachment", "a", refs={"targetGroupArn": TARGETS}),
        make(SERVICE, "s", refs={"loadBalancers": TARGETS}),
        make(SERVICE, "s", {"loadBalancers": [{"targetGroupArn": "arn:tg"}, {"targetGroupArn": "arn:x"}]}),
        make("aws:autoscaling/group:Group", "g", {"targetGroupArns": ["arn:tg"]}),
        make("aws:autoscaling/attachment:Attachment", "g", {"lbTargetGroupArn": UNKNOWN}),
        make("kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding", "b", refs={"spec": TARGETS}),
    ],
)
def test_is_not_for_a_balancer_whose_groups_may_have_targets(user):
    assert proposed(ADVISERS, LB, TARGETS, listener(FORWARD), user) == []


def test_is_not_for_a_balancer_that_answers_by_itself_or_leads_elsewhere():
    assert proposed(ADVISERS, LB, listener({"type": "fixed-response"}, groups=())) == []
    assert proposed(ADVISERS, LB, listener({"type": "forward", "targetGroupArn": "arn:other"}, groups=())) == []
    addresses = make(GROUP, "tg", {"targetType": "ip"})
    assert proposed(ADVISERS, LB, addresses, listener(FORWARD, groups=(addresses,))) == []


def test_looks_at_the_rules_of_a_listener():
    there = listener(REDIRECT, groups=())
    rule = make(RULE, "r", {"actions": [FORWARD]}, refs={"listenerArn": there, "actions": TARGETS})
    service = make(SERVICE, "s", refs={"loadBalancers": TARGETS})
    assert proposed(ADVISERS, LB, TARGETS, there, rule, service) == []
    assert len(proposed(ADVISERS, LB, TARGETS, there, rule)) == 1


def test_is_not_for_a_balancer_that_a_listener_may_name():
    unknown = make(LISTENER, "l", {"loadBalancerArn": UNKNOWN, "defaultActions": [FORWARD]})
    assert proposed(ADVISERS, LB, unknown) == []


def test_is_for_an_address_that_nothing_has():
    found = only(advised(ADVISERS, make(ADDRESS, "ip")))
    assert found.saving.expected == a_month("0.005") == Decimal("3.65")
    assert found.what == "release it: nothing in this stack is associated with it"


ADDRESSED = make(ADDRESS, "ip", {"domain": "vpc"}, id="eipalloc-1")


@pytest.mark.parametrize(
    "items",
    [
        [make(ADDRESS, "ip", {"networkInterface": "eni-1"})],
        [make(ADDRESS, "ip", {"instance": UNKNOWN})],
        [make(ADDRESS, "ip", {"associationId": "eipassoc-1"})],
        [ADDRESSED, make("aws:ec2/eipAssociation:EipAssociation", "a", {"allocationId": "eipalloc-1"})],
        [ADDRESSED, make(BALANCER, "n", {"subnetMappings": [{"allocationId": "eipalloc-1"}, {"allocationId": "x"}]})],
        [ADDRESSED, make("aws:route53/record:Record", "r", refs={"records": ADDRESSED})],
        [ADDRESSED, make("aws:ec2/eipAssociation:EipAssociation", "a", {"allocationId": UNKNOWN})],
        [ADDRESSED, make(BALANCER, "n", {"subnetMappings": [{"allocationId": UNKNOWN}]})],
    ],
)
def test_is_not_for_an_address_that_something_may_have(items):
    assert [one for one in proposed(ADVISERS, *items) if one.item.name == "ip"] == []


def test_is_for_a_gateway_that_no_route_leads_to_with_its_address():
    items = network("a")
    used = given(nat_a={"gbProcessed": 0, "gbOut": 0})
    found = only(advised(ADVISERS, *items, files=[used], profile="production"))
    assert found.saving.expected == a_month("0.045") + a_month("0.005")
    assert found.what == "remove it and its address: no route in this stack leads to it"


def test_is_not_for_a_gateway_that_a_route_may_lead_to():
    items = network("a")
    gateway = items[-1]
    by_id = make(gateway.type, gateway.name, gateway.values, id="nat-1")
    for route, there in (
        (make(ROUTE, "r", refs={"natGatewayId": gateway}), items),
        (make("aws:ec2/routeTable:RouteTable", "t", {"routes": [{"natGatewayId": "nat-1"}]}), [by_id]),
        (make("aws:ec2/routeTable:RouteTable", "t", {"routes": UNKNOWN}), [by_id]),
    ):
        assert [one for one in proposed(ADVISERS, *there, route) if one.item.name == "nat-a"] == []


def test_is_for_a_volume_that_is_attached_to_nothing():
    volume = make(VOLUME, "v", {"type": "gp3", "size": 100})
    assert only(advised(ADVISERS, volume)).saving.expected == Decimal("8.00")
    attached = make("aws:ec2/volumeAttachment:VolumeAttachment", "a", refs={"volumeId": volume})
    claimed = make("kubernetes:core/v1:PersistentVolume", "pv", refs={"spec": volume})
    assert proposed(ADVISERS, volume, attached) == proposed(ADVISERS, volume, claimed) == []
