"""Only load balancers that were approved by name face the internet."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

from ...authoring import Controls, Item, Level, Parameter, Rule, Severity, Verdicts, must_be
from ...load_balancers import LOAD_BALANCER

_GATEWAY = "gateway"


def _check(balancer: Item, parameters: Mapping[str, Any]) -> Verdicts:
    if any(fnmatchcase(balancer.name, pattern) for pattern in parameters["approved"]):
        return
    if balancer["loadBalancerType"].value() != _GATEWAY:
        yield from must_be(balancer["internal"], True)


lb_public_approved = Rule(
    id="lb-public-approved",
    promise="Only approved load balancers face the internet.",
    fix="Set internal=True, or have the load balancer's name added to the rule's parameter `approved`.",
    severity=Severity.MEDIUM,
    level=Level.DISABLED,
    controls=Controls(),
    parameters={
        "approved": Parameter(
            says="Names in the program of load balancers that may face the internet; `*` is any text.",
            default=[],
            schema={"type": "array", "items": {"type": "string", "minLength": 1}},
        )
    },
    looks_at=frozenset({LOAD_BALANCER}),
    check=_check,
)
