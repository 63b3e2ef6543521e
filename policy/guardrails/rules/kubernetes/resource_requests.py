"""Containers say how much processor time and memory they need.

The pod's own `resources` count for all of its containers, and a limit counts as a request of the same size. A
LimitRange of the namespace asks for who does not say.
Source: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/.
"""

from __future__ import annotations

import functools

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Verdicts, each
from ...kubernetes import INIT, MAIN, WORKLOADS, Container, each_container, must_be_an_amount
from ...limit_ranges import gives

_EXAMPLES = {"cpu": "100m", "memory": "128Mi"}


def _check(stack: Inventory) -> Verdicts:
    for workload in stack.of(*sorted(WORKLOADS)):
        yield from each_container(workload, functools.partial(_judge, stack, workload), lists=(MAIN, INIT))


def _judge(stack: Inventory, workload: Item, container: Container) -> Verdicts:
    yield from each(_EXAMPLES, functools.partial(_requested, stack, workload, container))


def _requested(stack: Inventory, workload: Item, container: Container, resource: str) -> Verdicts:
    for owner in (container.node, container.pod):
        for kind in ("requests", "limits"):
            amount = owner["resources"][kind][resource]
            if not amount.absent:
                yield from must_be_an_amount(amount, _EXAMPLES[resource], mark=resource)
                return
    if not gives(stack, workload, "requests", resource):
        yield container["resources"]["requests"][resource].problem("must be set", mark=resource)


k8s_resource_requests = StackRule(
    id="k8s-resource-requests",
    promise="Containers say how much processor time and memory they need, so that their node has it.",
    fix='Set resources={"requests": {"cpu": "100m", "memory": "128Mi"}} to what each container uses.',
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(checkov=("CKV_K8S_10", "CKV_K8S_12")),
    looks_at=WORKLOADS,
    check=_check,
)
