"""The room that a node has for pods..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.packing.amounts import MIB, Amounts
from stackwright.checks.cost.packing.rooms import Kubelet, room
from stackwright.checks.cost.packing.sizes import sizes

GIB = 2**30


def made(name, **kubelet):
    return room(sizes()[name], Kubelet(**{"disk": 20 * GIB, **kubelet}))


@pytest.mark.parametrize(
    ("name", "cpu", "mib", "pods", "interfaces"),
    [
        # Source: repository aws/karpenter-provider-aws website/content/en/v1.14/reference/instance-types.md
        ("t4g.small", 1930, 1359, 11, 0),
        ("m7g.large", 1930, 6844, 29, 9),
        ("c6i.xlarge", 3920, 6584, 58, 18),
        ("r6g.4xlarge", 15890, 118253, 234, 54),
        ("g5.48xlarge", 191450, 723299, 345, 115),
    ],
)
def test_is_what_karpenter_publishes(name, cpu, mib, pods, interfaces):
    found = made(name)
    assert (found.cpu, found.memory // MIB, found.pods, found.interfaces) == (cpu, mib, pods, interfaces)
    assert found.storage == 17 * GIB


def test_is_less_memory_where_bottlerocket_may_have_more_pods():
    plain, dense = made("c6g.large"), made("c6g.large", max_pods=110, by_addresses=False)
    assert (plain.pods, dense.pods) == (29, 110)
    assert plain.memory - dense.memory == (110 - 29) * 11 * MIB
    assert made("c6g.large", max_pods=110).memory == plain.memory


def test_is_fewer_pods_where_each_vcpu_may_have_so_many():
    assert made("m7g.xlarge", pods_per_core=5).pods == 20
    assert made("m7g.xlarge", pods_per_core=50).pods == 58


def test_is_what_the_kubelet_leaves_where_it_is_told_what_to_keep():
    stated = {"cpu": "100m", "memory": "1Gi", "ephemeral-storage": "2Gi"}
    whole = made("m7g.large", kept={"memory": "0", "cpu": "0", "ephemeral-storage": "0"})
    less = whole.minus(made("m7g.large", kept=stated))
    assert less == Amounts(cpu=100, memory=GIB, storage=2 * GIB)
    assert made("m7g.large").minus(made("m7g.large", system=stated)) == less


@pytest.mark.parametrize(("signal", "mib"), [("300Mi", 300), ("5%", 376), ("100%", 0)])
def test_leaves_free_what_evicts_pods(signal, mib):
    usual = made("m7g.large").memory // MIB + 100
    assert usual - made("m7g.large", eviction={"memory.available": signal}).memory // MIB == mib


def test_leaves_a_part_of_the_disk_free():
    assert made("m7g.large", eviction={"nodefs.available": "50%"}).storage == 9 * GIB
