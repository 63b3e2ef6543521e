"""How many pods of a service maintenance may take at once: a quarter, and never none."""

from __future__ import annotations

from typing import Any

import pulumi_kubernetes as kubernetes

from ...component import Component
from ...eks.contract import Cluster
from ...scope import Scope
from ..labels import metadata, selector
from ..namespace.namespace import Namespace

# Rounded up: of two or three pods one may go, and a single pod never holds a node back.
# Source: Kubernetes documentation, "Specifying a Disruption Budget for your Application".
_MOST_AWAY = "25%"


def disruption_budget(
    owner: Component, scope: Scope, cluster: Cluster, namespace: Namespace
) -> kubernetes.policy.v1.PodDisruptionBudget:
    """Create `{owner}-disruption-budget`, called as *owner*. Pods that are not well are nothing to keep."""
    name = owner.logical_name
    return kubernetes.policy.v1.PodDisruptionBudget(
        f"{name}-disruption-budget",
        metadata=_metadata(scope, name, namespace.namespace_name),
        spec=budget_spec(name),
        opts=owner.child(provider=cluster.provider, depends_on=list(namespace.ready)),
    )


def budget_spec(name: str) -> Any:
    """Return the spec of the budget of *name*."""
    return {
        "selector": {"matchLabels": selector(name)},
        "maxUnavailable": _MOST_AWAY,
        "unhealthyPodEvictionPolicy": "AlwaysAllow",
    }


def _metadata(scope: Scope, name: str, namespace: str) -> Any:
    return metadata(scope, name, namespace=namespace)
