"""No container can take all of its node's memory.

Processor time needs no limit: who asks for more than its share only waits, and a limit slows it where there is some
to spare. A LimitRange of the namespace limits who does not say.
"""

from __future__ import annotations

import functools

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Verdicts
from ...kubernetes import INIT, MAIN, WORKLOADS, Container, each_container, must_be_an_amount
from ...limit_ranges import gives


def _check(stack: Inventory) -> Verdicts:
    for workload in stack.of(*sorted(WORKLOADS)):
        yield from each_container(workload, functools.partial(_judge, stack, workload), lists=(MAIN, INIT))


def _judge(stack: Inventory, workload: Item, container: Container) -> Verdicts:
    own, shared = (owner["resources"]["limits"]["memory"] for owner in (container.node, container.pod))
    limit = shared if own.absent and not shared.absent else own
    if not limit.absent:
        yield from must_be_an_amount(limit, "256Mi")
    elif not gives(stack, workload, "limits", "memory"):
        yield limit.problem("must be set")


k8s_memory_limit = StackRule(
    id="k8s-memory-limit",
    promise="No container can take all the memory of its node.",
    fix='Set resources={"limits": {"memory": "256Mi"}} to what each container may use at most.',
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(checkov=("CKV_K8S_13",)),
    looks_at=WORKLOADS,
    check=_check,
)
