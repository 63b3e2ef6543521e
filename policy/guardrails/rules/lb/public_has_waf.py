"""An Application Load Balancer that faces the internet stands behind a web application firewall.

An association that another stack or AWS Firewall Manager makes is not seen here: that deserves an exception.
"""

from __future__ import annotations

from ...authoring import (
    Controls,
    Inventory,
    Item,
    Level,
    Pointers,
    Severity,
    StackRule,
    Verdicts,
    each,
    must_be_covered,
)
from ...load_balancers import LOAD_BALANCER, is_application, is_internal

_ASSOCIATIONS = (
    "aws:wafv2/webAclAssociation:WebAclAssociation",
    "aws:wafregional/webAclAssociation:WebAclAssociation",
)


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(LOAD_BALANCER), lambda balancer: _judge(stack, balancer))


def _judge(stack: Inventory, balancer: Item) -> Verdicts:
    if not is_application(balancer) or is_internal(balancer):
        return
    found = [stack.pointing_at(balancer, type_, "resourceArn") for type_ in _ASSOCIATIONS]
    pointers = Pointers(
        certain=tuple(item for one in found for item in one.certain),
        possible=tuple(item for one in found for item in one.possible),
    )
    yield from must_be_covered(
        balancer, pointers, "this load balancer faces the internet, and nothing in this stack gives it a web ACL"
    )


alb_public_has_waf = StackRule(
    id="alb-public-has-waf",
    promise="Application Load Balancers that face the internet have a web ACL.",
    fix="Add an aws.wafv2.WebAclAssociation with resource_arn=load_balancer.arn and the ARN of a regional web ACL.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("ELB.16",), checkov=("CKV2_AWS_28",)),
    looks_at=frozenset({LOAD_BALANCER}),
    check=_check,
)
