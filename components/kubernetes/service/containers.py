"""The container of a pod: its size, its rights, what it is told, where it may write. Pure but for `pulumi.Input`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi

from ...compute.spec import TEMPORARY, ServiceSpec
from ..volumes import volume_name
from .secrets import secrets_name

# What Fargate gives a task, of which pods share a node's disk: a pod asks for what logs and caches take at first.
_DISK_GIB = 20
_USUAL_DISK_GIB = 1


def container(
    name: str,
    spec: ServiceSpec,
    *,
    image: pulumi.Input[str],
    configuration: pulumi.Input[str] | None,
    secrets: Sequence[str],
    claims: Mapping[str, str],
    probes: Mapping[str, Any],
    drain_seconds: int,
) -> dict[str, Any]:
    """Return the container *name* of a pod; see `pod_template` for the arguments."""
    found: dict[str, Any] = {
        "name": name,
        "image": image,
        "imagePullPolicy": "IfNotPresent",
        "resources": resources(spec),
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "readOnlyRootFilesystem": True,
            "runAsNonRoot": True,
        },
        "volumeMounts": [{"name": volume_name(path), "mountPath": path} for path in _paths(spec, claims)],
        **probes,
    }
    if spec.command:
        # What a task definition calls `command`: the image's entry point stays in front of it.
        found["args"] = list(spec.command)
    if spec.port is not None:
        found["ports"] = [{"name": "http", "containerPort": spec.port, "protocol": "TCP"}]
    if configuration is not None:
        found["envFrom"] = [{"configMapRef": {"name": configuration}}]
    if secrets:
        found["env"] = [_from_secret(name, variable) for variable in sorted(secrets)]
    if drain_seconds:
        # It goes on answering until everybody who sends it requests knows that it leaves.
        found["lifecycle"] = {"preStop": {"sleep": {"seconds": drain_seconds}}}
    return found


def resources(spec: ServiceSpec) -> dict[str, Any]:
    """Return what the container asks for, and the most it gets.

    Memory is what it is, as on Fargate. CPU has no limit: a share is guaranteed and idle CPU of the node is anybody's,
    where a limit would slow a busy pod down on an idle node.
    """
    memory = f"{spec.memory}Mi"
    least, most = (spec.ephemeral_gib or default for default in (_USUAL_DISK_GIB, _DISK_GIB))
    return {
        "requests": {"cpu": cpu(spec.cpu), "memory": memory, "ephemeral-storage": f"{least}Gi"},
        "limits": {"memory": memory, "ephemeral-storage": f"{most}Gi"},
    }


def cpu(vcpus: float) -> str:
    """Return vCPUs as Kubernetes counts them: thousandths, the smallest part there is."""
    return f"{max(1, round(vcpus * 1000))}m"


def volumes(spec: ServiceSpec, claims: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the volumes behind every path that may be written to: the disks, and what ends with the pod."""
    return [_volume(spec, claims, path) for path in _paths(spec, claims)]


def _volume(spec: ServiceSpec, claims: Mapping[str, str], path: str) -> dict[str, Any]:
    if path in claims:
        return {"name": volume_name(path), "persistentVolumeClaim": {"claimName": claims[path]}}
    if path == TEMPORARY and spec.temporary_mib is not None:
        memory = {"medium": "Memory", "sizeLimit": f"{spec.temporary_mib}Mi"}
        return {"name": volume_name(path), "emptyDir": memory}
    return {"name": volume_name(path), "emptyDir": {}}


def _paths(spec: ServiceSpec, claims: Mapping[str, str]) -> list[str]:
    return sorted({TEMPORARY, *spec.volumes, *claims})


def _from_secret(name: str, variable: str) -> dict[str, Any]:
    return {"name": variable, "valueFrom": {"secretKeyRef": {"name": secrets_name(name), "key": variable}}}
