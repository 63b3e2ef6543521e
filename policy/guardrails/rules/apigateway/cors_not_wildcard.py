"""No website on earth acts for the users of an API."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts, each

# Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html.
_ANYBODY = frozenset({"*", "http://*", "https://*"})


def _check(api: Item) -> Verdicts:
    cors = api["corsConfiguration"]
    yield from each(cors["allowOrigins"].items(), lambda origin: _judge(origin, cors["allowCredentials"]))


def _judge(origin: Node, credentials: Node) -> Verdicts:
    """Yield what is wrong; with no credentials allowed, which origin it is need not be known."""
    if not credentials.unknown and credentials.truth() is not True:
        return
    if origin.text() in _ANYBODY and credentials.value():
        yield origin.says(f"{origin.path} lets every website call with its visitors' credentials", mark=origin.shown)


apigwv2_cors_not_wildcard = Rule(
    id="apigwv2-cors-not-wildcard",
    promise="No HTTP API lets every website call it with the credentials of its visitors.",
    fix="Name the websites in allow_origins, or leave allow_credentials out where the API is for everybody.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(),
    looks_at=frozenset({"aws:apigatewayv2/api:Api"}),
    check=_check,
)
