"""A declared type compiled once into functions that make its values, so that a resource costs no look at its type."""

from __future__ import annotations

import enum
import functools
import hashlib
import re
import typing
from collections.abc import Callable, Mapping
from typing import Any

import pulumi

from ..marks import ARCHIVE, ASSET, RESOURCE, SIGNATURE
from . import classes, hints
from .open_map import OpenMap, OpenText

Maker = Callable[[Any], Any]
"""Makes a value out of what its leaves speak of: the fields of a resource, or a function of the property's name."""

Leaf = Callable[[str, str, type[Any]], Maker]
"""Gives the maker of a text or number: property, dotted path from the resource, `str`, `int` or `float`."""

_DEPTH = 6

# How AWS writes ids: `subnet-0` and hexadecimal digits.
_ID = re.compile(r"([a-z]+-)([0-9a-f]{8,17})")
# How AWS writes availability zones: the Region and a letter.
_ZONE = re.compile(r"([a-z]{2}(?:-[a-z]+)+-\d)a")

_ASSET = {SIGNATURE: ASSET, "text": ""}
_ARCHIVE = {SIGNATURE: ARCHIVE, "assets": {}}


class Compiler:
    """Compiles types whose leaves *leaf* makes; *overrides* gives what stands at a path instead."""

    def __init__(self, leaf: Leaf, overrides: Mapping[str, Maker] | None = None) -> None:
        self._leaf = leaf
        self._overrides = overrides or {}

    def overrides_below(self, path: str) -> bool:
        """Say whether anything at *path* or within it is overridden."""
        return any(known == path or known.startswith((path + ".", path + "[")) for known in self._overrides)

    def compile(
        self, hint: Any, prop: str, space: hints.Namespace, path: str = "", inside: tuple[Any, ...] = ()
    ) -> Maker | None:
        """Return what makes a value of *hint*; None for a type that contains itself, or lies too deep."""
        override = self._overrides.get(path)
        if override is not None:
            return override
        hint = hints.choice(hint, space)
        if hint in (str, int, float):
            return self._leaf(prop, path, hint)
        if hint is bool:
            return _constant(False)
        origin = typing.get_origin(hint)
        if origin is typing.Literal:
            return _constant(typing.get_args(hint)[0])
        name = getattr(origin or hint, "__name__", "")
        if name in ("Sequence", "List", "list", "Iterable", "Set", "set", "tuple"):
            return self._list(hint, prop, space, path, inside)
        if name in ("Mapping", "Dict", "dict") or _is_anything(hint):
            return self._map((*typing.get_args(hint), Any, Any)[1] if origin else Any, space, path, inside)
        return self._class(hint, prop, path, inside)

    def table(
        self, cls: type[Any], path: str, inside: tuple[Any, ...], *, only: Callable[[Any], bool] | None = None
    ) -> dict[str, Maker]:
        """Return wire name -> maker of the properties of *cls*, those whose type *only* accepts."""
        space = hints.namespace(cls)
        found: dict[str, Maker] = {}
        for wire, hint in hints.properties(cls).items():
            below = f"{path}.{wire}" if path else wire
            if only is None or only(hint) or below in self._overrides:
                maker = self.compile(hint, wire, space, below, (*inside, cls))
                if maker is not None:
                    found[wire] = maker
        return found

    def _list(self, hint: Any, prop: str, space: hints.Namespace, path: str, inside: tuple[Any, ...]) -> Maker | None:
        item = (*typing.get_args(hint), Any)[0]
        maker = self.compile(item, singular(prop), space, path + "[]", inside)
        if maker is None:
            return lambda _about: []
        if prop.endswith(("Ids", "Zones", "ZoneNames")):
            return lambda about: _several(maker(about))
        return lambda about: [maker(about)]

    def _map(self, hint: Any, space: hints.Namespace, path: str, inside: tuple[Any, ...]) -> Maker:
        """Return what makes a map that answers for any key with a value of *hint*."""

        @functools.cache
        def value(key: str) -> Maker:
            chosen = hints.choice(hint, space)
            if not _is_anything(chosen):
                return self.compile(chosen, key, space, f"{path}.{key}", inside) or _constant(None)
            text = self._leaf(key, f"{path}.{key}", str)
            return lambda about: OpenText(text(about))

        return lambda about: OpenMap(lambda key: value(key)(about))

    def _class(self, cls: type[Any], prop: str, path: str, inside: tuple[Any, ...]) -> Maker | None:
        if issubclass(cls, enum.Enum):
            return _constant(next((member.value for member in cls), None))
        if issubclass(cls, (pulumi.Asset, pulumi.Archive)):
            table = _ARCHIVE if issubclass(cls, pulumi.Archive) else _ASSET
            return lambda _about: dict(table)
        if issubclass(cls, pulumi.Resource):
            return _reference(classes.token_of(cls), prop)
        if cls in inside or len(inside) > _DEPTH:
            return None
        makers = list(self.table(cls, path, inside).items())
        return lambda about: {wire: maker(about) for wire, maker in makers}


def _is_anything(hint: Any) -> bool:
    """Say whether the SDK declares no type: in some versions of Python `Any` is a class."""
    return hint in (Any, object) or not (isinstance(hint, type) or typing.get_origin(hint))


def _several(first: Any) -> list[Any]:
    """Return a list that a program may take more than one of: *first*, and where it is an AWS id, two more like it.

    A zone's next are those of its Region.
    """
    zone = _ZONE.fullmatch(first) if isinstance(first, str) else None
    if zone is not None:
        return [zone[1] + letter for letter in "abc"]
    match = _ID.fullmatch(first) if isinstance(first, str) else None
    if match is None:
        return [first]
    kind, digits = match.groups()
    more = (hashlib.sha256(f"{first}{number}".encode()).hexdigest() for number in (2, 3))
    return [first, *(f"{kind}0{each[: len(digits) - 1]}" for each in more)]


def singular(prop: str) -> str:
    """Return the name of one item of list *prop*: `subnetIds` holds a `subnetId`."""
    return prop[:-1] if prop.endswith("s") and not prop.endswith(("ss", "us", "is")) else prop


def _constant(value: Any) -> Maker:
    return lambda _about: value


def _reference(token: str, prop: str) -> Maker | None:
    """Return what makes a reference to a resource inside a component, as the engine passes it to the program."""
    if not token:
        return None

    return lambda about: reference(about["urn"], token, prop)


def reference(urn: str, token: str, noun: str) -> dict[str, Any]:
    """Return a reference to the resource of type *token*, a *noun*, inside the component with *urn*."""
    owner, _, name = urn.rpartition("::")
    return {SIGNATURE: RESOURCE, "urn": f"{owner}${token}::{name}-{noun}", "packageVersion": ""}


def is_reference(value: Any) -> bool:
    """Say whether *value* is a reference to a resource."""
    return isinstance(value, dict) and value.get(SIGNATURE) == RESOURCE
