"""Application Load Balancers keep a log of every request.

A Network Load Balancer logs only what reaches its TLS listeners, and a Gateway Load Balancer nothing: they are exempt.
Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be, must_be_set
from ...load_balancers import LOAD_BALANCER, is_application


def _check(balancer: Item) -> Verdicts:
    if is_application(balancer):
        yield from must_be(balancer.at("accessLogs.enabled"), True)
        if not balancer["accessLogs"].absent:
            yield from must_be_set(balancer.at("accessLogs.bucket"))


lb_access_logs = Rule(
    id="lb-access-logs",
    promise="Application Load Balancers write access logs.",
    fix='Set access_logs={"bucket": ..., "enabled": True} with a bucket that the load balancing service may write to.',
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("ELB.5",), cis_7_0=("4.10",), checkov=("CKV_AWS_91",)),
    looks_at=frozenset({LOAD_BALANCER}),
    check=_check,
)
