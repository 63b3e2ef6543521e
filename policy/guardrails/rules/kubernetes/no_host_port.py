"""No container takes a port of its node."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts, each
from ...kubernetes import PATCHES, WORKLOADS, Container, each_container, word

_NONE = (None, 0)


def _check(workload: Item) -> Verdicts:
    yield from each_container(workload, _judge)


def _judge(container: Container) -> Verdicts:
    yield from each(container["ports"].items(), _free)


def _free(port: Node) -> Verdicts:
    taken = port["hostPort"]
    if taken.value() not in _NONE:
        yield taken.problem("must not be set", mark=word(taken))


k8s_no_host_port = Rule(
    id="k8s-no-host-port",
    promise="No container takes a port of its node.",
    fix="Leave host_port out, and reach the container by a Service.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(checkov=("CKV_K8S_26",)),
    looks_at=WORKLOADS | PATCHES,
    check=_check,
)
