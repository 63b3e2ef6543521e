"""A task's size is one Fargate offers, or the refusal says which is nearest."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.compute.sizes import check_size, cpu_units, fargate_sizes


def test_every_cpu_size_is_known_with_its_smallest_and_largest_memory():
    assert {cpu: (memory[0], memory[-1], len(memory)) for cpu, memory in fargate_sizes().items()} == {
        256: (512, 2048, 3),
        512: (1024, 4096, 4),
        1024: (2048, 8192, 7),
        2048: (4096, 16384, 13),
        4096: (8192, 30720, 23),
        8192: (16384, 61440, 12),
        16384: (32768, 122880, 12),
    }


def test_memory_ascends():
    assert all(list(memory) == sorted(set(memory)) for memory in fargate_sizes().values())


@given(st.sampled_from(sorted(fargate_sizes())), st.data())
def test_every_offered_pair_is_accepted(cpu, data):
    check_size(cpu / 1024, data.draw(st.sampled_from(fargate_sizes()[cpu])))


@given(st.sampled_from(sorted(fargate_sizes())), st.integers(0, 200_000))
def test_no_other_memory_is_accepted_and_the_nearest_is_named(cpu, memory):
    offered = fargate_sizes()[cpu]
    if memory in offered:
        return
    with pytest.raises(ValueError, match=f"got {memory}: the nearest is") as refusal:
        check_size(cpu / 1024, memory)
    named = int(str(refusal.value).rsplit(" ", 1)[1])
    assert named in offered
    assert all(abs(named - memory) <= abs(size - memory) for size in offered)


def test_a_memory_refusal_lists_what_goes_with_the_cpu():
    message = "memory must be a size Fargate offers with 0.25 vCPU (512, 1024, 2048 MiB), got 768: the nearest is 512"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        check_size(0.25, 768)


def test_vcpus_become_units():
    assert [cpu_units(vcpu) for vcpu in (0.25, 0.5, 1, 16)] == [256, 512, 1024, 16384]


@pytest.mark.parametrize(("vcpu", "nearest"), [(0.3, "0.25"), (3.5, "4"), (32, "16"), (0.1, "0.25")])
def test_another_cpu_is_refused_with_the_nearest(vcpu, nearest):
    offered = "0.25, 0.5, 1, 2, 4, 8, 16 vCPU"
    message = f"cpu must be a size Fargate offers ({offered}), got {vcpu:g}: the nearest is {nearest}"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        check_size(vcpu, 512)
