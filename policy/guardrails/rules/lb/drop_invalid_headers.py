"""Application Load Balancers drop headers that are no valid HTTP, with which requests are smuggled."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be
from ...load_balancers import LOAD_BALANCER, is_application


def _check(balancer: Item) -> Verdicts:
    if is_application(balancer):
        yield from must_be(balancer["dropInvalidHeaderFields"], True)


alb_drop_invalid_headers = Rule(
    id="alb-drop-invalid-headers",
    promise="Application Load Balancers drop invalid header fields.",
    fix="Set drop_invalid_header_fields=True.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("ELB.4",), checkov=("CKV_AWS_131",)),
    looks_at=frozenset({LOAD_BALANCER}),
    check=_check,
)
