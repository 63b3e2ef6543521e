"""Makes the Kubernetes objects of clusters for tests: workloads, autoscalers, node pools and node classes."""

from __future__ import annotations

from typing import Any

from stackwright.checks.cost.item import Item
from tests.stackwright.checks.cost.pricers.pricing import made

POOL = "kubernetes:karpenter.sh/v1:NodePool"
NODE_CLASS = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass"
DEPLOYMENT = "kubernetes:apps/v1:Deployment"
HPA = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler"
SCALED_OBJECT = "kubernetes:keda.sh/v1alpha1:ScaledObject"
POLICY = "kubernetes:vpcresources.k8s.aws/v1beta1:SecurityGroupPolicy"

HOST, ZONE = "kubernetes.io/hostname", "topology.kubernetes.io/zone"
FAMILY, ARCHITECTURE = "karpenter.k8s.aws/instance-family", "kubernetes.io/arch"
CAPACITY = "karpenter.sh/capacity-type"


def metadata(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "namespace": "shop", **more}


def within(key: str, *values: str) -> dict[str, Any]:
    return {"key": key, "operator": "In", "values": list(values)}


def container(cpu: str = "250m", memory: str = "512Mi", **more: str) -> dict[str, Any]:
    return {"name": "app", "resources": {"requests": {"cpu": cpu, "memory": memory, **more}}}


def pods(*containers: dict[str, Any], labels: dict[str, str] | None = None, **spec: Any) -> dict[str, Any]:
    """A template of pods."""
    return {"metadata": {"labels": labels or {"app": "api"}}, "spec": {"containers": list(containers), **spec}}


def deployment(name: str = "api", *containers: dict[str, Any], replicas: int | None = None, **spec: Any) -> Item:
    template = pods(*(containers or (container(),)), labels={"app": name}, **spec)
    stated = {} if replicas is None else {"replicas": replicas}
    return made(DEPLOYMENT, name, metadata=metadata(name), spec={"template": template, **stated})


def hpa(name: str = "api", **spec: Any) -> Item:
    target = {"apiVersion": "apps/v1", "kind": "Deployment", "name": name}
    return made(HPA, f"{name}-autoscaler", metadata=metadata(name), spec={"scaleTargetRef": target, **spec})


def scaled_object(name: str = "api", *triggers: dict[str, Any], **spec: Any) -> Item:
    several = {"scaleTargetRef": {"name": name}, "triggers": list(triggers), **spec}
    return made(SCALED_OBJECT, f"{name}-scaler", metadata=metadata(name), spec=several)


def cron(name: str, start: str, end: str, pods: int = 1, timezone: str = "Europe/Dublin") -> dict[str, Any]:
    said = {"start": start, "end": end, "timezone": timezone, "desiredReplicas": str(pods)}
    return {"type": "cron", "name": name, "metadata": said}


def apart(*, required: bool = False, key: str = HOST, name: str = "api") -> dict[str, Any]:
    """The affinity of pods that are apart from those of their own name."""
    term = {"topologyKey": key, "labelSelector": {"matchLabels": {"app": name}}}
    if required:
        return {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [term]}}
    weighed = {"weight": 100, "podAffinityTerm": term}
    return {"podAntiAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": [weighed]}}


def over(key: str, *, unsatisfiable: str = "DoNotSchedule", skew: int = 1, name: str = "api") -> dict[str, Any]:
    """A constraint that spreads pods over something."""
    selector = {"matchLabels": {"app": name}}
    return {"topologyKey": key, "maxSkew": skew, "whenUnsatisfiable": unsatisfiable, "labelSelector": selector}


def node_class(name: str = "main", **spec: Any) -> Item:
    return made(NODE_CLASS, f"class-{name}", metadata={"name": name}, spec=spec)


def pool(
    name: str = "main",
    *requirements: dict[str, Any],
    taints: tuple[dict[str, str], ...] = (),
    labels: dict[str, str] | None = None,
    **spec: Any,
) -> Item:
    template = {
        "metadata": {"labels": labels or {}},
        "spec": {
            "requirements": list(requirements),
            "taints": list(taints),
            "nodeClassRef": {"group": "karpenter.k8s.aws", "kind": "EC2NodeClass", "name": "main"},
        },
    }
    return made(POOL, name, metadata={"name": name}, spec={"template": template, **spec})


def taint(key: str, value: str = "true", effect: str = "NoSchedule") -> dict[str, str]:
    return {"key": key, "value": value, "effect": effect}
