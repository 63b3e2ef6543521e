"""The node pool of a tool"""

from __future__ import annotations

import pytest

from components.eks.karpenter.pools import pool_taint
from components.kubernetes.tools.pools import scheduling, tool_pools
from components.kubernetes.tools.recipes import RECIPES


@pytest.mark.parametrize("tool", sorted(RECIPES))
def test_is_spare_capacity_for_the_tool_alone(tool):
    pool = tool_pools([tool])[tool]
    assert (pool.capacity, pool.dedicated, pool.architectures) == ("spot", True, (RECIPES[tool].architecture,))
    assert pool.least_families == 5


@pytest.mark.parametrize("tool", sorted(RECIPES))
def test_has_room_for_the_whole_quota(tool):
    pool, quota = tool_pools([tool])[tool], RECIPES[tool].quota
    # A node keeps up to a fifth of its memory for itself.
    assert pool.cpu_limit >= quota.cpu * 1.25
    assert pool.memory_limit_gib >= quota.memory_gib * 1.25


def test_is_refused_for_a_tool_that_there_is_not():
    with pytest.raises(ValueError, match=r"^tools must be among airbyte, retool, temporal, got metabase$"):
        tool_pools(["metabase"])


def test_is_there_for_each_that_is_chosen():
    assert list(tool_pools(["temporal", "airbyte"])) == ["airbyte", "temporal"]


def test_takes_the_pods_of_the_tool():
    assert scheduling("retool") == {
        "nodeSelector": {"karpenter.sh/nodepool": "retool", "kubernetes.io/arch": "amd64"},
        "tolerations": [
            {"key": "stackwright.dev/spot", "operator": "Equal", "value": "true", "effect": "NoSchedule"},
            {"key": "stackwright.dev/pool", "operator": "Equal", "value": "retool", "effect": "NoSchedule"},
        ],
    }
    assert pool_taint("retool") == ("stackwright.dev/pool", "retool", "NoSchedule")
