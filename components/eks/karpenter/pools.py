"""The pools that a platform has unless it asks for others. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from ...scope import Scope
from .node_pool import NodePool

# Memory per vCPU, in GiB, of the category that has most: `r`, and `g6e` with a GPU. So the limit on vCPUs comes first.
_GIB_PER_VCPU = 8
# vCPUs of a g5.4xlarge and its like: one GPU each, and enough to feed it.
_VCPUS_PER_GPU = 16


def default_pools(*, cpu_limit: int = 64, gpu_limit: int = 4) -> Mapping[str, NodePool]:
    """Return `on-demand` for any service, `spot` for those that ask for it, and `gpu` where there may be any GPU.

    *cpu_limit* is the most vCPUs of each of the first two, *gpu_limit* the most GPUs of the third.
    """
    memory = cpu_limit * _GIB_PER_VCPU
    pools = {
        "on-demand": NodePool(cpu_limit=cpu_limit, memory_limit_gib=memory),
        # Tried first by the pods that tolerate it. Five families, as one alone is often short of spare capacity.
        "spot": NodePool(capacity="spot", weight=50, least_families=5, cpu_limit=cpu_limit, memory_limit_gib=memory),
    }
    if gpu_limit:
        cpus = gpu_limit * _VCPUS_PER_GPU
        pools["gpu"] = NodePool(
            capacity="gpu",
            gpu_limit=gpu_limit,
            cpu_limit=cpus,
            memory_limit_gib=cpus * _GIB_PER_VCPU,
            disk_gib=100,
            consolidate_after_minutes=10,
        )
    return pools


def pool_tag(scope: Scope, pool: str) -> str:
    """Return the `Name` tag of every instance, volume and launch template of a pool, by which its cost is counted."""
    return scope.physical_name("nodes", pool)


def pool_taint(pool: str) -> tuple[str, str, str]:
    """Return key, value and effect of the taint that keeps a dedicated pool for the pods that ask for it by name."""
    return ("stackwright.dev/pool", pool, "NoSchedule")
