"""Writes paths relative to the project: a report must not depend on where it was cloned."""

from __future__ import annotations

from collections.abc import Callable
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
