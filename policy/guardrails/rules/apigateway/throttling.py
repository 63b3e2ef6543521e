"""API Gateway bounds how many requests an API takes."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Node, Severity, StackRule, Undecided, Verdicts, each

_API, _ROUTE, _STAGE = "aws:apigatewayv2/api:Api", "aws:apigatewayv2/route:Route", "aws:apigatewayv2/stage:Stage"
_LIMITS = ("throttlingRateLimit", "throttlingBurstLimit")


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(_STAGE), lambda stage: _judge(stack, stage))


def _judge(stack: Inventory, stage: Item) -> Verdicts:
    """Yield a problem that names the limits that are not there, unless every route has limits of its own."""
    default = stage["defaultRouteSettings"]
    missing = _missing(default)
    if missing and not _each_route_is_bounded(stack, stage):
        limits = " and ".join(missing)
        yield default.says(f"{default.path} must set {limits} above 0: not every route has its own limits", mark=limits)


def _missing(limits: Node) -> list[str]:
    """Return the names of the limits that are not above 0. Raises Undecided."""
    return [limit for limit in _LIMITS if not _is_above_0(limits[limit].value())]


def _is_above_0(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0


def _each_route_is_bounded(stack: Inventory, stage: Item) -> bool:
    """Return whether the stage has limits for each route of its API, as far as this stack shows any.

    It does not show routes that the API makes by itself, from a `target` or an OpenAPI `body`, nor another stack's.
    """
    bounded = {one["routeKey"].text() for one in stage["routeSettings"].items() if not _missing(one)}
    if not bounded:
        return False
    apis, _ = stack.targets(stage["apiId"], _API)
    if not apis or any(not api[key].absent for api in apis for key in ("target", "body")):
        return False
    found = [stack.pointing_at(api, _ROUTE, "apiId") for api in apis]
    if any(pointers.possible for pointers in found):
        raise Undecided(stage, "routeSettings")
    routes = [route for pointers in found for route in pointers.certain]
    return bool(routes) and all(route["routeKey"].text() in bounded for route in routes)


apigwv2_throttling = StackRule(
    id="apigwv2-throttling",
    promise="Every stage of an HTTP or WebSocket API bounds its requests, so no caller uses up the account's share.",
    fix="Set throttling_rate_limit (requests per second) and throttling_burst_limit in default_route_settings to some"
    " times what you expect.",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    levels={"ephemeral": Level.DISABLED},
    controls=Controls(),
    looks_at=frozenset({_STAGE}),
    check=_check,
)
