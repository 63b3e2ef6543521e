"""API Gateway bounds how many requests an API takes."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be_at_least

_LIMITS = ("throttlingRateLimit", "throttlingBurstLimit")


def _check(stage: Item) -> Verdicts:
    for limit in _LIMITS:
        yield from must_be_at_least(stage["defaultRouteSettings"][limit], 1)


apigwv2_throttling = Rule(
    id="apigwv2-throttling",
    promise="Every stage of an HTTP or WebSocket API bounds its requests, so no caller uses up the account's share.",
    fix="Set throttling_rate_limit (requests per second) and throttling_burst_limit in default_route_settings to some"
    " times what you expect.",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    levels={"ephemeral": Level.DISABLED},
    controls=Controls(),
    looks_at=frozenset({"aws:apigatewayv2/stage:Stage"}),
    check=_check,
)
