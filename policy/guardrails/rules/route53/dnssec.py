"""Public zones are signed."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Verdicts, each, must_be, must_be_covered

_ZONE, _SIGNING = "aws:route53/zone:Zone", "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec"


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(_ZONE), lambda zone: _judge(stack, zone))
    for signing in stack.of(_SIGNING):
        yield from must_be(signing["signingStatus"], "SIGNING")


def _judge(stack: Inventory, zone: Item) -> Verdicts:
    """Yield what is wrong; nothing of private zones, which Route 53 does not sign."""
    if not zone["vpcs"].items():
        pointers = stack.pointing_at(zone, _SIGNING, "hostedZoneId")
        yield from must_be_covered(zone, pointers, "no HostedZoneDnsSec of this stack refers to this public zone")


route53_dnssec = StackRule(
    id="route53-dnssec",
    promise="Every public zone is signed with DNSSEC.",
    fix="Add an aws.route53.KeySigningKey on an asymmetric KMS key of us-east-1 and an aws.route53.HostedZoneDnsSec,"
    " then give the parent zone the DS record.",
    severity=Severity.LOW,
    level=Level.DISABLED,
    controls=Controls(checkov=("CKV2_AWS_38",)),
    looks_at=frozenset({_SIGNING, _ZONE}),
    check=_check,
)
