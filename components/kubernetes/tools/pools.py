"""The node pools of tools: spare capacity for one tool alone, so that its cost is counted and has a limit. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from ...eks.karpenter.node_pool import NodePool
from ...eks.karpenter.pools import pool_taint
from ..placement import NODE_POOL, SPOT_TAINT, tolerates
from .recipes import RECIPES, ToolName, check_names

_ARCHITECTURES = {"arm64": "arm64", "x86_64": "amd64"}

# What a node keeps for itself, and what is left between pods, on top of what they ask for.
_ROOM = 1.5


def tool_pools(tools: Iterable[ToolName]) -> Mapping[str, NodePool]:
    """Return name -> node pool of each of *tools*: as large as its quota, with room for what nodes need themselves.

    Raises ValueError for a name that is no tool's.
    """
    names = sorted(tools)
    check_names(names)
    return {tool: _pool(tool) for tool in names}


def scheduling(tool: ToolName) -> Mapping[str, Any]:
    """Return `nodeSelector` and `tolerations` of the pods of *tool*: its own pool, and no other."""
    architecture = _ARCHITECTURES[RECIPES[tool].architecture]
    return {
        "nodeSelector": {NODE_POOL: tool, "kubernetes.io/arch": architecture},
        "tolerations": [tolerates(SPOT_TAINT), tolerates(pool_taint(tool))],
    }


def _pool(tool: ToolName) -> NodePool:
    recipe = RECIPES[tool]
    return NodePool(
        capacity="spot",
        dedicated=True,
        architectures=(recipe.architecture,),
        least_families=5,
        cpu_limit=math.ceil(recipe.quota.cpu * _ROOM),
        memory_limit_gib=math.ceil(recipe.quota.memory_gib * _ROOM),
    )
