"""Which nodes a service's pods go to: of the right kind, and never all to the same. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...compute.spec import ServiceSpec
from ..placement import CAPACITY_TYPE, SPOT_TAINT, tolerates

_ARCHITECTURES = {"arm64": "arm64", "x86_64": "amd64"}


def placement(spec: ServiceSpec, selector: Mapping[str, str]) -> dict[str, Any]:
    """Return where pods go: to nodes of their processor, on spare capacity where they may."""
    found: dict[str, Any] = {"nodeSelector": {"kubernetes.io/arch": _ARCHITECTURES[spec.architecture]}}
    affinity = {"podAntiAffinity": _apart(selector)}
    if spec.spot:
        # Without spare capacity they run on regular nodes, rather than not at all.
        found["tolerations"] = [tolerates(SPOT_TAINT)]
        affinity["nodeAffinity"] = _rather_on_spot()
    return {**found, "affinity": affinity}


def spread(spec: ServiceSpec, selector: Mapping[str, str]) -> dict[str, Any]:
    """Return how the pods of a service divide between zones: evenly, and where at least two must run, without fail."""
    return {
        "topologySpreadConstraints": [
            {
                "maxSkew": 1,
                "topologyKey": "topology.kubernetes.io/zone",
                "whenUnsatisfiable": "DoNotSchedule" if spec.scale.min > 1 else "ScheduleAnyway",
                "labelSelector": {"matchLabels": dict(selector)},
                # Each revision by itself: old pods that are about to go must not decide where the new ones run.
                "matchLabelKeys": ["pod-template-hash"],
                # Nodes that no pod may go to, those of a zone that is lost among them, are no reason to wait. Karpenter
                # still counts that zone, shifted away from or not, until it is taken out of the node pools.
                # Source: repository aws/karpenter-provider-aws, designs/zonal-shift.md, requirement 5.
                "nodeTaintsPolicy": "Honor",
            }
        ]
    }


def _apart(selector: Mapping[str, str]) -> dict[str, Any]:
    term = {"labelSelector": {"matchLabels": dict(selector)}, "topologyKey": "kubernetes.io/hostname"}
    return {"preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 100, "podAffinityTerm": term}]}


def _rather_on_spot() -> dict[str, Any]:
    wanted = {"matchExpressions": [{"key": CAPACITY_TYPE, "operator": "In", "values": ["spot"]}]}
    return {"preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 100, "preference": wanted}]}
