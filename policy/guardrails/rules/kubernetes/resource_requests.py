"""Containers say how much processor time and memory they need.

The pod's own `resources` count for all of its containers, and a limit counts as a request of the same size.
Source: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, guarded
from ...kubernetes import INIT, MAIN, WORKLOADS, Container, each_container, must_be_an_amount

_EXAMPLES = {"cpu": "100m", "memory": "128Mi"}


def _check(workload: Item) -> Verdicts:
    yield from each_container(workload, _judge, lists=(MAIN, INIT))


def _judge(container: Container) -> Verdicts:
    for resource in _EXAMPLES:
        yield from guarded(_requested(container, resource))


def _requested(container: Container, resource: str) -> Verdicts:
    for owner in (container.node, container.pod):
        for kind in ("requests", "limits"):
            amount = owner["resources"][kind][resource]
            if not amount.absent:
                yield from must_be_an_amount(amount, _EXAMPLES[resource], mark=resource)
                return
    yield container["resources"]["requests"][resource].problem("must be set", mark=resource)


k8s_resource_requests = Rule(
    id="k8s-resource-requests",
    promise="Containers say how much processor time and memory they need, so that their node has it.",
    fix='Set resources={"requests": {"cpu": "100m", "memory": "128Mi"}} to what each container uses.',
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(checkov=("CKV_K8S_10", "CKV_K8S_12")),
    looks_at=WORKLOADS,
    check=_check,
)
