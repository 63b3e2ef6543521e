"""A namespace admits only the traffic that a policy names.

Judged are the namespaces of the stack that something of the stack runs in. A policy that selects all pods and allows
nothing makes every other policy of its namespace an allowance.
Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from ...authoring import Inventory, Item, Level, Parameter, Severity, StackRule, Verdicts, each
from ...kubernetes import WORKLOADS
from ...quantifiers import contains, some
from ...selectors import NAMESPACE, in_namespace

_POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy"


def _check(stack: Inventory, parameters: Mapping[str, Any]) -> Verdicts:
    yield from each(stack.of(NAMESPACE), functools.partial(_judge, stack, parameters["directions"]))


def _judge(stack: Inventory, directions: list[str], namespace: Item) -> Verdicts:
    if not some(stack.of(*sorted(WORKLOADS)), lambda workload: in_namespace(stack, workload, namespace)):
        return
    policies = stack.of(_POLICY)
    for direction in directions:
        denies = functools.partial(_denies, stack, namespace, direction)
        if not some(policies, denies):
            sentence = f"no NetworkPolicy in this namespace denies all {direction.lower()} by default"
            yield namespace.says(sentence, mark=direction)


def _denies(stack: Inventory, namespace: Item, direction: str, policy: Item) -> bool:
    spec = policy["spec"]
    selector = spec["podSelector"]
    if selector["matchLabels"].fields() or selector["matchExpressions"].items():
        return False
    types = spec["policyTypes"]
    denied = contains(types, (direction,)) if types.items() else direction == "Ingress"
    return denied and not spec[direction.lower()].items() and in_namespace(stack, policy, namespace)


k8s_network_policy_default_deny = StackRule(
    id="k8s-network-policy-default-deny",
    promise="Every namespace that something runs in denies the traffic that no policy allows.",
    fix='Add a kubernetes.networking.v1.NetworkPolicy with pod_selector={} and policy_types=["Ingress", "Egress"] to'
    " the namespace, and one per allowed way.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"ephemeral": Level.DISABLED},
    parameters={
        "directions": Parameter(
            says="Directions of traffic that have to be denied.",
            default=["Ingress"],
            schema={"type": "array", "items": {"enum": ["Ingress", "Egress"]}, "uniqueItems": True, "minItems": 1},
        )
    },
    looks_at=frozenset({NAMESPACE}),
    check=_check,
)
