"""A target group that speaks HTTP says by which path its targets show that they are well.

`/` is what AWS asks otherwise, which many applications answer while nothing behind them works. Targets that are
functions are exempt.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be, must_be_set
from ...load_balancers import TARGET_GROUP


def _check(group: Item) -> Verdicts:
    if group["targetType"].value() != "lambda" and group["protocol"].text().upper() in ("HTTP", "HTTPS"):
        yield from must_be(group.at("healthCheck.enabled"), True)
        yield from must_be_set(group.at("healthCheck.path"))


target_group_health_check = Rule(
    id="target-group-health-check",
    promise="Target groups that speak HTTP name the path of their health check.",
    fix='Set health_check={"path": "/healthz"} to a path that answers 200 only when the application works.',
    severity=Severity.LOW,
    level=Level.ADVISORY,
    controls=Controls(checkov=("CKV_AWS_261",)),
    looks_at=frozenset({TARGET_GROUP}),
    check=_check,
)
