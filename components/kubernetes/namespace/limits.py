"""How much a namespace may take in all, and one container of it alone. Pure.

CPU is divided by what pods request: a limit on the sum of CPU limits would count what nobody means to use at once.
Source: Kubernetes documentation, "Resource Quotas" and "Limit Ranges".
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Quota:
    """The most that all pods of a namespace take together."""

    cpu: float = 32
    """vCPUs that its pods request. Default: 32."""

    memory_gib: int = 128
    """Memory that its pods request, and that their limits come to, in GiB. Default: 128."""

    pods: int = 100
    """Pods that have not ended; an update needs room for old and new. Default: 100."""

    volumes: int = 10
    """Persistent volume claims. Default: 10."""

    storage_gib: int = 500
    """Size of all its persistent volumes in GiB. Default: 500."""

    def __post_init__(self) -> None:
        for field in ("cpu", "memory_gib", "pods"):
            _check_above_zero("quota", field, getattr(self, field))
        for field in ("volumes", "storage_gib"):
            if getattr(self, field) < 0:
                raise ValueError(f"quota {field} must not be negative, got {getattr(self, field)}: 0 allows none")


@dataclass(frozen=True, kw_only=True)
class ContainerLimits:
    """What a container gets that does not say what it needs, and the most one may ask for."""

    default_cpu: float = 0.1
    """vCPUs requested for a container that requests none. Default: 0.1."""

    default_memory_mib: int = 128
    """Memory in MiB, as request and as limit, of a container that names none. Default: 128."""

    max_cpu: float = 4
    """Most vCPUs of a container; it is also the limit of one that names none, so that a busy one uses what its node
    has to spare. Default: 4."""

    max_memory_mib: int = 8192
    """Most memory of a container in MiB. Default: 8192."""

    def __post_init__(self) -> None:
        for field in fields(self):
            _check_above_zero("container_limits", field.name, getattr(self, field.name))
        for resource in ("cpu", "memory_mib"):
            default, most = getattr(self, f"default_{resource}"), getattr(self, f"max_{resource}")
            if default > most:
                raise ValueError(
                    f"container_limits default_{resource} must be at most max_{resource} ({most:g}), got {default:g}"
                )


def check_fit(quota: Quota, limits: ContainerLimits) -> None:
    """Refuse limits that let a container ask for more than the whole namespace may have."""
    for field, most, all_of_it in (
        ("max_cpu", limits.max_cpu, quota.cpu),
        ("max_memory_mib", limits.max_memory_mib, quota.memory_gib * 1024),
    ):
        if most > all_of_it:
            raise ValueError(
                f"container_limits {field} must be at most the quota of the namespace ({all_of_it:g}), got {most:g}: "
                "lower it, or raise the quota"
            )


def quota_spec(quota: Quota) -> Any:
    """Return the spec of the ResourceQuota. It has no room for what would be reached past the load balancer."""
    memory = f"{quota.memory_gib}Gi"
    return {
        "hard": {
            "requests.cpu": _cpu(quota.cpu),
            "requests.memory": memory,
            "limits.memory": memory,
            "pods": str(quota.pods),
            "persistentvolumeclaims": str(quota.volumes),
            "requests.storage": f"{quota.storage_gib}Gi",
            "services.loadbalancers": "0",
            "services.nodeports": "0",
        }
    }


def limits_spec(limits: ContainerLimits) -> Any:
    """Return the spec of the LimitRange: with it, the quota admits a container that says nothing of its needs."""
    memory = f"{limits.default_memory_mib}Mi"
    return {
        "limits": [
            {
                "type": "Container",
                "defaultRequest": {"cpu": _cpu(limits.default_cpu), "memory": memory},
                "default": {"cpu": _cpu(limits.max_cpu), "memory": memory},
                "max": {"cpu": _cpu(limits.max_cpu), "memory": f"{limits.max_memory_mib}Mi"},
            }
        ]
    }


def _cpu(vcpus: float) -> str:
    """Return vCPUs as Kubernetes counts them: thousandths, the smallest part there is."""
    return f"{round(vcpus * 1000)}m"


def _check_above_zero(what: str, field: str, value: float) -> None:
    if value <= 0:
        raise ValueError(f"{what} {field} must be above 0, got {value:g}")
