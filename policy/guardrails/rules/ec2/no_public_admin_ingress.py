"""Security groups let nobody on the internet reach SSH or Remote Desktop."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Level, Severity, StackRule, Verdicts
from ...ports import Traffic, admin_services
from ...security_groups import WRITERS, must_not_be_open
from ...wording import listed


def _check(stack: Inventory) -> Verdicts:
    yield from must_not_be_open(stack, "ingress", _refuses)


def _refuses(traffic: Traffic) -> str:
    return listed(admin_services(traffic))


sg_no_public_admin_ingress = StackRule(
    id="sg-no-public-admin-ingress",
    promise="No security group lets the internet reach SSH or Remote Desktop.",
    fix="Remove the rule and use Session Manager, or name the networks that administer:"
    " cidr_ipv4='198.51.100.0/24', or cidr_blocks=['198.51.100.0/24'] in an inline rule.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(
        fsbp=("EC2.13", "EC2.14"),
        cis_5_0=("5.3", "5.4"),
        cis_7_0=("6.3", "6.4"),
        checkov=("CKV_AWS_24", "CKV_AWS_25"),
    ),
    looks_at=WRITERS["ingress"],
    check=_check,
)
