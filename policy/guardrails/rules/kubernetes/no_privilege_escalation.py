"""No container can gain more privileges than it was started with."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be
from ...kubernetes import WORKLOADS, Container, each_container, unless_windows


def _check(workload: Item) -> Verdicts:
    yield from each_container(workload, _judge)


def _judge(container: Container) -> Verdicts:
    escalation = container.security("allowPrivilegeEscalation")
    yield from unless_windows(container.pod, must_be(escalation, False))


k8s_no_privilege_escalation = Rule(
    id="k8s-no-privilege-escalation",
    promise="No process in a container can gain more privileges than it was started with.",
    fix="Set allow_privilege_escalation=False in each container's security_context.",
    severity=Severity.MEDIUM,
    level=Level.MANDATORY,
    controls=Controls(checkov=("CKV_K8S_20",)),
    looks_at=WORKLOADS,
    check=_check,
)
