"""Security groups do not let the internet reach every port."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Level, Severity, StackRule, Verdicts
from ...ports import Traffic
from ...security_groups import WRITERS, must_not_be_open


def _check(stack: Inventory) -> Verdicts:
    yield from must_not_be_open(stack, "ingress", _refuses)


def _refuses(traffic: Traffic) -> str:
    if not traffic.everything:
        return ""
    return "all traffic" if traffic.protocol == "all" else f"every {traffic.protocol} port"


sg_no_all_traffic_ingress = StackRule(
    id="sg-no-all-traffic-ingress",
    promise="No security group lets the internet reach every port.",
    fix="Name the one port that must be reached, from_port=443 and to_port=443 with ip_protocol='tcp', or the networks"
    " that may reach the others.",
    severity=Severity.CRITICAL,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("EC2.18",), cis_5_0=("5.3",), cis_7_0=("6.3",), checkov=("CKV_AWS_277",)),
    looks_at=WRITERS["ingress"],
    check=_check,
)
