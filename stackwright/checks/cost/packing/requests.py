"""What a pod asks for: its containers and sidecars together or its largest init container, and its overhead."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from ..values import Section, Undecided
from ..world import World
from .amounts import NOTHING, Amounts, quantity, total
from .objects import namespace_of

_LIMIT_RANGE = "kubernetes:core/v1:LimitRange"
# Name in Kubernetes -> field, and how many of its units one of Kubernetes' is.
_RESOURCES = {
    "cpu": ("cpu", 1000),
    "memory": ("memory", 1),
    "ephemeral-storage": ("storage", 1),
    "nvidia.com/gpu": ("gpus", 1),
}
_KEPT_ELSEWHERE = ("hugepages-",)

Defaults = Mapping[str, Any]
"""Resource -> what a container asks for that states neither a request nor a limit."""


def defaults(world: World, namespace: str) -> Defaults:
    """Return what the limit ranges of a namespace have containers ask for. Raises Undecided."""
    found: dict[str, Any] = {}
    for item in world.of(_LIMIT_RANGE):
        if namespace_of(item) == namespace:
            for one in item.items("spec.limits"):
                if one.text("type") == "Container":
                    found.update({**one.mapping("default"), **one.mapping("defaultRequest")})
    return found


def asks(spec: Section, otherwise: Defaults) -> Amounts:
    """Return what one pod of *spec* asks for; the node's room for it, one pod, among it. Raises Undecided.

    Source: https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers and,
    for those that stay, https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/.
    """
    sidecars, largest = NOTHING, NOTHING
    for one in spec.items("initContainers"):
        own = _container(one, otherwise)
        largest = largest.most(sidecars.plus(own))
        if one.text("restartPolicy") == "Always":
            sidecars = sidecars.plus(own)
    running = total(_container(one, otherwise) for one in spec.items("containers")).plus(sidecars)
    found = running.most(largest)._replace(**requested(spec, "resources.requests"))
    overhead = Amounts(**requested(spec, "overhead"))
    return found.plus(overhead)._replace(pods=1)


def foreign(spec: Section) -> set[str]:
    """Return the names of what pods ask for that instance types are not known to have. Raises Undecided."""
    containers = [*spec.items("containers"), *spec.items("initContainers")]
    return {
        name
        for one in containers
        for path in ("resources.requests", "resources.limits")
        for name in one.mapping(path)
        if name not in _RESOURCES and not name.startswith(_KEPT_ELSEWHERE)
    }


def requested(section: Section, path: str) -> dict[str, int]:
    """Return field -> amount of what is counted of the object at *path*. Raises Undecided."""
    return dict(_stated(section, path))


def _container(one: Section, otherwise: Defaults) -> Amounts:
    """A limit is the request where there is none. Source: https://kubernetes.io/docs/concepts/policy/limit-range/."""
    stated = {**requested(one, "resources.limits"), **requested(one, "resources.requests")}
    return Amounts(**{**requested(Section({"default": otherwise}), "default"), **stated})


def _stated(section: Section, path: str) -> Iterator[tuple[str, int]]:
    """Yield field -> amount of each resource at *path* that is counted."""
    for name, value in section.mapping(path).items():
        if name not in _RESOURCES:
            continue
        field, units = _RESOURCES[name]
        amount = quantity(value)
        if amount is None:
            raise Undecided(f"{path}.{name}", f"{value!r}, which is no quantity")
        yield field, math.ceil(amount * units)
