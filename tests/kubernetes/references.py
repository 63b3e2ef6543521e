"""What an object names must be there: an API server takes an object without what it refers to, and it never works.

For whole stacks: a part of one names what the rest of it makes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from stackwright.model import Stack

from .manifests import Manifest, given, named, place, pod_template

_OF_KUBERNETES = frozenset({"kube-node-lease", "kube-public", "kube-system"})
_SCALED = ("HorizontalPodAutoscaler", "ScaledObject")


class Cluster:
    """The objects of a stack, by what they are referred to as."""

    def __init__(self, objects: Iterable[Manifest]) -> None:
        self.objects = list(objects)
        self._places = {(o["kind"], *place(o)) for o in self.objects}
        # The operator makes the Secret that an ExternalSecret describes.
        for secret in self.of("ExternalSecret"):
            name = secret["spec"].get("target", {}).get("name", secret["metadata"]["name"])
            self._places.add(("Secret", place(secret)[0], name))
        self.pods = [(place(o)[0], template) for o in self.objects if (template := pod_template(o))]

    def of(self, *kinds: str) -> list[Manifest]:
        """Return the objects of *kinds*."""
        return [o for o in self.objects if o["kind"] in kinds]

    def has(self, kind: str, namespace: str, name: str) -> bool:
        """Return whether there is such an object."""
        return (kind, namespace, name) in self._places

    def selected(self, namespace: str, labels: Mapping[str, str]) -> list[dict[str, Any]]:
        """Return the pod templates of a namespace that *labels* select."""
        return [
            template
            for within, template in self.pods
            if within == namespace and labels.items() <= (template.get("metadata", {}).get("labels") or {}).items()
        ]


def dangling(source: Stack | Iterable[Manifest], *, elsewhere: Iterable[str] = ()) -> list[str]:
    """Return what the objects of *source* name that is not among them.

    Namespaces that are named in *elsewhere*, a chart's for instance, may hold what is not seen.
    """
    cluster, unseen = Cluster(given(source)), {*_OF_KUBERNETES, *elsewhere}
    places = Counter((o["kind"], *place(o)) for o in cluster.objects)
    found = [f"{kind} {namespace}/{name}: is there {n} times" for (kind, namespace, name), n in places.items() if n > 1]
    for manifest in cluster.objects:
        namespace = place(manifest)[0]
        if namespace and namespace not in unseen and not cluster.has("Namespace", "", namespace):
            found.append(f"{named(manifest)}: is in the namespace {namespace}, which is not there")
        for kind, within, name in _references(manifest):
            if within not in unseen and not cluster.has(kind, within, name):
                found.append(f"{named(manifest)}: names the {kind} {name}, which is not there")
    return [*found, *_unselected(cluster), *_ports(cluster), *_autoscaled(cluster)]


def _references(manifest: Manifest) -> Iterator[tuple[str, str, str]]:
    """Yield kind, namespace and name of what *manifest* refers to."""
    namespace, spec = place(manifest)[0], manifest.get("spec", {})
    template = pod_template(manifest)
    if template is not None:
        yield from ((kind, namespace, name) for kind, name in _of_pod(template["spec"]))
    match manifest["kind"]:
        case "RoleBinding" | "ClusterRoleBinding":
            role = manifest["roleRef"]
            yield role["kind"], namespace if role["kind"] == "Role" else "", role["name"]
            for subject in manifest.get("subjects") or []:
                if subject["kind"] == "ServiceAccount":
                    yield "ServiceAccount", subject["namespace"], subject["name"]
        case "SecretStore":
            account = spec["provider"]["aws"].get("auth", {}).get("jwt", {}).get("serviceAccountRef")
            if account:
                yield "ServiceAccount", namespace, account["name"]
        case "ExternalSecret":
            yield spec["secretStoreRef"].get("kind", "SecretStore"), namespace, spec["secretStoreRef"]["name"]
        case "TargetGroupBinding":
            yield "Service", namespace, spec["serviceRef"]["name"]
        case "HorizontalPodAutoscaler" | "ScaledObject":
            yield spec["scaleTargetRef"].get("kind", "Deployment"), namespace, spec["scaleTargetRef"]["name"]
        case "NodePool":
            yield "EC2NodeClass", "", spec["template"]["spec"]["nodeClassRef"]["name"]
        case "PersistentVolumeClaim":
            if spec.get("storageClassName"):
                yield "StorageClass", "", spec["storageClassName"]


def _of_pod(spec: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if spec.get("serviceAccountName", "default") != "default":
        yield "ServiceAccount", spec["serviceAccountName"]
    for volume in spec.get("volumes") or []:
        if "persistentVolumeClaim" in volume:
            yield "PersistentVolumeClaim", volume["persistentVolumeClaim"]["claimName"]
        if "configMap" in volume:
            yield "ConfigMap", volume["configMap"]["name"]
        if "secret" in volume:
            yield "Secret", volume["secret"]["secretName"]
    kinds = {
        "configMapRef": "ConfigMap",
        "configMapKeyRef": "ConfigMap",
        "secretRef": "Secret",
        "secretKeyRef": "Secret",
    }
    for container in [*spec.get("initContainers", []), *spec["containers"]]:
        sources = [*(container.get("envFrom") or []), *(e.get("valueFrom", {}) for e in container.get("env") or [])]
        for source in sources:
            yield from ((kinds[key], reference["name"]) for key, reference in source.items() if key in kinds)


def _unselected(cluster: Cluster) -> Iterator[str]:
    """Yield what selects pods by their labels, and finds none."""
    for manifest in cluster.of("NetworkPolicy", "PodDisruptionBudget", "SecurityGroupPolicy", "Service"):
        spec = manifest["spec"]
        selector = spec.get("selector", {}) if manifest["kind"] == "Service" else spec.get("podSelector")
        if manifest["kind"] == "PodDisruptionBudget":
            selector = spec["selector"]
        labels = selector if manifest["kind"] == "Service" else (selector or {}).get("matchLabels")
        if labels and not cluster.selected(place(manifest)[0], labels):
            yield f"{named(manifest)}: selects no pods"


def _ports(cluster: Cluster) -> Iterator[str]:
    """Yield services whose pods do not listen where they are asked, and registrations at a port of no service."""
    services = {place(service): service for service in cluster.of("Service")}
    for (namespace, _), service in services.items():
        for template in cluster.selected(namespace, service["spec"].get("selector") or {"": ""}):
            open_ports = [port for container in template["spec"]["containers"] for port in container.get("ports") or []]
            for port in service["spec"]["ports"]:
                target = port.get("targetPort", port["port"])
                if target not in {number for p in open_ports for number in (p["containerPort"], p.get("name"))}:
                    yield f"{named(service)}: asks port {target}, where its pods do not listen"
    for binding in cluster.of("TargetGroupBinding"):
        reference, namespace = binding["spec"]["serviceRef"], place(binding)[0]
        service = services.get((namespace, reference["name"]))
        ports = service["spec"]["ports"] if service else []
        if service and reference["port"] not in {
            number for port in ports for number in (port["port"], port.get("name"))
        }:
            yield f"{named(binding)}: asks port {reference['port']}, which the service does not have"


def _autoscaled(cluster: Cluster) -> Iterator[str]:
    """Yield workloads that two want to scale, and those whose number is also given by the program."""
    scaled = Counter(
        (target.get("kind", "Deployment"), place(scaler)[0], target["name"])
        for scaler in cluster.of(*_SCALED)
        for target in [scaler["spec"]["scaleTargetRef"]]
    )
    for kind, namespace, name in (key for key, count in scaled.items() if count > 1):
        yield f"{kind} {namespace}/{name}: is scaled by more than one"
    for workload in cluster.of("Deployment", "StatefulSet"):
        if (workload["kind"], *place(workload)) in scaled and "replicas" in workload["spec"]:
            yield f"{named(workload)}: has replicas, though it is scaled"
