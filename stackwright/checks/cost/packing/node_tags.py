"""Gives Karpenter's node pools the tags of the nodes that they start: those of their node class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..item import Item

_POOLS = tuple(f"kubernetes:karpenter.sh/{version}:NodePool" for version in ("v1", "v1beta1"))
_CLASSES = tuple(f"kubernetes:karpenter.k8s.aws/{version}:EC2NodeClass" for version in ("v1", "v1beta1"))
_CLASS_OF = ("spec", "template", "spec", "nodeClassRef", "name")


def tag_pools(items: Iterable[Item]) -> None:
    """Set the tags of the node pools among *items*; those of a class elsewhere, or not yet known, have none."""
    several = list(items)
    classes = {_at(one.values, "metadata", "name"): one for one in several if one.type in _CLASSES}
    for pool in several:
        found = classes.get(_at(pool.values, *_CLASS_OF)) if pool.type in _POOLS else None
        tags = _at(found.values, "spec", "tags") if found else None
        if isinstance(tags, Mapping):
            pool.tags = {key: value for key, value in tags.items() if isinstance(value, str)}


def _at(values: Mapping[str, Any], *path: str) -> Any:
    found: Any = values
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found if isinstance(found, str | Mapping) else None
