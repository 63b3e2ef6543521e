"""The namespaces and node pools of a stack on EKS, with room for its services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from components.eks.karpenter.node_pool import NodePool
from components.eks.karpenter.pools import default_pools
from components.kubernetes.namespace.args import NamespacePlan
from components.kubernetes.namespace.limits import ContainerLimits, Quota

from .eks import DEFAULT_NAMESPACE, EksSettings, NamespaceSettings, QuotaSettings
from .needs import Needs, needs_of
from .service import ServiceSettings

# What a node's disk holds besides a pod's own files: images and logs, in GiB.
_IMAGES_GIB = 30
# During an update old and new pods stand side by side.
_SURGE = 2


def namespace_plans(eks: EksSettings, services: Mapping[str, ServiceSettings]) -> dict[str, NamespacePlan]:
    """Return name -> namespace: those the stack file names, and the default one where a service is in none of them."""
    found = dict(eks.namespaces)
    if not found or DEFAULT_NAMESPACE in {eks.namespace_of(name) for name in services}:
        found.setdefault(DEFAULT_NAMESPACE, NamespaceSettings())
    return {
        name: _plan(entry, needs_of(service for key, service in services.items() if eks.namespace_of(key) == name))
        for name, entry in found.items()
    }


def pools(eks: EksSettings, services: Mapping[str, ServiceSettings]) -> dict[str, NodePool]:
    """Return name -> nodes that may be started, their disks large enough for every service."""
    disk = needs_of(services.values()).largest_disk_gib + _IMAGES_GIB
    found = default_pools(cpu_limit=eks.cpu_limit, gpu_limit=eks.gpu_limit)
    return {name: replace(pool, disk_gib=max(pool.disk_gib, disk)) for name, pool in found.items()}


def _plan(entry: NamespaceSettings, needs: Needs) -> NamespacePlan:
    quota, limits = _quota(entry.quota, needs), ContainerLimits()
    return NamespacePlan(
        access=entry.access,
        quota=quota,
        container_limits=ContainerLimits(
            max_cpu=min(max(limits.max_cpu, needs.largest_cpu), quota.cpu),
            max_memory_mib=min(max(limits.max_memory_mib, needs.largest_memory_mib), quota.memory_gib * 1024),
        ),
    )


def _quota(given: QuotaSettings, needs: Needs) -> Quota:
    usual = Quota()
    return Quota(
        cpu=given.cpu or max(usual.cpu, _SURGE * needs.cpu),
        memory_gib=given.memory_gib or max(usual.memory_gib, _SURGE * needs.memory_gib),
        pods=given.pods or max(usual.pods, _SURGE * needs.pods),
    )
