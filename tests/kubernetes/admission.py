"""What the namespace of a pod would refuse: by its Pod Security Standard, and by the limits of its LimitRange.

A workload is taken all the same, and has no pods.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from stackwright.model import Stack

from .manifests import Manifest, given, named, place, pod_template
from .quantities import exceeds

_ENFORCE = "pod-security.kubernetes.io/enforce"
# Source: Kubernetes documentation, "Pod Security Standards".
_VOLUMES = frozenset(
    {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}
)
_SECCOMP = ("RuntimeDefault", "Localhost")
_HOST = ("hostIPC", "hostNetwork", "hostPID")
_ADDED = {
    "baseline": {
        "AUDIT_WRITE",
        "CHOWN",
        "DAC_OVERRIDE",
        "FOWNER",
        "FSETID",
        "KILL",
        "MKNOD",
        "NET_BIND_SERVICE",
        "SETFCAP",
        "SETGID",
        "SETPCAP",
        "SETUID",
        "SYS_CHROOT",
    },
    "restricted": {"NET_BIND_SERVICE"},
}


def refused(source: Stack | Iterable[Manifest]) -> list[str]:
    """Return why pods of *source* would not be let into their namespaces."""
    objects = given(source)
    standards = {
        place(o)[1]: (o["metadata"].get("labels") or {}).get(_ENFORCE) for o in objects if o["kind"] == "Namespace"
    }
    ranges = {place(o)[0]: o["spec"]["limits"] for o in objects if o["kind"] == "LimitRange"}
    found: list[str] = []
    for manifest in objects:
        template, namespace = pod_template(manifest), place(manifest)[0] if "metadata" in manifest else ""
        if template is None:
            continue
        spec = template["spec"]
        wrong = [*_judged(spec, standards.get(namespace)), *_measured(spec, ranges.get(namespace, []))]
        found += [f"{named(manifest)}: {sentence}" for sentence in wrong]
    return found


def _containers(spec: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [*(spec.get("initContainers") or []), *spec["containers"]]


def _judged(spec: dict[str, Any], standard: str | None) -> Iterator[str]:
    if standard not in _ADDED:
        return
    yield from (f"{field} is the node's" for field in _HOST if spec.get(field))
    for volume in spec.get("volumes") or []:
        kinds = set(volume) - {"name"}
        if "hostPath" in kinds or (standard == "restricted" and not kinds <= _VOLUMES):
            yield f"volume {volume['name']} is of a kind that is not allowed"
    pod = spec.get("securityContext") or {}
    for container in _containers(spec):
        own = container.get("securityContext") or {}
        sentences = [*_baseline(container, own, _ADDED[standard])]
        if standard == "restricted":
            sentences += _restricted(own, {**pod, **own})
        yield from (f"container {container['name']}: {sentence}" for sentence in sentences)


def _baseline(container: dict[str, Any], own: dict[str, Any], may_add: set[str]) -> Iterator[str]:
    if own.get("privileged"):
        yield "is privileged"
    if any(port.get("hostPort") for port in container.get("ports") or []):
        yield "has a port of the node"
    for capability in (own.get("capabilities") or {}).get("add") or []:
        if capability not in may_add:
            yield f"adds the capability {capability}"


def _restricted(own: dict[str, Any], merged: dict[str, Any]) -> Iterator[str]:
    """Yield what only the strictest standard refuses; *merged* is the container's context over its pod's."""
    if own.get("allowPrivilegeEscalation") is not False:
        yield "allowPrivilegeEscalation must be false"
    if "ALL" not in ((own.get("capabilities") or {}).get("drop") or []):
        yield "must drop the capability ALL"
    if merged.get("runAsNonRoot") is not True:
        yield "runAsNonRoot must be true"
    if merged.get("runAsUser") == 0:
        yield "runs as root"
    if (merged.get("seccompProfile") or {}).get("type") not in _SECCOMP:
        yield "seccompProfile must be RuntimeDefault or Localhost"


def _measured(spec: dict[str, Any], limits: list[dict[str, Any]]) -> Iterator[str]:
    for entry in (entry for entry in limits if entry["type"] == "Container"):
        for container in _containers(spec):
            for sentence in _against(container.get("resources") or {}, entry):
                yield f"container {container['name']}: {sentence}"


def _against(resources: Mapping[str, Any], entry: Mapping[str, Any]) -> Iterator[str]:
    limits = {**entry.get("default", {}), **(resources.get("limits") or {})}
    requests = {
        **entry.get("defaultRequest", {}),
        **(resources.get("limits") or {}),
        **(resources.get("requests") or {}),
    }
    for resource, most in entry.get("max", {}).items():
        if exceeds(limits.get(resource, "0"), most):
            yield f"limit of {resource} ({limits[resource]}) is more than the namespace allows ({most})"
    for resource in sorted(set(requests) & set(limits)):
        if exceeds(requests[resource], limits[resource]):
            yield f"request of {resource} ({requests[resource]}) is more than its limit here ({limits[resource]})"
