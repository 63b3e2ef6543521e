"""How much of a machine is left to pods, beside what the kubelet, the system and the hypervisor keep."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from .amounts import MIB, NOTHING, Amounts, quantity
from .sizes import Size

# Source of all: repository aws/karpenter-provider-aws pkg/providers/instancetype/types.go, and, for the part of the
# memory that the hypervisor is taken to keep, its charts/karpenter/values.yaml.
_HYPERVISOR_PER_MILLE = 75
_GRAVITON_MIB = 64
_POD_MIB, _KUBELET_MIB = 11, 255
_EVICTION_MIB, _EVICTION_PERCENT = 100, 10
_KUBELET_STORAGE = 2**30
# Thousandths of a vCPU from which on it keeps so many ten-thousandths of each.
_KUBELET_CPU = ((0, 600), (1000, 100), (2000, 50), (4000, 25))
_WHOLE = 10_000
_MEMORY_SIGNAL, _STORAGE_SIGNAL = "memory.available", "nodefs.available"

Stated = Mapping[str, str]


class Kubelet(NamedTuple):
    """What is said of the kubelet of a pool's nodes, and of the disk it has for pods."""

    disk: int
    """Bytes of the disk that holds images, logs and temporary files."""

    max_pods: int | None = None
    """Most pods of a node; None for as many as there are addresses."""

    pods_per_core: int = 0
    """Most pods for each vCPU; 0 for any number."""

    by_addresses: bool = True
    """Whether the memory it keeps follows the number of addresses, and not the most pods: Bottlerocket's does not."""

    kept: Stated = MappingProxyType({})
    """What it keeps for itself, in place of what it works out: `kubeReserved`."""

    system: Stated = MappingProxyType({})
    """What it keeps for the system: `systemReserved`."""

    eviction: Stated = MappingProxyType({})
    """What must be left free: `evictionHard`."""


def room(size: Size, kubelet: Kubelet) -> Amounts:
    """Return what pods may ask for on a node of one instance type."""
    memory = _memory(size) * MIB
    pods = size.pods if kubelet.max_pods is None else kubelet.max_pods
    most = min(pods, kubelet.pods_per_core * size.vcpus) if kubelet.pods_per_core else pods
    whole = Amounts(size.vcpus * 1000, memory, kubelet.disk, most, size.branches, size.gpus)
    return whole.minus(_kept(size, kubelet, most)).minus(_stated(NOTHING, kubelet.system)).minus(_free(whole, kubelet))


def _memory(size: Size) -> int:
    """Return the MiB that the system sees."""
    seen = size.memory_mib - (_GRAVITON_MIB if size.architecture == "arm64" else 0)
    return seen - _rounded_up(seen * _HYPERVISOR_PER_MILLE, 1000)


def _kept(size: Size, kubelet: Kubelet, pods: int) -> Amounts:
    counted = size.pods if kubelet.by_addresses else pods
    mib = _POD_MIB * counted + _KUBELET_MIB
    return _stated(Amounts(_cpu(size.vcpus * 1000), mib * MIB, _KUBELET_STORAGE), kubelet.kept)


def _cpu(thousandths: int) -> int:
    ends = [start for start, _ in _KUBELET_CPU[1:]]
    parts = zip(_KUBELET_CPU, [*ends, thousandths], strict=True)
    return sum(max(0, min(thousandths, end) - start) * part // _WHOLE for (start, part), end in parts)


def _rounded_up(number: int, divisor: int) -> int:
    return -(-number // divisor)


def _free(whole: Amounts, kubelet: Kubelet) -> Amounts:
    """Return what the kubelet never lets pods take: a tenth of the disk, and so much memory."""
    storage = _rounded_up(whole.storage * _EVICTION_PERCENT, 100)
    memory = _signal(kubelet.eviction.get(_MEMORY_SIGNAL), whole.memory, _EVICTION_MIB * MIB)
    return Amounts(memory=memory, storage=_signal(kubelet.eviction.get(_STORAGE_SIGNAL), whole.storage, storage))


def _signal(stated: str | None, whole: int, otherwise: int) -> int:
    """Return the bytes of a signal that is a quantity or a part of the *whole* in percent; 100% is none."""
    if stated is None:
        return otherwise
    if stated.endswith("%"):
        percent = quantity(stated[:-1]) or Decimal(0)
        return math.ceil(whole * percent / 100) if percent < 100 else 0
    return math.ceil(quantity(stated) or 0)


def _stated(otherwise: Amounts, stated: Stated) -> Amounts:
    given = {key: quantity(text) for key, text in stated.items()}
    cpu, memory, storage = (given.get(key) for key in ("cpu", "memory", "ephemeral-storage"))
    return otherwise._replace(
        cpu=otherwise.cpu if cpu is None else math.ceil(cpu * 1000),
        memory=otherwise.memory if memory is None else math.ceil(memory),
        storage=otherwise.storage if storage is None else math.ceil(storage),
    )
