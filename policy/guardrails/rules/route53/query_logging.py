"""Public zones record who asks for which name."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Verdicts, each, must_be_covered

_ZONE, _LOG = "aws:route53/zone:Zone", "aws:route53/queryLog:QueryLog"


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(_ZONE), lambda zone: _judge(stack, zone))


def _judge(stack: Inventory, zone: Item) -> Verdicts:
    """Yield what is wrong; nothing of private zones, whose queries a resolver of the VPC logs."""
    if not zone["vpcs"].items():
        pointers = stack.pointing_at(zone, _LOG, "zoneId")
        yield from must_be_covered(zone, pointers, "no QueryLog of this stack refers to this public zone")


route53_query_logging = StackRule(
    id="route53-query-logging",
    promise="Every public zone records its queries.",
    fix="Add an aws.route53.QueryLog with the zone's id and a log group in us-east-1 that a LogResourcePolicy lets"
    " Route 53 write to.",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("Route53.2",), checkov=("CKV2_AWS_39",)),
    looks_at=frozenset({_ZONE}),
    check=_check,
)
