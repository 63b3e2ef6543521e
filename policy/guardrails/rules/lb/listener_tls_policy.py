"""Listeners that end TLS negotiate only versions and ciphers that are sound today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...authoring import Change, Controls, Item, Level, Parameter, Rule, Severity, Verdicts
from ...load_balancers import ENCRYPTED, LISTENER, protocol, strong_policies

_RECOMMENDED = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
"""What the console proposes. Source: the page that `strong_policies` names."""


def _check(listener: Item, parameters: Mapping[str, Any]) -> Verdicts:
    if protocol(listener) in ENCRYPTED:
        policy = listener["sslPolicy"]
        if policy.value() not in parameters["policies"]:
            yield policy.problem("must be one of the rule's parameter policies: with TLS 1.3 and forward secrecy only")


def _remediate(listener: Item, parameters: Mapping[str, Any]) -> Iterator[Change]:
    if protocol(listener) in ENCRYPTED and listener["sslPolicy"].value() not in parameters["policies"]:
        yield Change(("sslPolicy",), parameters["replacement"])


lb_listener_tls_policy = Rule(
    id="lb-listener-tls-policy",
    promise="Load balancers offer TLS 1.3, accept nothing older than TLS 1.2 and keep forward secrecy.",
    fix=f'Set ssl_policy="{_RECOMMENDED}" on the listener.',
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("ELB.17",), checkov=("CKV_AWS_103", "CKV2_AWS_74")),
    parameters={
        "policies": Parameter(
            says="Security policies that a listener may have.",
            default=strong_policies(),
            schema={"type": "array", "items": {"type": "string"}, "minItems": 1},
        ),
        "replacement": Parameter(
            says="Security policy that remediation gives a listener with another one.",
            default=_RECOMMENDED,
            schema={"type": "string", "minLength": 1},
        ),
    },
    looks_at=frozenset({LISTENER}),
    check=_check,
    remediate=_remediate,
)
