"""No container runs as root.

A user id other than 0 proves it as well as `runAsNonRoot` does, which the kubelet checks when the container starts. On
Windows users have names.
Source: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be
from ...kubernetes import WORKLOADS, Container, each_container, is_windows

_WINDOWS_ROOT = ("containeradministrator", "nt authority\\system")


def _check(workload: Item) -> Verdicts:
    yield from each_container(workload, _judge)


def _judge(container: Container) -> Verdicts:
    user = container.security("runAsUser")
    uid = user.value()
    if uid is not None:
        if not str(uid).isdecimal() or int(uid) == 0:
            yield user.problem("must be the id of a user that is not root")
    elif not _is_ordinary_on_windows(container):
        yield from must_be(container.security("runAsNonRoot"), True)


def _is_ordinary_on_windows(container: Container) -> bool:
    name = container.security("windowsOptions.runAsUserName").text().lower()
    return name not in ("", *_WINDOWS_ROOT) and is_windows(container.pod)


k8s_run_as_non_root = Rule(
    id="k8s-run-as-non-root",
    promise="No container runs as root.",
    fix="Set run_as_non_root=True, or run_as_user to an id above 0, in the security_context of the pod or of the"
    " container.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(checkov=("CKV_K8S_23",)),
    looks_at=WORKLOADS,
    check=_check,
)
