"""Rules and collectors: what the operators of Prometheus (0.93) and of OpenTelemetry (0.158) refuse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..manifests import Manifest


def _alerts(rule: Manifest) -> Iterator[str]:
    groups = rule["spec"].get("groups", [])
    for name, count in Counter(group["name"] for group in groups).items():
        if count > 1:
            yield f"spec.groups: {name} is given more than once"
    for group in groups:
        for number, entry in enumerate(group.get("rules", [])):
            where = f"spec.groups.{group['name']}.{number}"
            if ("alert" in entry) == ("record" in entry):
                yield f"{where}: needs one of alert and record"
            if "record" in entry and {"for", "keep_firing_for", "annotations"} & set(entry):
                yield f"{where}: a recording rule has neither `for` nor annotations"


def _collector(collector: Manifest) -> Iterator[str]:
    spec = collector["spec"]
    mode = spec.get("mode", "deployment")
    if mode == "sidecar":
        for field in ("tolerations", "priorityClassName", "affinity", "additionalContainers"):
            if spec.get(field):
                yield f"spec.{field}: is not allowed in mode sidecar"
    for field, only in (("daemonSetUpdateStrategy", "daemonset"), ("deploymentUpdateStrategy", "deployment")):
        if spec.get(field, {}).get("type") and mode != only:
            yield f"spec.{field}: is for mode {only} only"
    if spec.get("targetAllocator", {}).get("enabled") and mode not in ("daemonset", "statefulset"):
        yield "spec.targetAllocator: needs mode statefulset or daemonset"
    yield from _replicas(spec)
    yield from _pipelines(spec["config"])


def _replicas(spec: dict[str, Any]) -> Iterator[str]:
    scaler = spec.get("autoscaler", {})
    fewest, most = scaler.get("minReplicas"), scaler.get("maxReplicas")
    if fewest is not None and most is None:
        yield "spec.autoscaler: minReplicas needs maxReplicas"
    if most is not None and max(fewest or 0, spec.get("replicas", 0)) > most:
        yield "spec.autoscaler: maxReplicas is below minReplicas or replicas"


def _pipelines(config: dict[str, Any]) -> Iterator[str]:
    """Yield what a pipeline names that is not there: the collector would end at once."""
    connectors = set(config.get("connectors", {}))
    for name, pipeline in config["service"]["pipelines"].items():
        for part in ("receivers", "processors", "exporters"):
            known = set(config.get(part, {})) | (connectors if part != "processors" else set())
            for missing in sorted(set(pipeline.get(part, [])) - known):
                yield f"spec.config.service.pipelines.{name}: {missing} is not among the {part}"
    for missing in sorted(set(config["service"].get("extensions", [])) - set(config.get("extensions", {}))):
        yield f"spec.config.service.extensions: {missing} is not among the extensions"


RULES = {"PrometheusRule": (_alerts,), "OpenTelemetryCollector": (_collector,)}
