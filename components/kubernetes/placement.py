"""Which nodes pods run on: the words that node groups, node pools and pods share. Pure."""

from __future__ import annotations

from typing import Any

Toleration = dict[str, str]

SYSTEM_TAINT = ("CriticalAddonsOnly", "true", "NoSchedule")
"""Key, value and effect of the taint that keeps services off the system nodes, by the name that add-ons know."""

SPOT_TAINT = ("stackwright.dev/spot", "true", "NoSchedule")
"""The taint of nodes that may be taken back at two minutes' notice."""

GPU_TAINT = ("nvidia.com/gpu", "true", "NoSchedule")
"""The taint of nodes with a GPU, by the name that the device plugin knows."""

SYSTEM_LABEL = ("stackwright.dev/nodes", "system")
"""Label of the nodes of the system node group."""

NODES_OF_CHOICES = 3
"""Fewest system nodes where what is chosen takes more than two have to spare, see `Choices.heavy`."""

CAPACITY_TYPE = "karpenter.sh/capacity-type"
"""Label of every node that Karpenter starts: `on-demand` or `spot`."""

NODE_POOL = "karpenter.sh/nodepool"
"""Label of every node that Karpenter starts: the name of its node pool."""


def tolerates(taint: tuple[str, str, str]) -> Toleration:
    """Return the toleration of exactly *taint*."""
    key, value, effect = taint
    return {"key": key, "operator": "Equal", "value": value, "effect": effect}


def on_system_nodes() -> dict[str, Any]:
    """Return `nodeSelector` and `tolerations`, as most charts take them, of a controller of the platform."""
    label, value = SYSTEM_LABEL
    return {"nodeSelector": {label: value}, "tolerations": [tolerates(SYSTEM_TAINT)]}
