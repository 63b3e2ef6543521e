"""Containers run under a seccomp profile."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be_one_of
from ...kubernetes import WORKLOADS, Container, each_container, unless_windows

_PROFILES = ("Localhost", "RuntimeDefault")


def _check(workload: Item) -> Verdicts:
    yield from each_container(workload, _judge)


def _judge(container: Container) -> Verdicts:
    profile = container.security("seccompProfile")["type"]
    yield from unless_windows(container.pod, must_be_one_of(profile, _PROFILES))


k8s_seccomp = Rule(
    id="k8s-seccomp",
    promise="Containers run under a seccomp profile, which refuses rare and dangerous system calls.",
    fix='Set seccomp_profile={"type": "RuntimeDefault"} in the security_context of the pod.',
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(checkov=("CKV_K8S_31",)),
    looks_at=WORKLOADS,
    check=_check,
)
