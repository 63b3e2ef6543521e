"""No pod mounts a directory of its node."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts, each
from ...kubernetes import PATCHES, WORKLOADS, label, pod_spec

_VOLUMES = frozenset({"kubernetes:core/v1:PersistentVolume", "kubernetes:core/v1:PersistentVolumePatch"})


def _check(item: Item) -> Verdicts:
    if item.type in _VOLUMES:
        yield from _judge(item["spec"])
    else:
        yield from each(pod_spec(item)["volumes"].items(), _judge)


def _judge(volume: Node) -> Verdicts:
    directory = volume["hostPath"]
    if directory.unknown:
        yield directory.undecided()
    elif not directory.absent:
        path = directory["path"]
        socket = path.known and str(path.value()).endswith(".sock")
        why = ": the container runtime's socket is root on the node" if socket else ""
        yield directory.problem(f"must not be used{why}", mark=label(volume))


k8s_no_host_path = Rule(
    id="k8s-no-host-path",
    promise="No pod mounts a file or a directory of its node.",
    fix="Mount a persistent_volume_claim, a config_map, a secret or an empty_dir instead of the host_path.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(checkov=("CKV_K8S_27",)),
    looks_at=WORKLOADS | PATCHES | _VOLUMES,
    check=_check,
)
