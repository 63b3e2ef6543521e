"""Security groups do not let everything out."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Level, Severity, StackRule, Verdicts
from ...ports import Traffic
from ...security_groups import WRITERS, must_not_be_open


def _check(stack: Inventory) -> Verdicts:
    """Yield a problem per range. A group without egress rules lets nothing out: the provider removes AWS's own rule."""
    yield from must_not_be_open(stack, "egress", _refuses)


def _refuses(traffic: Traffic) -> str:
    return "all traffic" if traffic.protocol == "all" else ""


sg_no_all_traffic_egress = StackRule(
    id="sg-no-all-traffic-egress",
    promise="No security group lets all traffic out to the internet.",
    fix="Name what the members call: tcp 443, the database's group, the prefix list of S3.",
    severity=Severity.LOW,
    level=Level.DISABLED,
    controls=Controls(checkov=("CKV_AWS_382",)),
    looks_at=WRITERS["egress"],
    check=_check,
)
