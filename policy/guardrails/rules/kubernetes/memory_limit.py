"""No container can take all of its node's memory.

Processor time needs no limit: who asks for more than its share only waits, and a limit slows it where there is some
to spare.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts
from ...kubernetes import INIT, MAIN, WORKLOADS, Container, each_container, must_be_an_amount


def _check(workload: Item) -> Verdicts:
    yield from each_container(workload, _judge, lists=(MAIN, INIT))


def _judge(container: Container) -> Verdicts:
    own, shared = (owner["resources"]["limits"]["memory"] for owner in (container.node, container.pod))
    limit = shared if own.absent and not shared.absent else own
    if limit.absent:
        yield limit.problem("must be set")
    else:
        yield from must_be_an_amount(limit, "256Mi")


k8s_memory_limit = Rule(
    id="k8s-memory-limit",
    promise="No container can take all the memory of its node.",
    fix='Set resources={"limits": {"memory": "256Mi"}} to what each container may use at most.',
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(checkov=("CKV_K8S_13",)),
    looks_at=WORKLOADS,
    check=_check,
)
