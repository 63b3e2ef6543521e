"""The namespaces and node pools of a stack on EKS..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from settings.namespaces import namespace_plans, pools


def plans(settings: Any) -> dict[str, Any]:
    return namespace_plans(settings.eks, settings.services)


def test_are_those_the_file_names_and_one_for_every_other_service(load_stack: Callable[..., Any]) -> None:
    settings = load_stack()
    assert sorted(plans(settings)) == ["core-api", "services"]
    assert plans(settings)["core-api"].access == {"payments": "read-only"}
    assert plans(settings)["services"].access == {}


def test_are_only_those_the_file_names_where_every_service_is_in_one(load_stack: Callable[..., Any]) -> None:
    settings = load_stack({"eks.namespaces": {"all": {"services": ["api", "pricing"]}, "later": {}}})
    assert sorted(plans(settings)) == ["all", "later"]


def test_are_never_none(load_stack: Callable[..., Any]) -> None:
    settings = load_stack({"eks.namespaces": None, "services": None})
    assert list(plans(settings)) == ["services"]


def test_have_the_usual_room_or_twice_what_their_services_need(load_stack: Callable[..., Any]) -> None:
    usual = plans(load_stack())["core-api"]
    assert (usual.quota.cpu, usual.quota.memory_gib, usual.quota.pods) == (32, 128, 100)
    assert (usual.container_limits.max_cpu, usual.container_limits.max_memory_mib) == (4, 8192)

    large = {"services.api.cpu": 8, "services.api.memory": 16384, "services.api.scale": {"min": 2, "max": 60}}
    large["eks.cpuLimit"] = 500
    wide = plans(load_stack(large))["core-api"]
    assert (wide.quota.cpu, wide.quota.memory_gib, wide.quota.pods) == (960, 1920, 120)
    assert (wide.container_limits.max_cpu, wide.container_limits.max_memory_mib) == (8, 16384)


def test_have_the_room_that_the_file_gives_them(load_stack: Callable[..., Any]) -> None:
    given = load_stack({"eks.namespaces.core-api.quota": {"cpu": 4, "memoryGib": 7, "pods": 13}})
    plan = plans(given)["core-api"]
    assert (plan.quota.cpu, plan.quota.memory_gib, plan.quota.pods) == (4, 7, 13)
    assert (plan.container_limits.max_cpu, plan.container_limits.max_memory_mib) == (4, 7 * 1024)


def test_pools_start_what_the_limits_allow(load_stack: Callable[..., Any]) -> None:
    settings = load_stack({"eks.cpuLimit": 40})
    found = pools(settings.eks, settings.services)
    assert {name: pool.cpu_limit for name, pool in found.items()} == {"on-demand": 40, "spot": 40}

    with_gpus = load_stack({"eks.gpuLimit": 2})
    assert pools(with_gpus.eks, with_gpus.services)["gpu"].gpu_limit == 2


def test_pools_have_disks_for_the_largest_pod(load_stack: Callable[..., Any]) -> None:
    usual, large = load_stack(), load_stack({"services.api.ephemeralGib": 150})
    assert {pool.disk_gib for pool in pools(usual.eks, usual.services).values()} == {50}
    assert {pool.disk_gib for pool in pools(large.eks, large.services).values()} == {180}
