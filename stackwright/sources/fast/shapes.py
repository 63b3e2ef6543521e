"""How values of declared types are written: compiled once for each type from the SDK's own metadata."""

from __future__ import annotations

import functools
from collections import abc
from typing import Any, get_args, get_origin

from pulumi import _types
from pulumi.runtime import rpc

_TABLES = (dict, abc.Mapping)


class Unusual(Exception):  # noqa: N818 - no error: the SDK's own, slower code takes over
    """A value that only the SDK's own code knows how to treat."""


class Shape:
    """How a value of one declared type is written: the wire names of its keys, the shapes of what it holds."""

    __slots__ = ("_by_key", "_item", "_type", "_types", "names", "values")

    def __init__(self, type_: Any) -> None:
        self._type = type_
        self._item: Shape | None = None
        self._types: abc.Mapping[str, Any] = {}
        self._by_key: dict[str, Shape] = {}
        self.names: abc.Mapping[str, str] = {}
        """Python name -> wire name of a table's keys; keys without one are kept."""

        self.values: Shape | None = None
        """Shape of every value of a table whose keys are the user's; nothing where each key has its own."""

        if type_ is None:
            self._item = self.values = self
        elif _types.is_input_type(type_):
            self.names = {py: wire for py, wire in _types.input_type_py_to_pulumi_names(type_).items() if py != wire}
            self._types = _types.input_type_types(type_)
        elif not _types.is_discriminated_union(type_):
            arguments = get_args(type_)
            own = get_origin(type_) in _TABLES and len(arguments) == 2 and arguments[0] is str
            self.values = shape_of(arguments[1]) if own else UNTYPED

    @property
    def item(self) -> Shape:
        """Shape of the items of a list. Raises Unusual where the type is no list."""
        if self._item is None:
            try:
                self._item = shape_of(rpc._get_list_element_type(self._type))
            except AssertionError:
                raise Unusual from None
        return self._item

    def key(self, wire: str) -> Shape:
        """Shape of the value under *wire*, for a table whose keys are declared. Raises Unusual for a union."""
        found = self._by_key.get(wire)
        if found is None:
            if not self._types:
                raise Unusual
            found = self._by_key[wire] = shape_of(self._types.get(wire))
        return found


def shape_of(type_: Any) -> Shape:
    """Return the shape of a declared type: `Input`, `Output` and `Optional` around it do not count."""
    plain = _types.unwrap_type(type_) if type_ else None
    return UNTYPED if plain is None or plain is Any else Shape(plain)


UNTYPED = Shape(None)


@functools.cache
def shape_of_arguments(cls: type) -> Shape:
    """Return the shape of an input type, such as `VpcArgs`; made once."""
    return Shape(cls)
