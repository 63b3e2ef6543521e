"""APIs ask callers who they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import (
    Controls,
    Inventory,
    Item,
    Level,
    Parameter,
    Severity,
    StackRule,
    Undecided,
    Verdicts,
    each,
    must_be_one_of,
)
from ...exceptions import glob

_API, _ROUTE = "aws:apigatewayv2/api:Api", "aws:apigatewayv2/route:Route"
_ASKING = frozenset({"AWS_IAM", "CUSTOM", "JWT"})
_ALL = "$default"


def _check(stack: Inventory, parameters: Mapping[str, Any]) -> Verdicts:
    public = parameters["publicRoutes"]
    yield from each(stack.of(_ROUTE), lambda route: _judge(stack, route, public))
    yield from each(stack.of(_API), lambda api: _judge_shorthand(api, public))


def _judge(stack: Inventory, route: Item, public: list[str]) -> Verdicts:
    """Yield what is wrong. A WebSocket API asks at `$connect`; its other routes are for who came in there.

    The routes in an OpenAPI document, the input `body` of an API, are not judged.
    """
    for verdict in must_be_one_of(route["authorizationType"], _ASKING):
        key = route["routeKey"].text()
        if not (_is_public(key, public) or _is_after_connect(stack, route, key)):
            yield verdict


def _judge_shorthand(api: Item, public: list[str]) -> Verdicts:
    """Yield a problem where the API's own `target` makes a route, which has no way to ask."""
    if not api["target"].absent and not _is_public(api["routeKey"].text() or _ALL, public):
        yield api["target"].says("target makes a route that asks nobody who they are")


def _is_public(key: str, public: list[str]) -> bool:
    return any(glob(pattern)(key) for pattern in public)


def _is_after_connect(stack: Inventory, route: Item, key: str) -> bool:
    """Return whether the route is of a WebSocket API, and not the one that opens a connection.

    The keys of an HTTP API are `$default` or a method and a path.
    """
    if key != _ALL:
        return key != "$connect" and " /" not in key
    apis, certain = stack.targets(route["apiId"], _API)
    if not apis and not certain:
        raise Undecided(route, "apiId")
    return any(api["protocolType"].value() == "WEBSOCKET" for api in apis)


apigwv2_route_auth = StackRule(
    id="apigwv2-route-auth",
    promise="Every route of an HTTP API, and the opening of every WebSocket, asks callers who they are.",
    fix="Set authorization_type to JWT or CUSTOM with an authorizer_id, or to AWS_IAM. Routes that are for everybody"
    " belong in the parameter publicRoutes; in place of the target of an API write aws.apigatewayv2.Route and"
    " Integration.",
    severity=Severity.MEDIUM,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("APIGateway.8",), checkov=("CKV_AWS_309",)),
    parameters={
        "publicRoutes": Parameter(
            says="Route keys that are for everybody: `*` is any text, `?` one character.",
            default=[
                "OPTIONS *",
                "GET /health",
                "GET /healthz",
                "GET /livez",
                "GET /ping",
                "GET /readyz",
                "GET /status",
            ],
            schema={"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        )
    },
    looks_at=frozenset({_API, _ROUTE}),
    check=_check,
)
