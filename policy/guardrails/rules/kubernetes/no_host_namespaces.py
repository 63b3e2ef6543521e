"""No pod shares its node's processes, memory or network."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_not_be
from ...kubernetes import PATCHES, WORKLOADS, pod_spec


def _check(workload: Item) -> Verdicts:
    pod = pod_spec(workload)
    pod.fields()  # a pod that is not known is one verdict, not one per namespace
    for namespace in ("hostIPC", "hostNetwork", "hostPID"):
        yield from must_not_be(pod[namespace], True)


k8s_no_host_namespaces = Rule(
    id="k8s-no-host-namespaces",
    promise="No pod shares the processes, the memory or the network of its node.",
    fix="Leave host_pid, host_ipc and host_network out; reach a pod by a Service.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(checkov=("CKV_K8S_17", "CKV_K8S_18", "CKV_K8S_19")),
    looks_at=WORKLOADS | PATCHES,
    check=_check,
)
