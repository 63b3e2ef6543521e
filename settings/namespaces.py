"""The namespaces of a stack on EKS, with room for the services in each."""

from __future__ import annotations

from collections.abc import Mapping

from components.kubernetes.namespace.limits import ContainerLimits, Quota
from components.kubernetes.platform import NamespacePlan

from .eks import DEFAULT_NAMESPACE, EksSettings, NamespaceSettings, QuotaSettings
from .needs import Needs, needs_of
from .service import ServiceSettings

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
