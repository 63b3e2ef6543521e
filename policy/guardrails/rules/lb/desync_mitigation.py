"""Application Load Balancers mitigate requests that front and back end read differently."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be_one_of
from ...load_balancers import LOAD_BALANCER, is_application


def _check(balancer: Item) -> Verdicts:
    if is_application(balancer):
        yield from must_be_one_of(balancer["desyncMitigationMode"], ("defensive", "strictest"))


alb_desync_mitigation = Rule(
    id="alb-desync-mitigation",
    promise="Application Load Balancers handle ambiguous requests defensively.",
    fix='Leave desync_mitigation_mode out, or set it to "defensive" or "strictest".',
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("ELB.12",), checkov=("CKV_AWS_328",)),
    looks_at=frozenset({LOAD_BALANCER}),
    check=_check,
)
