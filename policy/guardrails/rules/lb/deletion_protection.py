"""Load balancers, whose DNS names are written down in many places, are not deleted by mistake."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be
from ...load_balancers import LOAD_BALANCER


def _check(balancer: Item) -> Verdicts:
    yield from must_be(balancer["enableDeletionProtection"], True)


lb_deletion_protection = Rule(
    id="lb-deletion-protection",
    promise="Load balancers are protected against deletion.",
    fix="Set enable_deletion_protection=True.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("ELB.6",), checkov=("CKV_AWS_150",)),
    looks_at=frozenset({LOAD_BALANCER}),
    check=_check,
)
