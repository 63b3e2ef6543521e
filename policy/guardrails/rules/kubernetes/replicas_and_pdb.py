"""A service survives the loss of a node, and its maintenance.

A HorizontalPodAutoscaler, or KEDA's ScaledObject, decides on the replicas of what it scales. A workload of no replicas
is switched off, and one whose volume only one node can mount cannot run twice.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

from ...authoring import (
    Inventory,
    Item,
    Level,
    Node,
    Severity,
    StackRule,
    Undecided,
    Verdicts,
    guarded,
    must_be_at_least,
)
from ...kubernetes import DEPLOYMENT, STATEFUL_SET, pod_spec
from ...quantifiers import some
from ...selectors import BySelector, names_object, same_namespace, selects

_BUDGET = "kubernetes:policy/v1:PodDisruptionBudget"
_CLAIM = "kubernetes:core/v1:PersistentVolumeClaim"
_KEDA = "kubernetes:keda.sh/v1alpha1:ScaledObject"
# What scales workloads, and the property that says how many pods there are at least; KEDA's is 0 where it is left out.
_SCALERS = {"kubernetes:autoscaling/v2:HorizontalPodAutoscaler": "spec.minReplicas", _KEDA: "spec.minReplicaCount"}
_FOR_ONE_NODE = ("ReadWriteOnce", "ReadWriteOncePod")
_LEAST = 2


def _check(stack: Inventory) -> Verdicts:
    workloads = stack.of(DEPLOYMENT, STATEFUL_SET)
    budgets = BySelector(stack.of(_BUDGET), "spec.selector.matchLabels")
    scalers, doubts = _scalers(stack, workloads)
    for workload in workloads:
        scaler = scalers.get(workload.urn)
        replicas = scaler.at(_SCALERS[scaler.type]) if scaler else workload.at("spec.replicas")
        doubt = doubts[0] if doubts and not scaler else None
        yield from guarded(_judge(stack, budgets, workload, replicas, doubt))


def _judge(stack: Inventory, budgets: BySelector, workload: Item, replicas: Node, doubt: Undecided | None) -> Verdicts:
    by_events = replicas.absent and replicas.item.type == _KEDA
    if replicas.value() == 0 or by_events:
        return
    problems = list(must_be_at_least(replicas, _LEAST))
    if problems:
        if not _is_tied_to_a_node(stack, workload):
            yield from [doubt] if doubt else problems
    elif not some(budgets.candidates(workload), functools.partial(_protects, workload)):
        yield workload.says("no PodDisruptionBudget selects its pods: the drain of nodes may stop all of them at once")


def _scalers(stack: Inventory, workloads: list[Item]) -> tuple[dict[str, Item], list[Undecided]]:
    """Return URN -> autoscaler of the workloads that have one, and what is in the way of knowing all."""
    found: dict[str, Item] = {}
    doubts: list[Undecided] = []
    by_name: dict[str, list[Item]] = {}
    for workload in workloads:
        name = workload.at("metadata.name")
        by_name.setdefault("" if name.unknown else name.text(), []).append(workload)
    for scaler in stack.of(*_SCALERS):
        try:
            found.update((workload.urn, scaler) for workload in _scaled(stack, scaler, by_name))
        except Undecided as undecided:
            doubts.append(undecided)
    return found, doubts


def _scaled(stack: Inventory, scaler: Item, by_name: Mapping[str, list[Item]]) -> list[Item]:
    target = scaler.at("spec.scaleTargetRef")
    name = target["name"]
    # A ScaledObject that says no kind means a Deployment.
    kind = "Deployment" if target["kind"].absent and scaler.type == _KEDA else target["kind"].text()
    if name.unknown and not name.made_of:
        raise name.undecided()
    meant = [item for item in map(stack.find, name.made_of) if item]
    meant += [] if name.unknown else by_name.get(name.text(), [])
    meant = [one for one in meant if one.type.endswith(f":{kind}")]
    return [one for one in meant if names_object(stack, name, one) and same_namespace(scaler, one)]


def _is_tied_to_a_node(stack: Inventory, workload: Item) -> bool:
    volumes = pod_spec(workload)["volumes"].items()
    return some(volumes, lambda volume: some(stack.of(_CLAIM), functools.partial(_ties, stack, workload, volume)))


def _ties(stack: Inventory, workload: Item, volume: Node, claim: Item) -> bool:
    modes = claim.at("spec.accessModes").items()
    return (
        names_object(stack, volume.at("persistentVolumeClaim.claimName"), claim)
        and same_namespace(workload, claim)
        and bool(modes)
        and all(mode.value() in _FOR_ONE_NODE for mode in modes)
    )


def _protects(workload: Item, budget: Item) -> bool:
    return same_namespace(budget, workload) and selects(budget.at("spec.selector"), workload)


k8s_replicas_and_pdb = StackRule(
    id="k8s-replicas-and-pdb",
    promise="Deployments and StatefulSets run at least twice, and node maintenance leaves some of their pods running.",
    fix="Set replicas to 2 or more, and add a kubernetes.policy.v1.PodDisruptionBudget whose selector matches the"
    " labels of the pods. What can only run once gets an exception that says so.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    looks_at=frozenset({DEPLOYMENT, STATEFUL_SET}),
    check=_check,
)
