"""Every VPC logs the connections that were refused, at least."""

from __future__ import annotations

from ...authoring import (
    Controls,
    Inventory,
    Item,
    Level,
    Severity,
    StackRule,
    Verdicts,
    each,
    must_be_covered,
    must_be_one_of,
)
from ...quantifiers import some
from ...routes import DEFAULT_VPC, VPC

_FLOW_LOG = "aws:ec2/flowLog:FlowLog"
_WITH_REFUSED = ("ALL", "REJECT")


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(VPC, DEFAULT_VPC), lambda vpc: _judge(stack, vpc))


def _judge(stack: Inventory, vpc: Item) -> Verdicts:
    logs = stack.pointing_at(vpc, _FLOW_LOG, "vpcId")
    yield from must_be_covered(vpc, logs, "no FlowLog refers to this VPC, so refused connections leave no trace")
    # One log of accepted and one of refused traffic may stand beside each other.
    kinds = [log["trafficType"] for log in logs.certain]
    if kinds and not some(kinds, lambda kind: kind.text() in _WITH_REFUSED):
        yield from (verdict for kind in kinds for verdict in must_be_one_of(kind, _WITH_REFUSED))


vpc_flow_logs_enabled = StackRule(
    id="vpc-flow-logs-enabled",
    promise="Every VPC has a flow log that holds refused connections.",
    fix="Add an aws.ec2.FlowLog with vpc_id of the VPC and traffic_type='ALL'.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("EC2.6",), cis_5_0=("3.7",), cis_7_0=("4.7",), checkov=("CKV2_AWS_11",)),
    looks_at=frozenset({VPC, DEFAULT_VPC}),
    check=_check,
)
