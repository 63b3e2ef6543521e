"""Kubernetes objects belong to each other by namespace and labels, which are compared as the API server would."""

from __future__ import annotations

from collections.abc import Iterable

from .inventory import Inventory
from .item import Item
from .kubernetes import pod_metadata
from .quantifiers import some
from .values import Node

NAMESPACE = "kubernetes:core/v1:Namespace"


def names_object(stack: Inventory, node: Node, target: Item) -> bool:
    """Return whether *node* names the object *target*. Raises Undecided where that is not known yet.

    Where both names are known they tell: an edge may come from a neighbour of *node* (a label, an annotation), as edges
    are those of a whole property.
    """
    name = target.at("metadata.name")
    if node.is_text and name.is_text:
        return node.value() in {name.value(), *target.identities()}
    answer = stack.refers(node, target)
    if answer is None:
        raise node.undecided()
    return answer


def namespace(item: Item) -> Node:
    """Return where the namespace of the object *item* is decided: at the object, or at its provider where that decides.

    A name that is not set at either is that of the namespace `default`.
    """
    own = item.at("metadata.namespace")
    return own if item.provider is None or not own.absent else item.provider["namespace"]


def in_namespace(stack: Inventory, item: Item, home: Item) -> bool:
    """Return whether the object *item* is in *home*, a Namespace of the stack. Raises Undecided."""
    return names_object(stack, namespace(item), home)


def same_namespace(one: Item, other: Item) -> bool:
    """Return whether two objects are in one namespace. Raises Undecided where that is not known yet."""
    mine, theirs = namespace(one), namespace(other)
    if mine.unknown or theirs.unknown:
        sources = [set(filter(_is_namespace, node.made_of)) for node in (mine, theirs)]
        if mine.unknown and theirs.unknown and all(sources):
            return not sources[0].isdisjoint(sources[1])
        raise (mine if mine.unknown else theirs).undecided()
    return (mine.value() or "default") == (theirs.value() or "default")


def made_of_namespace(node: Node) -> bool:
    """Return whether the property holds the output of a Namespace, which is never the one called `default`."""
    return any(map(_is_namespace, node.made_of))


def _is_namespace(urn: str) -> bool:
    return urn.rsplit("::", 2)[-2].rsplit("$", 1)[-1] == NAMESPACE


def selects(selector: Node, workload: Item) -> bool:
    """Return whether *selector* (`matchLabels`, `matchExpressions`) selects the pods of *workload*.

    No selector selects nothing, an empty one everything. Raises Undecided where that is not known yet.
    """
    if selector.absent:
        return False
    labels = pod_metadata(workload)["labels"]
    return has_all(selector["matchLabels"], labels) and all(
        _holds(expression, labels) for expression in selector["matchExpressions"].items()
    )


def has_all(wanted: Node, labels: Node) -> bool:
    """Return whether *labels* has each label that *wanted* names. Raises Undecided where that is not known yet."""
    return not some(
        wanted.fields().items(), lambda one: labels[one[0]].absent or labels[one[0]].value() != one[1].value()
    )


def _holds(expression: Node, labels: Node) -> bool:
    """Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#set-based-requirement."""
    value = labels[expression["key"].text()].value()
    operator = expression["operator"].value()
    if operator == "Exists":
        return value is not None
    if operator == "DoesNotExist":
        return value is None
    listed = value in [one.value() for one in expression["values"].items()]
    return listed if operator == "In" else not listed


class BySelector:
    """Objects that select pods, found by the labels they ask for: only those that may select a workload are asked."""

    def __init__(self, items: Iterable[Item], path: str) -> None:
        """Sort *items* by the labels that their mapping at *path* (`spec.selector.matchLabels`) asks for."""
        self._all = list(items)
        self._by_label: dict[tuple[str, str], list[Item]] = {}
        self._others: list[Item] = []
        for item in self._all:
            wanted = item.at(path)
            labels = {} if wanted.unknown else wanted.fields()
            label = next(((key, node.text()) for key, node in labels.items() if not node.unknown), None)
            (self._by_label.setdefault(label, []) if label else self._others).append(item)

    def candidates(self, workload: Item) -> list[Item]:
        """Return, in their order, all that can select the pods of *workload*, and some that do not."""
        labels = pod_metadata(workload)["labels"]
        if labels.unknown or any(node.unknown for node in labels.fields().values()):
            return self._all
        found = {item.urn for item in self._others}
        for key, node in labels.fields().items():
            found.update(item.urn for item in self._by_label.get((key, node.text()), ()))
        return [item for item in self._all if item.urn in found]
