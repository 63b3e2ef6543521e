"""Containers cannot write to their own file system."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be
from ...kubernetes import WORKLOADS, Container, each_container, unless_windows


def _check(workload: Item) -> Verdicts:
    yield from each_container(workload, _judge)


def _judge(container: Container) -> Verdicts:
    root = container.security("readOnlyRootFilesystem")
    yield from unless_windows(container.pod, must_be(root, True))


k8s_read_only_root = Rule(
    id="k8s-read-only-root",
    promise="Containers cannot write to the file system of their image.",
    fix="Set read_only_root_filesystem=True in each container's security_context, and mount an empty_dir where it"
    " writes.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(checkov=("CKV_K8S_22",)),
    looks_at=WORKLOADS,
    check=_check,
)
