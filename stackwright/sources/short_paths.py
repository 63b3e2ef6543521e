"""Writes paths relative to the project: a report must not depend on where it was cloned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ..model import Source, Stack
from .public.values import is_asset


def shorten(stack: Stack, root: Path) -> None:
    """Make the file of every source, asset and archive of *stack* that is below *root* relative to it."""
    known: dict[str, str] = {}

    def short(path: str) -> str:
        found = known.get(path)
        if found is None:
            found = known[path] = _relative(path, root)
        return found

    for resource in stack.resources:
        source = resource.source
        if source is not None and short(source.file) != source.file:
            resource.source = Source(short(source.file), source.line)
        _shorten(resource.inputs, short)
        _shorten(resource.outputs, short)


def missing(stack: Stack, folder: Path) -> list[str]:
    """Return a line for each file of an asset or archive that is not there; paths are seen from *folder*."""
    found: dict[str, None] = {}
    for resource in stack.resources:
        for path in _paths(resource.inputs):
            if not (folder / path).exists():
                found[f"{resource.name}: {path} does not exist, and a deployment would fail"] = None
    return list(found)


def _paths(value: Any) -> Iterator[str]:
    """Yield the path of every asset and archive in *value*."""
    if value.__class__ is list:
        for item in value:
            yield from _paths(item)
    elif value.__class__ is dict:
        path = value.get("path")
        if path.__class__ is str and is_asset(value):
            yield path
        for item in value.values():
            if item.__class__ is dict or item.__class__ is list:
                yield from _paths(item)


def _shorten(value: Any, short: Callable[[str], str]) -> None:
    if value.__class__ is list:
        for item in value:
            _shorten(item, short)
    elif value.__class__ is dict:
        for item in value.values():
            if item.__class__ is dict or item.__class__ is list:
                _shorten(item, short)
        path = value.get("path")
        if path.__class__ is str and is_asset(value):
            value["path"] = short(path)


def _relative(path: str, root: Path) -> str:
    below = Path(path).is_absolute() and Path(path).is_relative_to(root)
    return str(Path(path).relative_to(root)) if below else path
