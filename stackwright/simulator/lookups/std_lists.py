"""Functions of the std package over lists and maps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any


def _distinct(given: list[Any]) -> list[Any]:
    found: list[Any] = []
    for item in given:
        if item not in found:
            found.append(item)
    return found


def _flatten(given: list[Any]) -> list[Any]:
    return list(_leaves(given))


def _leaves(items: list[Any]) -> Iterator[Any]:
    for item in items:
        if isinstance(item, list):
            yield from _leaves(item)
        else:
            yield item


def _chunklist(given: list[Any], size: int) -> list[list[Any]]:
    step = int(size)
    return [given[at : at + step] for at in range(0, len(given), step)]


def _element(given: list[Any], index: int) -> Any:
    """Return the element at *index*, counted round the end."""
    if not given:
        raise ValueError("input list must not be empty")
    return given[int(index) % len(given)]


def _lookup(table: Mapping[str, Any], key: str, default: Any = None) -> Any:
    if key in table:
        return table[key]
    if default is None:
        raise LookupError(f"key {key} not found in input map")
    return default


def _merge(given: list[Mapping[str, Any]]) -> dict[str, Any]:
    return {key: value for table in given for key, value in table.items()}


def _matchkeys(values: list[Any], keys: list[Any], wanted: list[Any]) -> list[Any]:
    return [value for value, key in zip(values, keys, strict=True) if key in wanted]


def _setintersection(given: list[list[Any]]) -> list[Any]:
    first, *others = given or [[]]
    return sorted(item for item in _distinct(first) if all(item in other for other in others))


def _slice(items: list[Any], start: int = 0, to: int | None = None) -> Any:
    return items[int(start) : None if to is None else int(to)]


def _transpose(given: Mapping[str, list[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, values in given.items():
        for value in values:
            found.setdefault(value, []).append(key)
    return {value: sorted(keys) for value, keys in sorted(found.items())}


def _coalesce(given: list[Any]) -> Any:
    return next(item for item in given if item not in (None, ""))


def _map(args: list[Any]) -> dict[str, Any]:
    return dict(zip(args[::2], args[1::2], strict=True))


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "alltrue": lambda given: all(item in (True, "true") for item in given),
    "anytrue": lambda given: any(item in (True, "true") for item in given),
    "chunklist": _chunklist,
    "coalesce": _coalesce,
    "coalescelist": lambda given: next(items for items in given if items),
    "compact": lambda given: [item for item in given if item not in (None, "")],
    "concat": lambda given: [item for items in given for item in items],
    "contains": lambda given, element: element in given,
    "distinct": _distinct,
    "element": _element,
    "flatten": _flatten,
    "index": lambda given, element: given.index(element),
    "keys": lambda given: sorted(given),
    "length": lambda given: len(given),
    "lookup": _lookup,
    "map": _map,
    "matchkeys": _matchkeys,
    "merge": _merge,
    "reverse": lambda given: given[::-1],
    "setintersection": _setintersection,
    "slice": _slice,
    "sort": lambda given: sorted(given),
    "tolist": lambda given: list(given),
    "toset": _distinct,
    "transpose": _transpose,
    "values": lambda given: [value for _, value in sorted(given.items())],
    "zipmap": lambda keys, values: dict(zip(keys, values, strict=True)),
}
"""Name -> what computes it."""
