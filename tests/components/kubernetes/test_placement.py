"""Placement"""

from __future__ import annotations

import pytest

from components.kubernetes.placement import (
    CAPACITY_TYPE,
    GPU_TAINT,
    NODE_POOL,
    SPOT_TAINT,
    SYSTEM_LABEL,
    SYSTEM_TAINT,
    on_system_nodes,
    tolerates,
)


@pytest.mark.parametrize("taint", [SYSTEM_TAINT, SPOT_TAINT, GPU_TAINT])
def test_tolerates_a_taint_by_its_key_its_value_and_its_effect(taint):
    key, value, effect = taint
    assert tolerates(taint) == {"key": key, "operator": "Equal", "value": value, "effect": effect}


def test_never_tolerates_one_taint_by_another():
    assert len({SYSTEM_TAINT, SPOT_TAINT, GPU_TAINT}) == len(
        {taint[0] for taint in (SYSTEM_TAINT, SPOT_TAINT, GPU_TAINT)}
    )


def test_puts_controllers_on_the_system_nodes_and_nowhere_else():
    assert on_system_nodes() == {
        "nodeSelector": {"stackwright.dev/nodes": "system"},
        "tolerations": [{"key": "CriticalAddonsOnly", "operator": "Equal", "value": "true", "effect": "NoSchedule"}],
    }


def test_gives_each_caller_a_table_of_its_own():
    on_system_nodes()["nodeSelector"]["other"] = "added"
    assert on_system_nodes()["nodeSelector"] == dict([SYSTEM_LABEL])


def test_uses_the_words_that_karpenter_writes_on_nodes():
    assert (CAPACITY_TYPE, NODE_POOL) == ("karpenter.sh/capacity-type", "karpenter.sh/nodepool")
