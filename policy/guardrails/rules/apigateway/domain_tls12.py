"""API Gateway speaks TLS 1.2 or later under your own names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be_one_of
from ...tls_policies import policies_of


def _check(name: Item, parameters: Mapping[str, Any]) -> Verdicts:
    yield from must_be_one_of(name.at("domainNameConfiguration.securityPolicy"), parameters["policies"])


apigwv2_domain_tls12 = Rule(
    id="apigwv2-domain-tls12",
    promise="HTTP and WebSocket APIs speak TLS 1.2 or later under a domain name of your own.",
    fix='Set security_policy="TLS_1_2" in domain_name_configuration.',
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    controls=Controls(),
    parameters={"policies": policies_of("apigatewayv2", "Security policies that callers may be held to.")},
    looks_at=frozenset({"aws:apigatewayv2/domainName:DomainName"}),
    check=_check,
)
