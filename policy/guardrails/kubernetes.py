"""Pods are found in every kind of object that starts them, and containers in every list of a pod.

Source of where they lie: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from .item import Item
from .values import Node
from .verdicts import Problem, Undecided, Verdict, Verdicts, each, guarded

POD = "kubernetes:core/v1:Pod"
DEPLOYMENT = "kubernetes:apps/v1:Deployment"
STATEFUL_SET = "kubernetes:apps/v1:StatefulSet"
_TEMPLATED = "spec.template.spec"
_PLACES = {
    POD: "spec",
    "kubernetes:core/v1:PodTemplate": "template.spec",
    "kubernetes:core/v1:ReplicationController": _TEMPLATED,
    "kubernetes:apps/v1:DaemonSet": _TEMPLATED,
    DEPLOYMENT: _TEMPLATED,
    "kubernetes:apps/v1:ReplicaSet": _TEMPLATED,
    STATEFUL_SET: _TEMPLATED,
    "kubernetes:batch/v1:Job": _TEMPLATED,
    "kubernetes:batch/v1:CronJob": "spec.jobTemplate.spec.template.spec",
}
WORKLOADS = frozenset(_PLACES)
"""Kinds that start pods."""

RUNS_TO_ITS_END = frozenset({"kubernetes:batch/v1:Job", "kubernetes:batch/v1:CronJob"})
SERVERS = WORKLOADS - RUNS_TO_ITS_END
"""Kinds whose pods run until somebody stops them."""

PATCHES = frozenset(f"{kind}Patch" for kind in WORKLOADS)
"""Kinds that change somebody else's: what they do not name may well be set, so only what they write can be refused."""

MAIN, INIT, EPHEMERAL = "containers", "initContainers", "ephemeralContainers"
LISTS = (MAIN, INIT, EPHEMERAL)

# What a container takes from its pod where it has none of its own.
# Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#security-context
_INHERITED = frozenset(
    {"appArmorProfile", "runAsGroup", "runAsNonRoot", "runAsUser", "seccompProfile", "seLinuxOptions", "windowsOptions"}
)
_QUANTITY = re.compile(r"\+?(\d+\.?\d*|\.\d+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d{1,2})?")


@dataclass(frozen=True)
class Container:
    """A container of a pod, of any of the lists."""

    node: Node
    pod: Node
    """The pod's spec."""

    kind: str
    """The list it is in, one of LISTS."""

    def __getitem__(self, key: str) -> Node:
        """Return the container's property *key*."""
        return self.node[key]

    def security(self, key: str) -> Node:
        """Return where the security context's *key* is decided: at the container, or at its pod where that decides.

        An object is inherited whole, but of `windowsOptions` each member by itself (`windowsOptions.hostProcess`).
        Source: https://github.com/kubernetes/kubernetes/blob/master/pkg/securitycontext/util.go.
        """
        own, shared = (place["securityContext"].at(key) for place in (self.node, self.pod))
        return own if key.partition(".")[0] not in _INHERITED or not own.absent or shared.absent else shared

    def runs_on(self) -> bool:
        """Return whether it runs as long as its pod: it is a main container or a sidecar. Raises Undecided.

        A sidecar is an init container that is always restarted.
        Source: https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/.
        """
        return self.kind == MAIN or (self.kind == INIT and self.node["restartPolicy"].value() == "Always")

    @property
    def label(self) -> str:
        """Names the container among those of its pod, whatever their order; by its place where it has no name."""
        return label(self.node)


def pod_spec(item: Item) -> Node:
    """Return the spec of the pods that *item*, a workload or its patch, starts."""
    return item.at(_PLACES[item.type.removesuffix("Patch")])


def pod_metadata(item: Item) -> Node:
    """Return the metadata of the pods that *item* starts."""
    return item.at(f"{_PLACES[item.type.removesuffix('Patch')].removesuffix('spec')}metadata")


def each_container(
    item: Item, check: Callable[[Container], Iterable[Verdict]], lists: Iterable[str] = LISTS
) -> Verdicts:
    """Yield what *check* says of each container in these lists of the pods of *item*, marked with its name."""
    yield from guarded(_in_pod(pod_spec(item), check, lists))


def _in_pod(pod: Node, check: Callable[[Container], Iterable[Verdict]], lists: Iterable[str]) -> Verdicts:
    pod.fields()  # a pod that is not known is one verdict, not one per list
    yield from each(lists, functools.partial(_in_list, pod, check))


def _in_list(pod: Node, check: Callable[[Container], Iterable[Verdict]], kind: str) -> Verdicts:
    for node in pod[kind].items():
        container = Container(node, pod, kind)
        for verdict in guarded(check(container)):
            yield _marked(verdict, container)


def _marked(verdict: Verdict, container: Container) -> Verdict:
    """Return the verdict with the container's name in its mark, unless it is one about the pod."""
    if not isinstance(verdict, Problem) or not verdict.path.startswith(container.node.path):
        return verdict
    mark = f"{container.label}/{verdict.mark}" if verdict.mark else container.label
    return replace(verdict, mark=mark)


def label(node: Node) -> str:
    """Return the name of an element of a list (a container, a volume, a variable), or its place where it has none."""
    name = node["name"]
    return word(name) if name.known and not name.secret else node.path.rpartition(".")[2]


def word(node: Node) -> str:
    """Return the value as a part of a mark, which is the same wherever the rule runs; `[secret]` for a secret."""
    return "[unknown]" if node.unknown else "[secret]" if node.secret else node.text()


def unless_windows(pod: Node, verdicts: Iterable[Verdict]) -> Verdicts:
    """Yield *verdicts* unless the pod is for Windows, which does not have the setting they are about."""
    for verdict in verdicts:
        try:
            windows = is_windows(pod)
        except Undecided as undecided:
            yield undecided
            return
        if windows:
            return
        yield verdict


def is_windows(pod: Node) -> bool:
    """Return whether the pod says that it is for Windows nodes. Raises Undecided where that is not known yet."""
    system = pod.at("os.name").value()
    if system is None:
        system = pod["nodeSelector"]["kubernetes.io/os"].value()
    return bool(system == "windows")


def has_probe(container: Container, probe: str) -> bool:
    """Return whether the container has *probe* (`livenessProbe`) with something to ask. Raises Undecided."""
    asked = [container[probe][handler] for handler in ("exec", "grpc", "httpGet", "tcpSocket")]
    if any(not node.absent and not node.unknown for node in asked):
        return True
    if any(node.unknown for node in asked):
        raise container[probe].undecided()
    return False


def quantity(value: object) -> Decimal | None:
    """Return the number before the unit of a Kubernetes quantity (`500m`, `1.5Gi`, `2`), None where it is none."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    match = _QUANTITY.fullmatch(str(value))
    return Decimal(match[1]) if match else None


def must_be_an_amount(node: Node, example: str, *, mark: str = "") -> Verdicts:
    """Yield a problem unless *node* is a quantity above zero; *example* is one."""
    amount = quantity(node.value())
    if not amount:
        yield node.problem(f"must be an amount above zero, such as {example}", mark=mark)
