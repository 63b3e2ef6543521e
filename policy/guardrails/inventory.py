"""All resources of a stack and how they refer to each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .exceptions import Exceptions
from .item import Item
from .values import Node
from .verdicts import Undecided, Verdicts

if TYPE_CHECKING:
    from .start import Start

_STACK = "pulumi:pulumi:Stack"

_ANYTHING = ""
"""Key of what may refer to anything: nothing is known of it. No resource is called so."""


@dataclass(frozen=True, kw_only=True)
class Pointers:
    """Resources that refer to another one."""

    certain: tuple[Item, ...]
    possible: tuple[Item, ...] = ()
    """Those that may: the property that would tell is not known yet."""


class Inventory:
    """The resources of a stack, always in the order of their URNs.

    A relation is read from the edges the program made: a property that is made of a resource's output depends on it,
    whether or not its value is known. Literal values are the fall-back.
    """

    def __init__(
        self, items: Iterable[Item], *, project: str = "", stack: str = "", exceptions: Exceptions | None = None
    ) -> None:
        self.project = project
        self.stack = stack
        self.exceptions = exceptions or Exceptions()
        self.problems: list[str] = []
        """What is wrong with the settings of the pack itself."""
        self.start: Start | None = None
        """Where and for what stack the pack runs, where that is told."""
        self._by_urn = {item.urn: item for item in sorted(items, key=lambda item: item.urn)}
        self._by_type: dict[str, list[Item]] = {}
        for item in self._by_urn.values():
            self._by_type.setdefault(item.type, []).append(item)
        self._identities: dict[str, frozenset[str]] = {}
        self._by_name: dict[str, list[Item]] = {}
        self._by_key: dict[tuple[str, str], dict[str, list[Item]]] = {}

    def __iter__(self) -> Iterator[Item]:
        """Yield every resource."""
        return iter(self._by_urn.values())

    def find(self, urn: str) -> Item | None:
        """Return the resource with this URN, None where the stack has none."""
        return self._by_urn.get(urn)

    def of(self, *types: str) -> list[Item]:
        """Return the resources that this stack manages of these canonical types."""
        found = [item for type_ in types for item in self._by_type.get(type_, ()) if not item.read]
        return found if len(types) < 2 else sorted(found, key=lambda item: item.urn)

    @property
    def whole(self) -> Item:
        """The stack itself, for what concerns none of its resources."""
        urn = f"urn:pulumi:{self.stack}::{self.project}::{_STACK}::{self.project}-{self.stack}"
        found = next(iter(self._by_type.get(_STACK, ())), None)
        return found or Item(urn=urn, type=_STACK, name=f"{self.project}-{self.stack}", custom=False)

    def refers(self, node: Node, target: Item) -> bool | None:
        """Return whether the value at *node* names *target*; None where that is not known yet.

        A list refers to the target where one of its elements does.
        """
        if node.absent:
            return False
        edges = node.made_of
        try:
            value = node.value()
        except Undecided:
            if target.urn in edges:
                return True
            if any(self.refers(one, target) for one in node.elements()):
                return True  # one of a list that is known, whatever the others are
            return self._indirectly(node, edges, target)
        texts = [text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str) and text]
        if not texts:
            return False
        names = self._names(target)
        if any(name == text for name in names for text in texts):
            return True
        if target.urn not in edges:
            return False
        # An edge and a value that is neither the target's id, ARN nor name: another output of it, or a text around one.
        outputs = {output for output in target.outputs.values() if isinstance(output, str) and output}
        return len(edges) == 1 or any(name in text for name in names | outputs for text in texts)

    def targets(self, node: Node, *types: str) -> tuple[list[Item], bool]:
        """Return the resources of these types that *node* refers to, and whether these are certainly all there are."""
        keys = self._keys(node)
        found, certain = [], _ANYTHING not in keys
        for item in self._named(keys):
            if item.type in types and not item.read:
                answer = self.refers(node, item)
                if answer:
                    found.append(item)
                certain = certain and answer is not None
        return found, certain

    def pointing_at(self, target: Item, type_: str, path: str) -> Pointers:
        """Return the resources of *type_* whose input at *path* refers to *target*."""
        by_key = self._pointers(type_, path)
        keys = {_ANYTHING, target.urn, *self._names(target)}
        candidates = {item.urn: item for key in keys for item in by_key.get(key, ())}
        certain, possible = [], []
        for _, item in sorted(candidates.items()):
            answer = self.refers(item.at(path), target)
            if answer:
                certain.append(item)
            elif answer is None:
                possible.append(item)
        return Pointers(certain=tuple(certain), possible=tuple(possible))

    def _named(self, keys: Iterable[str]) -> list[Item]:
        """Return the resources with one of these URNs or names."""
        if not self._by_name:
            for item in self:
                for name in self._names(item):
                    self._by_name.setdefault(name, []).append(item)
        found = {}
        for key in keys:
            for item in (self._by_urn[key],) if key in self._by_urn else self._by_name.get(key, ()):
                found[item.urn] = item
        return [found[urn] for urn in sorted(found)]

    def _pointers(self, type_: str, path: str) -> dict[str, list[Item]]:
        """Return URN or text -> the resources of a type whose input at *path* may refer to what is called so."""
        if (type_, path) not in self._by_key:
            found: dict[str, list[Item]] = {}
            for item in self.of(type_):
                for key in self._keys(item.at(path)):
                    found.setdefault(key, []).append(item)
            self._by_key[type_, path] = found
        return self._by_key[type_, path]

    def _keys(self, node: Node) -> set[str]:
        """Return the URNs and texts by which the value at *node* may refer to something."""
        edges = node.made_of
        keys = set(edges)
        try:
            value = node.value()
        except Undecided:
            value = [one.value() for one in node.elements() if one.is_text]
            # What it is made of may itself be made of the target.
            for urn in edges:
                between = self._by_urn.get(urn)
                keys.update(one for urns in (between.property_dependencies.values() if between else ()) for one in urns)
            if not edges:
                keys.add(_ANYTHING)
        keys.update(text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str) and text)
        return keys

    def _names(self, item: Item) -> frozenset[str]:
        if item.urn not in self._identities:
            self._identities[item.urn] = item.identities()
        return self._identities[item.urn]

    def _indirectly(self, node: Node, edges: tuple[str, ...], target: Item) -> bool | None:
        """Return whether an unknown value that is made of other resources is *target*'s by way of them.

        `block.bucket` is the bucket that the block refers to: the property of the same name tells.
        """
        if not edges:
            return None
        for urn in edges:
            between = self._by_urn.get(urn)
            if between is None or between.type == target.type:
                continue
            if target.urn in between.property_dependencies.get(node.root, ()):
                return True
            if any(target.urn in urns for urns in between.property_dependencies.values()):
                return None
        return False


def must_be_covered(target: Item, pointers: Pointers, sentence: str, *, path: str = "") -> Verdicts:
    """Yield a problem where nothing refers to *target*, an unknown where something may."""
    if pointers.certain:
        return
    if pointers.possible:
        yield Undecided(target, path)
    else:
        yield target[path].says(sentence) if path else target.says(sentence)
