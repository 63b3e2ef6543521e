"""The pools of a platform"""

from __future__ import annotations

from components.eks.karpenter.node_pool import NodePool
from components.eks.karpenter.pools import default_pools, pool_tag, pool_taint


def test_are_on_demand_spot_and_gpu():
    assert default_pools() == {
        "on-demand": NodePool(capacity="on-demand", weight=10, cpu_limit=64, memory_limit_gib=512),
        "spot": NodePool(capacity="spot", weight=50, least_families=5, cpu_limit=64, memory_limit_gib=512),
        "gpu": NodePool(
            capacity="gpu",
            gpu_limit=4,
            cpu_limit=64,
            memory_limit_gib=512,
            disk_gib=100,
            consolidate_after_minutes=10,
        ),
    }


def test_have_the_limits_that_were_asked_for():
    pools = default_pools(cpu_limit=16, gpu_limit=1)
    assert [(pool.cpu_limit, pool.memory_limit_gib, pool.gpu_limit) for pool in pools.values()] == [
        (16, 128, 0),
        (16, 128, 0),
        (16, 128, 1),
    ]


def test_have_no_gpu_where_there_may_be_none():
    assert list(default_pools(gpu_limit=0)) == ["on-demand", "spot"]


def test_have_their_nodes_tagged_with_their_name(scope):
    assert pool_tag(scope, "gpu") == "acme-test-nodes-gpu"


def test_keep_others_away_where_they_are_dedicated():
    assert pool_taint("reports") == ("stackwright.dev/pool", "reports", "NoSchedule")
