"""A load balancer that the internet reaches answers plain HTTP with a redirect to HTTPS, or not at all.

Rules of a listener count as much as its default. A load balancer of this stack that is internal is left to the rule
about encrypted listeners; one that the program names by a text is taken to face the internet, as nothing says that it
does not.
"""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Verdicts, each, guarded
from ...load_balancers import LISTENER, LISTENER_RULE, LOAD_BALANCER, is_internal, must_redirect, protocol


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(LISTENER), lambda listener: _judge(stack, listener))


def _judge(stack: Inventory, listener: Item) -> Verdicts:
    if protocol(listener) != "HTTP":
        return
    wrong = list(guarded(must_redirect(listener["defaultActions"])))
    rules = stack.pointing_at(listener, LISTENER_RULE, "listenerArn")
    for rule in rules.certain:
        wrong += guarded(must_redirect(rule["actions"]))
    for rule in rules.possible:
        wrong += [rule["listenerArn"].undecided() for _ in guarded(must_redirect(rule["actions"]))]
    if wrong and not _is_internal(stack, listener):
        yield from wrong


def _is_internal(stack: Inventory, listener: Item) -> bool:
    arn = listener["loadBalancerArn"]
    mine = [item for item in stack if item.type == LOAD_BALANCER and stack.refers(arn, item)]
    if arn.unknown and not mine:
        raise arn.undecided()
    return bool(mine) and all(is_internal(one) for one in mine)


alb_http_redirects = StackRule(
    id="alb-http-redirects",
    promise="Load balancers that face the internet answer plain HTTP only with a redirect to HTTPS.",
    fix='Give the HTTP listener one default action: type="redirect" with redirect protocol="HTTPS", port="443",'
    ' status_code="HTTP_301", and no rules that forward.',
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("ELB.1",), checkov=("CKV2_AWS_20", "CKV_AWS_2")),
    looks_at=frozenset({LISTENER}),
    check=_check,
)
