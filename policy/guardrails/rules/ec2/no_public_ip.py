"""Instances have no public address, save those that route for others: none of their subnet's, none of their own."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Node, Severity, StackRule, Verdicts, each
from ...instances import CONFIGURATION, INSTANCE, SPOT_REQUEST, STARTERS, TEMPLATE, from_template, must_be_off
from ...routes import DEFAULT_SUBNET, SUBNET

# What gives an elastic address -> the properties with whom it is for.
_GIVEN_BY = {
    "aws:ec2/eip:Eip": ("instance", "networkInterface"),
    "aws:ec2/eipAssociation:EipAssociation": ("instanceId", "networkInterfaceId"),
}


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(INSTANCE, SPOT_REQUEST), lambda instance: _instance(stack, instance))
    yield from each(stack.of(CONFIGURATION), lambda one: must_be_off(one["associatePublicIpAddress"]))
    yield from each(stack.of(TEMPLATE), lambda template: _interfaces(template["networkInterfaces"]))
    holders = [one[key] for type_, keys in _GIVEN_BY.items() for one in stack.of(type_) for key in keys]
    yield from each(holders, lambda holder: _given(stack, holder))


def _given(stack: Inventory, holder: Node) -> Verdicts:
    """Yield a problem where an elastic address is for an instance of this stack that is no router."""
    instances, certain = stack.targets(holder, INSTANCE, SPOT_REQUEST)
    if not certain:
        yield holder.undecided()
    for instance in instances:
        if not _is_router(instance):
            yield holder.says(f"the instance {instance.name} has the public address {holder.item.name}")


def _is_router(instance: Item) -> bool:
    """Without the check of source and destination an instance routes (NAT, VPN): it must be seen from outside."""
    return bool(instance["sourceDestCheck"].truth() is False)


def _instance(stack: Inventory, instance: Item) -> Verdicts:
    """Yield a problem for an address that is asked for, or that the subnet gives to who does not refuse it."""
    asked = instance["associatePublicIpAddress"]
    verdicts = list(_by_subnet(stack, instance) if asked.absent else must_be_off(asked))
    if verdicts and not _is_router(instance):
        yield from verdicts


def _by_subnet(stack: Inventory, instance: Item) -> Verdicts:
    if from_template(instance):
        return
    for subnet in stack.targets(instance["subnetId"], SUBNET, DEFAULT_SUBNET)[0]:
        if subnet["mapPublicIpOnLaunch"].truth() is True:
            yield instance["subnetId"].says(
                f"the subnet {subnet.name} gives public addresses, and this instance does not refuse one"
            )


def _interfaces(interfaces: Node) -> Verdicts:
    yield from each(interfaces.items(), lambda interface: must_be_off(interface["associatePublicIpAddress"]))


instance_no_public_ip = StackRule(
    id="instance-no-public-ip",
    promise="Instances have no public address.",
    fix="Set associate_public_ip_address=False, give the instance no aws.ec2.Eip, and reach it by Session Manager or a"
    " load balancer.",
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("EC2.9", "EC2.25"), checkov=("CKV_AWS_88",)),
    looks_at=STARTERS,
    check=_check,
)
