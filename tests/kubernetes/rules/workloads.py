"""What runs pods: a selector that finds them, volumes that exist, needs within limits, ports that probes can name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import available_timezones

from ..manifests import Manifest
from ..quantities import exceeds, quantity
from ..schedules import schedule_problem


def _template(workload: Manifest) -> tuple[str, dict[str, Any]]:
    if workload["kind"] == "CronJob":
        return "spec.jobTemplate.spec.template", workload["spec"]["jobTemplate"]["spec"]["template"]
    return "spec.template", workload["spec"]["template"]


def _pods(workload: Manifest) -> Iterator[str]:
    path, template = _template(workload)
    spec = template["spec"]
    policy = spec.get("restartPolicy", "Always")
    if (workload["kind"] in ("Job", "CronJob")) == (policy == "Always"):
        yield f"{path}.spec.restartPolicy: {policy} is not for a {workload['kind']}"
    volumes = {volume["name"] for volume in spec.get("volumes") or []}
    volumes |= {claim["metadata"]["name"] for claim in workload["spec"].get("volumeClaimTemplates") or []}
    containers = [*spec.get("initContainers", []), *spec["containers"]]
    for sentence in [
        *_twice("containers", (container["name"] for container in containers)),
        *_twice("volumes", (volume["name"] for volume in spec.get("volumes") or [])),
        *_twice("ports", _port_names(containers)),
    ]:
        yield f"{path}.spec.{sentence}"
    for container in containers:
        for sentence in _container(container, volumes):
            yield f"{path}.spec.containers.{container['name']}: {sentence}"


def _port_names(containers: list[dict[str, Any]]) -> Iterator[str]:
    return (port["name"] for container in containers for port in container.get("ports", []) if "name" in port)


def _twice(field: str, names: Iterable[str]) -> Iterator[str]:
    yield from (f"{field}: {name} is given more than once" for name, count in Counter(names).items() if count > 1)


def _container(container: dict[str, Any], volumes: set[str]) -> Iterator[str]:
    mounts = container.get("volumeMounts") or []
    yield from _twice("env", (entry["name"] for entry in container.get("env") or []))
    yield from _twice("volumeMounts", (mount["mountPath"] for mount in mounts))
    yield from (f"mounts {mount['name']}, which is no volume" for mount in mounts if mount["name"] not in volumes)
    if not container.get("image"):
        yield "has no image"
    yield from _needs(container.get("resources", {}))
    ports = {port["name"] for port in container.get("ports") or [] if "name" in port}
    for probe in ("livenessProbe", "readinessProbe", "startupProbe"):
        port = container.get(probe, {}).get("httpGet", {}).get("port", 1)
        if isinstance(port, str) and port not in ports:
            yield f"{probe} asks port {port}, which has no such name"
    if container.get("livenessProbe", {}).get("successThreshold", 1) != 1:
        yield "livenessProbe.successThreshold must be 1"


def _needs(resources: dict[str, Any]) -> Iterator[str]:
    requests, limits = resources.get("requests") or {}, resources.get("limits") or {}
    for kind, amounts in (("requests", requests), ("limits", limits)):
        for resource, amount in amounts.items():
            if quantity(amount) is None:
                yield f"resources.{kind}.{resource}: {amount!r} is no quantity"
    for resource in sorted(set(requests) & set(limits)):
        if exceeds(requests[resource], limits[resource]):
            yield f"resources.requests.{resource}: is more than its limit"


def _selects(workload: Manifest) -> Iterator[str]:
    wanted = workload["spec"]["selector"].get("matchLabels") or {}
    labels = workload["spec"]["template"].get("metadata", {}).get("labels") or {}
    if not wanted or not wanted.items() <= labels.items():
        yield "spec.selector: does not select the pods of the template"


def _strategy(deployment: Manifest) -> Iterator[str]:
    strategy = deployment["spec"].get("strategy") or {}
    rolling = strategy.get("rollingUpdate") or {}
    if strategy.get("type") == "Recreate" and rolling:
        yield "spec.strategy: Recreate has no rollingUpdate"
    if {str(rolling.get(key, "25%")).rstrip("%") for key in ("maxSurge", "maxUnavailable")} == {"0"}:
        yield "spec.strategy: maxSurge and maxUnavailable must not both be 0"


def _scheduled(job: Manifest) -> Iterator[str]:
    spec = job["spec"]
    if problem := schedule_problem(spec["schedule"]):
        yield f"spec.schedule: {problem}"
    if "timeZone" in spec and spec["timeZone"] not in available_timezones():
        yield f"spec.timeZone: {spec['timeZone']!r} is none"


RULES = {
    "CronJob": (_pods, _scheduled),
    "DaemonSet": (_pods, _selects),
    "Deployment": (_pods, _selects, _strategy),
    "Job": (_pods,),
    "StatefulSet": (_pods, _selects),
}
