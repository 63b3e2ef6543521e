"""Names and labels of the objects in a cluster: the recommended ones, so that every tool knows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..scope import Scope

# Source: Kubernetes documentation, "Recommended Labels".
_NAME = "app.kubernetes.io/name"
_PART_OF = "app.kubernetes.io/part-of"
_MANAGED_BY = "app.kubernetes.io/managed-by"


def selector(name: str) -> dict[str, str]:
    """Return the labels that select the pods of *name*; they never change, as a Deployment's selector cannot."""
    return {_NAME: name}


def labels(scope: Scope, name: str) -> dict[str, str]:
    """Return the labels of every object of *name*."""
    return {**selector(name), _PART_OF: scope.prefix, _MANAGED_BY: "pulumi"}


def metadata(
    scope: Scope,
    name: str,
    *,
    namespace: str | None = None,
    of: str | None = None,
    annotations: Mapping[str, str] | None = None,
    extra_labels: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return the metadata of the object *name*, which is a part *of* a component, by default of itself."""
    found: dict[str, Any] = {"name": name, "labels": {**labels(scope, of or name), **(extra_labels or {})}}
    if namespace is not None:
        found["namespace"] = namespace
    if annotations:
        found["annotations"] = dict(annotations)
    return found
