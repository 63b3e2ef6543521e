"""No container is privileged."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_not_be
from ...kubernetes import PATCHES, WORKLOADS, Container, each_container


def _check(workload: Item) -> Verdicts:
    yield from each_container(workload, _judge)


def _judge(container: Container) -> Verdicts:
    yield from must_not_be(container.security("privileged"), True)
    yield from must_not_be(container.security("windowsOptions.hostProcess"), True)


k8s_no_privileged = Rule(
    id="k8s-no-privileged",
    promise="No container is privileged, which would make it root on its node.",
    fix="Leave privileged (on Windows: windows_options.host_process) out of the security_context; add single"
    " capabilities where the container needs one.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(checkov=("CKV_K8S_16",)),
    looks_at=WORKLOADS | PATCHES,
    check=_check,
)
