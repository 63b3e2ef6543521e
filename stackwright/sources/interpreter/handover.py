"""Carries a stack between two interpreters as JSON, with a mark for each of the model's own types."""

from __future__ import annotations

import dataclasses
import functools
import json
from typing import Any

from ... import model
from ...model import UNKNOWN, Secret, Stack, Unknown

_TYPES: dict[str, type[Any]] = {
    name: found
    for name, found in vars(model).items()
    if isinstance(found, type) and dataclasses.is_dataclass(found) and found is not Secret
}


def dump(stack: Stack, mark: str) -> bytes:
    """Return *stack* as one line. *mark* is text that nothing in it holds as a key."""

    def plain(value: Any) -> dict[str, Any]:
        if isinstance(value, Secret):
            return {mark: "secret", "value": value.value}
        if isinstance(value, Unknown):
            return {mark: "unknown"}
        type_ = type(value).__name__
        return {mark: type_, **{field: getattr(value, field) for field in _fields(type_)}}

    return json.dumps(stack, default=plain, separators=(",", ":")).encode()


def load(text: bytes, mark: str) -> Stack:
    """Return the stack that `dump` was given."""

    def revive(table: dict[str, Any]) -> Any:
        name = table.get(mark)
        if name is None:
            return table
        if name == "secret":
            return Secret(table["value"])
        if name == "unknown":
            return UNKNOWN
        return _TYPES[name](**{field: _shaped(table[field], hint) for field, hint in _fields(name).items()})

    stack: Stack = json.loads(text, object_hook=revive)
    return stack


@functools.cache
def _fields(name: str) -> dict[str, str]:
    """Return field -> its annotation."""
    return {field.name: str(field.type) for field in dataclasses.fields(_TYPES[name])}


def _shaped(value: Any, hint: str) -> Any:
    """Give back the tuples that JSON has as lists."""
    if hint.startswith("tuple") and isinstance(value, list):
        return tuple(value)
    if "tuple[" in hint and isinstance(value, dict):
        return {key: tuple(item) for key, item in value.items()}
    return value
