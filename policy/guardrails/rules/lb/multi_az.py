"""Load balancers stand in at least two subnets, and so in two Availability Zones: AWS refuses two in one.

On an Outpost there is only one (`customerOwnedIpv4Pool`): exempt.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts
from ...load_balancers import LOAD_BALANCER

_LEAST = 2


def _check(balancer: Item) -> Verdicts:
    if not balancer["customerOwnedIpv4Pool"].absent:
        return
    mappings = balancer["subnetMappings"]
    listed = balancer["subnets"] if mappings.absent else mappings
    count = len(listed.items())
    if count < _LEAST:
        yield listed.says(f"{listed.path} must name a subnet in each of at least {_LEAST} zones, found {count}")


lb_multi_az = Rule(
    id="lb-multi-az",
    promise="Load balancers stand in at least two Availability Zones.",
    fix="Give subnets (or subnet_mappings) one subnet in each of two or more Availability Zones.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("ELB.13",)),
    looks_at=frozenset({LOAD_BALANCER}),
    check=_check,
)
