"""Subnets give out public addresses only where they are meant to be public."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be
from ...routes import DEFAULT_SUBNET, SUBNET
from ...subnets import tagged_tier


def _check(subnet: Item) -> Verdicts:
    verdicts = list(must_be(subnet["mapPublicIpOnLaunch"], False))
    if verdicts and tagged_tier(subnet) != "public":
        yield from verdicts


subnet_no_auto_public_ip = Rule(
    id="subnet-no-auto-public-ip",
    promise="Only subnets that are tagged as public give a public address to what starts in them.",
    fix="Set map_public_ip_on_launch=False and give an address to the one thing that needs it; a subnet that is meant"
    " to be public says so in a tag, tier='public'.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("EC2.15",), checkov=("CKV_AWS_130",)),
    looks_at=frozenset({SUBNET, DEFAULT_SUBNET}),
    check=_check,
)
