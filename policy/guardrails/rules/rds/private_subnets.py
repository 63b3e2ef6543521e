"""RDS subnet groups hold no public subnet: none whose route table leads to an internet gateway."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Level, Severity, StackRule, Verdicts, each
from ...routes import must_be_private

_GROUP = "aws:rds/subnetGroup:SubnetGroup"


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(_GROUP), lambda group: must_be_private(stack, group["subnetIds"]))


rds_private_subnets = StackRule(
    id="rds-private-subnets",
    promise="RDS subnet groups hold private subnets only.",
    fix="Give the aws.rds.SubnetGroup subnets whose route table has no route to an aws.ec2.InternetGateway.",
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("RDS.46",)),
    looks_at=frozenset({_GROUP}),
    check=_check,
)
