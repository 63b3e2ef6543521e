"""Containers give up all Linux capabilities."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, guarded
from ...kubernetes import WORKLOADS, Container, each_container, unless_windows
from ...quantifiers import contains


def _check(workload: Item) -> Verdicts:
    yield from each_container(workload, _judge)


def _judge(container: Container) -> Verdicts:
    yield from unless_windows(container.pod, guarded(_dropped(container)))


def _dropped(container: Container) -> Verdicts:
    drop = container.security("capabilities")["drop"]
    if not contains(drop, ("ALL", "all")):
        yield drop.problem("must contain ALL")


k8s_drop_all_capabilities = Rule(
    id="k8s-drop-all-capabilities",
    promise="Containers give up all Linux capabilities but those they ask for.",
    fix='Set capabilities={"drop": ["ALL"]} in each container\'s security_context.',
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(checkov=("CKV_K8S_28", "CKV_K8S_37")),
    looks_at=WORKLOADS,
    check=_check,
)
