"""NodePools and EC2NodeClasses: the expressions in their definitions, Karpenter 1.14.1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..manifests import Manifest

_COMPARISONS = ("Gt", "Lt", "Gte", "Lte")
_OWN_LABELS = {
    "karpenter.sh": {"capacity-type"},
    "karpenter.k8s.aws": {
        "capacity-reservation-id",
        "capacity-reservation-interruptible",
        "capacity-reservation-type",
        "ec2nodeclass",
        "instance-accelerator-count",
        "instance-accelerator-manufacturer",
        "instance-accelerator-name",
        "instance-capability-flex",
        "instance-category",
        "instance-cpu",
        "instance-cpu-manufacturer",
        "instance-cpu-sustained-clock-speed-mhz",
        "instance-ebs-bandwidth",
        "instance-encryption-in-transit-supported",
        "instance-family",
        "instance-generation",
        "instance-gpu-count",
        "instance-gpu-manufacturer",
        "instance-gpu-memory",
        "instance-gpu-name",
        "instance-hypervisor",
        "instance-local-nvme",
        "instance-memory",
        "instance-network-bandwidth",
        "instance-size",
        "instance-tenancy",
        "placement-group-id",
        "placement-group-partition",
    },
}
_FAMILIES = {
    "al2": "AL2",
    "al2023": "AL2023",
    "bottlerocket": "Bottlerocket",
    "windows2019": "Windows2019",
    "windows2022": "Windows2022",
    "windows2025": "Windows2025",
}
_RESERVED_TAGS = (
    "eks:eks-cluster-name",
    "karpenter.sh/nodepool",
    "karpenter.sh/nodeclaim",
    "karpenter.k8s.aws/ec2nodeclass",
)


def _restricted(key: str) -> bool:
    """Return whether Karpenter keeps the label *key* to itself."""
    domain, _, name = key.rpartition("/")
    own = next((names for suffix, names in _OWN_LABELS.items() if domain.endswith(suffix)), None)
    return key == "kubernetes.io/hostname" or (own is not None and (name not in own or domain not in _OWN_LABELS))


def _pool(pool: Manifest) -> Iterator[str]:
    spec = pool["spec"]
    limits = spec.get("limits", {})
    if "replicas" in spec and set(limits) - {"nodes"}:
        yield "spec.limits: only `nodes` is allowed where `replicas` is set"
    if "replicas" in spec and "weight" in spec:
        yield "spec.weight: is not allowed where `replicas` is set"
    for number, budget in enumerate(spec.get("disruption", {}).get("budgets", [])):
        if ("schedule" in budget) != ("duration" in budget):
            yield f"spec.disruption.budgets.{number}: `schedule` and `duration` go together"
    labels = spec["template"].get("metadata", {}).get("labels", {})
    yield from (f"spec.template.metadata.labels: {key} is Karpenter's own" for key in labels if _restricted(key))
    for number, requirement in enumerate(spec["template"]["spec"]["requirements"]):
        for sentence in _requirement(requirement):
            yield f"spec.template.spec.requirements.{number}: {sentence}"


def _requirement(requirement: dict[str, Any]) -> Iterator[str]:
    operator, values = requirement["operator"], requirement.get("values", [])
    if _restricted(requirement["key"]):
        yield f"{requirement['key']} is Karpenter's own"
    if operator == "In" and not values:
        yield "In needs values"
    if operator in _COMPARISONS and not (len(values) == 1 and values[0].isdecimal()):
        yield f"{operator} needs one value that is a number of at least 0"
    if operator == "In" and requirement.get("minValues", 0) > len(values):
        yield "minValues is more than there are values"


def _node_class(node_class: Manifest) -> Iterator[str]:
    spec = node_class["spec"]
    if ("role" in spec) == ("instanceProfile" in spec):
        yield "spec: exactly one of `role` and `instanceProfile` is needed"
    yield from _images(spec)
    terms = {
        "subnetSelectorTerms": ("id", "tags"),
        "securityGroupSelectorTerms": ("id", "name", "tags"),
    }
    for field, ways in terms.items():
        for number, term in enumerate(spec[field]):
            given = [way for way in ways if way in term]
            if len(given) != 1:
                yield f"spec.{field}.{number}: needs exactly one of {', '.join(ways)}"
    for key in spec.get("tags", {}):
        if not key or key in _RESERVED_TAGS or key.startswith("kubernetes.io/cluster"):
            yield f"spec.tags: {key!r} is Karpenter's own"
    yield from _disks(spec)
    yield from _kubelet(spec.get("kubelet", {}))


def _images(spec: dict[str, Any]) -> Iterator[str]:
    terms, family = spec["amiSelectorTerms"], spec.get("amiFamily")
    aliases = [term["alias"] for term in terms if "alias" in term]
    if not aliases and family is None:
        yield "spec.amiFamily: is needed where no alias is"
    if aliases and len(terms) > 1:
        yield "spec.amiSelectorTerms: an alias stands alone"
    for number, term in enumerate(terms):
        where = f"spec.amiSelectorTerms.{number}"
        if not {"alias", "id", "name", "ssmParameter", "tags"} & set(term):
            yield f"{where}: needs one of alias, id, name, ssmParameter, tags"
        for alone in ("alias", "id"):
            if alone in term and {"alias", "id", "name", "owner", "tags"} & set(term) != {alone}:
                yield f"{where}: `{alone}` is set alone"
    for alias in aliases:
        name, _, version = alias.partition("@")
        if name not in _FAMILIES:
            yield f"spec.amiSelectorTerms: {name!r} is no family of images"
        elif family not in (None, "Custom", _FAMILIES[name]):
            yield f"spec.amiFamily: {family} is not that of the alias {alias}"
        if name.startswith("windows") and version != "latest":
            yield f"spec.amiSelectorTerms: {name} has no version but `latest`"


def _disks(spec: dict[str, Any]) -> Iterator[str]:
    disks = spec.get("blockDeviceMappings", [])
    if sum(disk.get("rootVolume") is True for disk in disks) > 1:
        yield "spec.blockDeviceMappings: only one is the root volume"
    for number, disk in enumerate(disks):
        volume = disk.get("ebs")
        if volume is not None and not {"snapshotID", "volumeSize"} & set(volume):
            yield f"spec.blockDeviceMappings.{number}.ebs: needs snapshotID or volumeSize"
        if volume is not None and "volumeInitializationRate" in volume and not volume.get("snapshotID"):
            yield f"spec.blockDeviceMappings.{number}.ebs: volumeInitializationRate needs snapshotID"


def _kubelet(kubelet: dict[str, Any]) -> Iterator[str]:
    high, low = kubelet.get("imageGCHighThresholdPercent"), kubelet.get("imageGCLowThresholdPercent")
    if high is not None and low is not None and high <= low:
        yield "spec.kubelet: imageGCHighThresholdPercent must be above imageGCLowThresholdPercent"
    if set(kubelet.get("evictionSoft", {})) != set(kubelet.get("evictionSoftGracePeriod", {})):
        yield "spec.kubelet: evictionSoft and evictionSoftGracePeriod go together, signal by signal"


RULES = {"NodePool": (_pool,), "EC2NodeClass": (_node_class,)}
