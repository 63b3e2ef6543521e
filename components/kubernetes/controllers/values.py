"""What the values of every chart have in common. Pure."""

from __future__ import annotations

from typing import Any

RESTRICTED: dict[str, Any] = {
    "allowPrivilegeEscalation": False,
    "capabilities": {"drop": ["ALL"]},
    "readOnlyRootFilesystem": True,
    "runAsNonRoot": True,
    "seccompProfile": {"type": "RuntimeDefault"},
}
"""Security context of a container as the Pod Security Standard `restricted` asks for it, with a read-only root."""

ONE_AT_A_TIME: dict[str, Any] = {"maxUnavailable": 1}
"""Disruption budget of a controller with two replicas: maintenance takes one, never both."""


def resources(cpu: str, memory: str) -> dict[str, Any]:
    """Return what a container asks for, in Kubernetes quantities (`100m`, `128Mi`), and the most memory it gets.

    Processor time has no limit: who asks for more than its share only waits. A chart that has one of its own keeps it.
    """
    return {"requests": {"cpu": cpu, "memory": memory}, "limits": {"memory": memory}}


def apart(name: str, label: str = "app.kubernetes.io/name") -> list[dict[str, Any]]:
    """Return the constraint that puts the replicas whose *label* is *name* on different nodes while there are some."""
    return [
        {
            "maxSkew": 1,
            "topologyKey": "kubernetes.io/hostname",
            "whenUnsatisfiable": "ScheduleAnyway",
            "labelSelector": {"matchLabels": {label: name}},
        }
    ]
