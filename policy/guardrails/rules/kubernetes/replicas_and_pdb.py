"""A service survives the loss of a node, and its maintenance.

A HorizontalPodAutoscaler decides on the replicas of what it scales. A workload of no replicas is switched off.
"""

from __future__ import annotations

import functools

from ...authoring import Inventory, Item, Level, Node, Severity, StackRule, Verdicts, each, must_be_at_least
from ...kubernetes import DEPLOYMENT, STATEFUL_SET, any_of
from ...selectors import names_object, same_namespace, selects

_BUDGET = "kubernetes:policy/v1:PodDisruptionBudget"
_SCALER = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler"
_LEAST = 2


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(DEPLOYMENT, STATEFUL_SET), functools.partial(_judge, stack))


def _judge(stack: Inventory, workload: Item) -> Verdicts:
    replicas = _replicas(stack, workload)
    if replicas.value() == 0:
        return
    problems = list(must_be_at_least(replicas, _LEAST))
    yield from problems
    if problems:
        return
    if not any_of(stack.of(_BUDGET), functools.partial(_protects, workload)):
        yield workload.says("no PodDisruptionBudget selects its pods: the drain of nodes may stop all of them at once")


def _replicas(stack: Inventory, workload: Item) -> Node:
    for scaler in stack.of(_SCALER):
        target = scaler.at("spec.scaleTargetRef")
        kind = target["kind"].value()
        if workload.type.endswith(f":{kind}") and names_object(stack, target["name"], workload):
            return scaler.at("spec.minReplicas")
    return workload.at("spec.replicas")


def _protects(workload: Item, budget: Item) -> bool:
    return same_namespace(budget, workload) and selects(budget.at("spec.selector"), workload)


k8s_replicas_and_pdb = StackRule(
    id="k8s-replicas-and-pdb",
    promise="Deployments and StatefulSets run at least twice, and node maintenance leaves some of their pods running.",
    fix="Set replicas to 2 or more, and add a kubernetes.policy.v1.PodDisruptionBudget whose selector matches the"
    " labels of the pods.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    looks_at=frozenset({DEPLOYMENT, STATEFUL_SET}),
    check=_check,
)
