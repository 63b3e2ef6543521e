"""Kubernetes objects of a stack: their names, their labels, and what of another kind names them."""

from __future__ import annotations

from ..item import Item
from ..values import Section
from ..world import World

_DEFAULT_NAMESPACE = "default"


def name_of(item: Item) -> str:
    """Return an object's name; that which was made up for it where the program states none. Raises Undecided."""
    return item.text("metadata.name") or Section(item.outputs).text("metadata.name") or item.name


def namespace_of(item: Item) -> str:
    """Return an object's namespace. Raises Undecided."""
    return item.text("metadata.namespace", _DEFAULT_NAMESPACE)


def labels_of(section: Section) -> dict[str, str]:
    """Return the labels of an object, or of the pods of a template. Raises Undecided."""
    return {key: str(value) for key, value in section.mapping("metadata.labels").items()}


def named(world: World, types: tuple[str, ...], name: str, namespace: str) -> Item | None:
    """Return the object of *types* with this name in a namespace; None where the stack has none. Raises Undecided."""
    found = (one for one in world.of(*types) if name_of(one) == name and namespace_of(one) == namespace)
    return next(found, None)


def scaler(world: World, types: tuple[str, ...], target: Item) -> Item | None:
    """Return the autoscaler of *types* that names *target*; None where the stack has none. Raises Undecided."""
    kind, name, namespace = target.type.rpartition(":")[2], name_of(target), namespace_of(target)
    for one in world.of(*types):
        reference = one.section("spec.scaleTargetRef")
        if reference.text("kind", "Deployment") != kind or namespace_of(one) != namespace:
            continue
        if reference.text("name") == name:
            return one
    return None
