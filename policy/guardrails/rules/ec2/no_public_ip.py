"""Instances have no public address, save those that route for others."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Node, Severity, StackRule, Verdicts, each
from ...instances import CONFIGURATION, INSTANCE, SPOT_REQUEST, STARTERS, TEMPLATE, from_template, must_be_off
from ...routes import DEFAULT_SUBNET, SUBNET


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(INSTANCE, SPOT_REQUEST), lambda instance: _instance(stack, instance))
    yield from each(stack.of(CONFIGURATION), lambda one: must_be_off(one["associatePublicIpAddress"]))
    yield from each(stack.of(TEMPLATE), lambda template: _interfaces(template["networkInterfaces"]))


def _instance(stack: Inventory, instance: Item) -> Verdicts:
    """Yield a problem for an address that is asked for, or that the subnet gives to who does not refuse it.

    Without the check of source and destination an instance is a router (NAT, VPN): it must be seen from outside.
    """
    asked = instance["associatePublicIpAddress"]
    verdicts = list(_by_subnet(stack, instance) if asked.absent else must_be_off(asked))
    if verdicts and instance["sourceDestCheck"].value() is not False:
        yield from verdicts


def _by_subnet(stack: Inventory, instance: Item) -> Verdicts:
    if from_template(instance):
        return
    for subnet in stack.targets(instance["subnetId"], SUBNET, DEFAULT_SUBNET)[0]:
        if subnet["mapPublicIpOnLaunch"].value() is True:
            yield instance["subnetId"].says(
                f"the subnet {subnet.name} gives public addresses, and this instance does not refuse one"
            )


def _interfaces(interfaces: Node) -> Verdicts:
    yield from each(interfaces.items(), lambda interface: must_be_off(interface["associatePublicIpAddress"]))


instance_no_public_ip = StackRule(
    id="instance-no-public-ip",
    promise="Instances have no public address.",
    fix="Set associate_public_ip_address=False and reach the instance by Session Manager or a load balancer.",
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("EC2.9", "EC2.25"), checkov=("CKV_AWS_88",)),
    looks_at=STARTERS,
    check=_check,
)
