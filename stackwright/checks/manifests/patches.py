"""What turns one manifest into another: the operations of a JSON patch (RFC 6902)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from .values import Path, same

Operation: TypeAlias = dict[str, Any]


def operations(before: Any, after: Any) -> list[Operation]:
    """Return the operations that turn *before* into *after*, in the order to apply them; none where they are the same.

    Of lists, what is the same at both ends stays; in between, items are changed in pairs, then added or removed.
    """
    return list(_changes(before, after, ()))


def _changes(before: Any, after: Any, path: Path) -> Iterator[Operation]:
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _of_tables(before, after, path)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _of_lists(before, after, path)
    elif not same(before, after):
        yield {"op": "replace", "path": _pointer(path), "value": after}


def _of_tables(before: dict[str, Any], after: dict[str, Any], path: Path) -> Iterator[Operation]:
    for key in sorted({*before, *after}):
        place = (*path, key)
        if key not in after:
            yield {"op": "remove", "path": _pointer(place)}
        elif key not in before:
            yield {"op": "add", "path": _pointer(place), "value": after[key]}
        else:
            yield from _changes(before[key], after[key], place)


def _of_lists(before: list[Any], after: list[Any], path: Path) -> Iterator[Operation]:
    start, end = 0, 0
    shorter = min(len(before), len(after))
    while start < shorter and same(before[start], after[start]):
        start += 1
    while end < shorter - start and same(before[-1 - end], after[-1 - end]):
        end += 1
    paired = shorter - end
    for index in range(start, paired):
        yield from _changes(before[index], after[index], (*path, index))
    for _ in range(paired, len(before) - end):
        yield {"op": "remove", "path": _pointer((*path, paired))}
    for index in range(paired, len(after) - end):
        yield {"op": "add", "path": _pointer((*path, index)), "value": after[index]}


def _pointer(path: Path) -> str:
    """Return *path* as a JSON pointer (RFC 6901)."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)
