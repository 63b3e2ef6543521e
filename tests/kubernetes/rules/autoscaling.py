"""Autoscalers and disruption budgets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..manifests import Manifest

_SOURCES = {
    "ContainerResource": "containerResource",
    "External": "external",
    "Object": "object",
    "Pods": "pods",
    "Resource": "resource",
}
_TARGETS = {"AverageValue": "averageValue", "Utilization": "averageUtilization", "Value": "value"}


def _autoscaler(autoscaler: Manifest) -> Iterator[str]:
    spec = autoscaler["spec"]
    fewest, most = spec.get("minReplicas", 1), spec["maxReplicas"]
    if not 1 <= fewest <= most:
        yield f"spec.minReplicas: must be 1 to maxReplicas ({most}), got {fewest}"
    for number, metric in enumerate(spec.get("metrics") or []):
        yield from (f"spec.metrics.{number}: {sentence}" for sentence in _metric(metric))


def _metric(metric: dict[str, Any]) -> Iterator[str]:
    source = _SOURCES.get(metric["type"])
    if source is None or set(metric) != {"type", source}:
        yield f"type {metric['type']} must stand with its own field and no other"
        return
    target = metric[source]["target"]
    value = _TARGETS.get(target["type"])
    if value is None or set(target) != {"type", value}:
        yield f"a target of type {target['type']} must stand with its own value and no other"


def _budget(budget: Manifest) -> Iterator[str]:
    if len({"minAvailable", "maxUnavailable"} & set(budget["spec"])) != 1:
        yield "spec: needs exactly one of minAvailable and maxUnavailable"


RULES = {"HorizontalPodAutoscaler": (_autoscaler,), "PodDisruptionBudget": (_budget,)}
