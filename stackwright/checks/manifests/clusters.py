"""Says which Kubernetes providers of a stack speak to the same cluster."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ...model import Stack, Unknown, reveal
from .values import hidden

DEFAULT = "default"
"""Name of the cluster of whoever runs the program: the one that the current kubeconfig names."""

_PROVIDER = "pulumi:providers:kubernetes"

# The inputs of a provider that say which cluster it speaks to.
_TELLING = ("kubeconfig", "context", "cluster", "clusterIdentifier")


def clusters(stack: Stack, references: Iterable[str]) -> dict[str, str]:
    """Return provider reference -> name of its cluster: the logical name of the first provider that speaks to it.

    Providers whose inputs name the same cluster have one; where they cannot be read, each has its own. A name that
    another cluster has already is given with the types above the provider.
    """
    inputs = {each.urn: each.inputs for each in stack.resources if each.type == _PROVIDER}
    names: dict[str, str] = {"": DEFAULT}
    found: dict[str, str] = {}
    for reference in references:
        urn = reference.rpartition("::")[0]
        cluster = _cluster(urn, inputs.get(urn, {}))
        if cluster not in names:
            _, _, types_and_name = urn.split("::", 2)
            _, _, name = types_and_name.partition("::")
            names[cluster] = types_and_name if name in names.values() else name
        found[reference] = names[cluster]
    return found


def _cluster(urn: str, inputs: dict[str, Any]) -> str:
    """Return what tells the cluster from others; empty for that of the current kubeconfig."""
    telling = reveal({key: inputs[key] for key in _TELLING if inputs.get(key) not in (None, "")})
    if next(hidden(telling, Unknown), None) is not None:
        return urn
    return json.dumps(telling, sort_keys=True) if telling else ""
