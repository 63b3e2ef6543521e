"""How many pods of a service may be away at once while nodes are drained, and the wait for the first of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pulumi
import pulumi_kubernetes as kubernetes

from ...component import Component
from ...eks.contract import Cluster
from ...scope import Scope
from ..labels import metadata, selector
from ..namespace.namespace import Namespace
from .deployment import TIMEOUT

# Rounded up: of two or three pods one may go, and a single pod never holds a node back.
# Source: Kubernetes documentation, "Specifying a Disruption Budget for your Application".
_MOST_AWAY = "25%"


def disruption_budget(
    owner: Component,
    scope: Scope,
    cluster: Cluster,
    namespace: Namespace,
    *,
    least: int,
    depends_on: Sequence[pulumi.Resource],
) -> kubernetes.policy.v1.PodDisruptionBudget:
    """Create `{owner}-disruption-budget`, called as *owner*, once *least* pods are ready. What is not well is no loss.

    A Deployment whose number of pods is its autoscaler's starts with one, and is done when that one is well. The budget
    comes after both, in *depends_on*, and counts ready pods: it is what a deployment waits with for the others, so that
    nothing which served until now goes before they serve. It waits when it is created, and when *least* has changed;
    a service that is at none at times has a *least* of 0, and waits for its first pod only.
    """
    name = owner.logical_name
    return kubernetes.policy.v1.PodDisruptionBudget(
        f"{name}-disruption-budget",
        metadata=_metadata(scope, name, namespace.namespace_name, least),
        spec=budget_spec(name),
        opts=owner.child(
            provider=cluster.provider,
            depends_on=[*namespace.ready, *depends_on],
            custom_timeouts=pulumi.CustomTimeouts(create=TIMEOUT, update=TIMEOUT),
        ),
    )


def budget_spec(name: str) -> Any:
    """Return the spec of the budget of *name*."""
    return {
        "selector": {"matchLabels": selector(name)},
        "maxUnavailable": _MOST_AWAY,
        "unhealthyPodEvictionPolicy": "AlwaysAllow",
    }


def _metadata(scope: Scope, name: str, namespace: str, least: int) -> Any:
    # More than one less, as the annotation takes no `=` but the one before a value. The filter is of RFC 9535.
    # Source: repository pulumi/pulumi-kubernetes, provider/pkg/jsonpath/jsonpath.go.
    wait = {"pulumi.com/waitFor": f"jsonpath={{[?@.currentHealthy > {least - 1}]}}"} if least > 1 else None
    return metadata(scope, name, namespace=namespace, annotations=wait)
