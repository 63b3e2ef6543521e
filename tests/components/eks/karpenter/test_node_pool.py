"""A node pool"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.eks.karpenter.instance_types import families
from components.eks.karpenter.node_pool import Calm, NodePool

GPU = {"capacity": "gpu", "gpu_limit": 1}


def test_starts_recent_families_of_either_processor():
    pool = NodePool()
    chosen = [families()[name] for name in pool.allowed_families]
    assert {family.category for family in chosen} == {"c", "m", "r"}
    assert {family.architecture for family in chosen} == {"arm64", "x86_64"}
    assert min(family.generation for family in chosen) == 6
    assert (pool.allowed_categories, pool.oldest_generation, pool.gpu) == (("c", "m", "r"), 6, False)


def test_starts_families_with_a_gpu_where_it_is_for_them():
    pool = NodePool(**GPU)
    assert pool.allowed_families == ("g4dn", "g5", "g5g", "g6", "g6e", "g7e")
    assert (pool.allowed_categories, pool.oldest_generation, pool.gpu) == (("g",), 4, True)


def test_starts_the_families_it_names_and_no_other():
    pool = NodePool(instance_families=("r8g", "m7g"))
    assert pool.allowed_families == ("m7g", "r8g")
    assert (pool.allowed_categories, pool.oldest_generation) == (("m", "r"), 7)


def test_starts_what_its_categories_generation_and_processors_leave():
    pool = NodePool(categories=("m",), min_generation=8, architectures=("arm64",))
    assert pool.allowed_families == ("m8g", "m8gd")


@given(
    st.sampled_from(["on-demand", "spot"]),
    st.sets(st.sampled_from(["c", "m", "r"])),
    st.integers(0, 8),
    st.integers(1, 5),
)
def test_never_starts_a_node_that_gives_pods_no_security_group_of_their_own(capacity, categories, oldest, least):
    pool = NodePool(capacity=capacity, categories=tuple(categories), min_generation=oldest, least_families=least)
    assert set(pool.allowed_families) <= set(families())
    assert len(pool.allowed_families) >= least


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"capacity": "reserved"}, "capacity must be one of on-demand, spot, gpu, got 'reserved'"),
        ({"architectures": ("riscv",)}, "architectures must be among arm64, x86_64, got 'riscv'"),
        ({"categories": ("t",)}, "categories must be among c, m, r, g, p, got 't'"),
        (
            {"instance_families": ("t4g",)},
            "instance_families must be of components/data/pod_security_group_families.csv, got 't4g'",
        ),
        ({"instance_families": ("m7g",), "categories": ("m",)}, "leave out categories and min_generation, or them"),
        ({"instance_families": ("m7g",), "min_generation": 7}, "leave out categories and min_generation, or them"),
        (
            {"instance_families": ("m7i",), "architectures": ("arm64",)},
            "family 'm7i' is x86_64, which is not among the pool's architectures",
        ),
        ({"architectures": ()}, "least_families is 1, but only 0 instance families are left"),
        ({"min_generation": 99}, "least_families is 1, but only 0 instance families are left"),
        (
            {"instance_families": ("m7g",), "least_families": 2},
            "least_families is 2, but only 1 instance families are left",
        ),
        ({"least_families": 0}, "least_families must be 1 to 50, got 0"),
        ({"least_families": 51}, "least_families must be 1 to 50, got 51"),
        (
            {"categories": ("g",)},
            "a pool of capacity 'on-demand' must not have nodes with a GPU, got family 'g6': use capacity 'gpu'",
        ),
        (
            {**GPU, "categories": ("m",)},
            "a pool of capacity 'gpu' must have nodes with a GPU, got family 'm5': name a family with one",
        ),
        ({"gpu_limit": 1}, "gpu_limit must be 1 or more for capacity 'gpu' and 0 for any other, got 1 for 'on-demand'"),
        ({"capacity": "gpu"}, "gpu_limit must be 1 or more for capacity 'gpu' and 0 for any other, got 0 for 'gpu'"),
        (
            {**GPU, "gpu_limit": -1},
            "gpu_limit must be 1 or more for capacity 'gpu' and 0 for any other, got -1 for 'gpu'",
        ),
        ({"min_vcpus": 1}, "vCPUs must be 2 or more and min_vcpus at most max_vcpus, got 1 to 32"),
        ({"min_vcpus": 64}, "vCPUs must be 2 or more and min_vcpus at most max_vcpus, got 64 to 32"),
        ({"cpu_limit": 1}, "cpu_limit must allow one node of 2 vCPUs, got 1"),
        ({"memory_limit_gib": 0}, "memory_limit_gib must be 1 or more, got 0"),
        ({"weight": 0}, "weight must be 1 to 100, got 0"),
        ({"weight": 101}, "weight must be 1 to 100, got 101"),
        ({"disk_gib": 19}, "disk_gib must be 20 to 65536, got 19"),
        ({"disk_gib": 65537}, "disk_gib must be 20 to 65536, got 65537"),
        ({"disruption_percent": 0}, "disruption_percent must be 1 to 100, got 0"),
        ({"disruption_percent": 101}, "disruption_percent must be 1 to 100, got 101"),
        ({"expire_after_hours": 0}, "expire_after_hours must be 1 to 8760, got 0"),
        ({"termination_grace_minutes": 0}, "termination_grace_minutes must be 1 to 240, got 0"),
        ({"termination_grace_minutes": 241}, "termination_grace_minutes must be 1 to 240, got 241"),
        ({"consolidate_after_minutes": -1}, "consolidate_after_minutes must be 0 or more, got -1"),
    ],
)
def test_is_refused_where_it_could_not_work(changes, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        NodePool(**changes)


@pytest.mark.parametrize("hours", [0, 24])
def test_is_never_calm_for_no_time_or_for_ever(hours):
    with pytest.raises(ValueError, match=f"hours must be 1 to 23, got {hours}"):
        Calm(cron="0 7 * * MON-FRI", hours=hours)


def test_is_calm_at_a_time_that_every_scheduler_understands():
    with pytest.raises(ValueError, match="weekday must be"):
        Calm(cron="0 7 * * 1-5", hours=12)
