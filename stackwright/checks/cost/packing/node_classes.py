"""What Karpenter's node classes say of nodes: their disks, their kubelet, their monitoring and addresses."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from ..item import Item
from ..pricers.machine import Templated
from ..values import Section
from ..world import World
from .amounts import quantity
from .objects import name_of
from .rooms import Kubelet

_TYPES = tuple(f"kubernetes:karpenter.k8s.aws/{version}:EC2NodeClass" for version in ("v1", "v1beta1"))
_GIB = 2**30
# What Karpenter sets where no mapping is stated. Source: repository aws/karpenter-provider-aws
# pkg/providers/amifamily/{resolver,bottlerocket,al2023}.go.
_DEFAULT_GIB, _SYSTEM_GIB, _TYPE = 20, 4, "gp3"
_ROOT, _DATA = "/dev/xvda", "/dev/xvdb"
_BOTTLEROCKET = "bottlerocket"


class NodeClass(NamedTuple):
    """What nodes of a class are made of."""

    item: Item | None
    """None where the class is not in this stack: what Karpenter does by itself is then assumed."""

    kubelet: Kubelet
    machine: Templated
    """Disks, monitoring and public addresses, as a launch template has them."""


def node_class(world: World, name: str, kubelet: Section) -> NodeClass:
    """Return the class of this name; *kubelet* is what the pool itself says of it. Raises Undecided."""
    item = next((one for one in world.of(*_TYPES) if name_of(one) == name), None)
    spec = item.section("spec") if item else Section({})
    bottlerocket = _is_bottlerocket(spec)
    devices = dict(_devices(spec)) or dict(_defaults(bottlerocket))
    data = devices.get(_DATA) or devices.get(_ROOT) or {}
    source = {
        "blockDeviceMappings": [{"deviceName": device, "ebs": ebs} for device, ebs in devices.items()],
        "monitoring": {"enabled": spec.flag("detailedMonitoring")},
        "networkInterfaces": [{"associatePublicIpAddress": True}] if spec.flag("associatePublicIPAddress") else [],
    }
    return NodeClass(
        item=item,
        kubelet=_kubelet(spec.section("kubelet") if spec.has("kubelet") else kubelet, data, bottlerocket),
        machine=Templated(source=Section(source), image={"volumeType": _TYPE, "volumeSize": _DEFAULT_GIB}),
    )


def _is_bottlerocket(spec: Section) -> bool:
    aliases = [one.text("alias") for one in spec.items("amiSelectorTerms")]
    return any(name.lower().startswith(_BOTTLEROCKET) for name in (spec.text("amiFamily"), *aliases))


def _devices(spec: Section) -> Iterator[tuple[str, dict[str, Any]]]:
    for one in spec.items("blockDeviceMappings"):
        ebs = one.section("ebs")
        stated = {
            "volumeSize": math.ceil((quantity(ebs.text("volumeSize")) or Decimal(0)) / _GIB),
            "volumeType": ebs.text("volumeType"),
            "iops": ebs.number("iops"),
            "throughput": ebs.number("throughput"),
        }
        yield one.text("deviceName"), {key: value for key, value in stated.items() if value}


def _defaults(bottlerocket: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    yield _ROOT, {"volumeType": _TYPE, "volumeSize": _SYSTEM_GIB if bottlerocket else _DEFAULT_GIB}
    if bottlerocket:
        yield _DATA, {"volumeType": _TYPE, "volumeSize": _DEFAULT_GIB}


def _kubelet(stated: Section, disk: dict[str, Any], bottlerocket: bool) -> Kubelet:
    def texts(path: str) -> dict[str, str]:
        return {key: str(value) for key, value in stated.mapping(path).items()}

    most = int(stated.number("maxPods")) if stated.has("maxPods") else None
    return Kubelet(
        disk=int(disk.get("volumeSize", _DEFAULT_GIB)) * _GIB,
        max_pods=most,
        pods_per_core=0 if bottlerocket else int(stated.number("podsPerCore")),
        by_addresses=not bottlerocket,
        kept=texts("kubeReserved"),
        system=texts("systemReserved"),
        eviction=texts("evictionHard"),
    )
