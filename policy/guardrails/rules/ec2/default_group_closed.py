"""The security group that AWS makes in every VPC lets nothing through.

A DefaultSecurityGroup that names no VPC takes over the default VPC's.
"""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Verdicts, each, must_be_covered
from ...routes import DEFAULT_VPC, VPC
from ...security_groups import DEFAULT_GROUP, EGRESS_RULE, INGRESS_RULE, RULE

_SAYS = (
    "the VPC's default security group is not taken over: it lets its members reach each other and all of the internet"
)


def _check(stack: Inventory) -> Verdicts:
    groups, vpcs = stack.of(DEFAULT_GROUP), stack.of(VPC, DEFAULT_VPC)
    yield from each(vpcs, lambda vpc: _adopted(stack, vpc))
    yield from each(groups, _empty)
    yield from each([*groups, *vpcs], lambda target: _opened(stack, target))


def _adopted(stack: Inventory, vpc: Item) -> Verdicts:
    if vpc.type == DEFAULT_VPC and any(group["vpcId"].absent for group in stack.of(DEFAULT_GROUP)):
        return
    yield from must_be_covered(vpc, stack.pointing_at(vpc, DEFAULT_GROUP, "vpcId"), _SAYS)


def _opened(stack: Inventory, target: Item) -> Verdicts:
    """Yield a problem per rule for the default group *target*, or for a group that a VPC puts out: its default one."""
    for type_ in (RULE, INGRESS_RULE, EGRESS_RULE):
        for rule in stack.pointing_at(target, type_, "securityGroupId").certain:
            group = rule["securityGroupId"]
            # The output of a component may depend on a VPC in it, and be another group.
            if target.type == DEFAULT_GROUP or group.made_of == (target.urn,):
                yield group.says(f"this rule opens the default security group, by way of {target.name}")


def _empty(group: Item) -> Verdicts:
    for direction in ("ingress", "egress"):
        if group[direction].unknown:
            yield group[direction].undecided()
        elif group[direction].items():
            yield group[direction].says(f"{direction} must be empty, but has rules")


vpc_default_sg_closed = StackRule(
    id="vpc-default-sg-closed",
    promise="The default security group of every VPC is taken over and has no rules.",
    fix="Add an aws.ec2.DefaultSecurityGroup with vpc_id of the VPC, ingress=[] and egress=[].",
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("EC2.2",), cis_5_0=("5.5",), cis_7_0=("6.5",), checkov=("CKV2_AWS_12",)),
    looks_at=frozenset({VPC, DEFAULT_VPC, DEFAULT_GROUP}),
    check=_check,
)
