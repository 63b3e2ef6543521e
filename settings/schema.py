"""Which keys a stack file may have where, read off the settings' own declaration."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .declaration import Declaration
from .problem import Path


def field_at(path: Path) -> FieldInfo | None:
    """Return the declaration of the key at *path*; an entry of a list or of a mapping by name has none."""
    holder = _type_at(path[:-1])
    return _fields(holder).get(str(path[-1])) if _is_section(holder) else None


def keys_at(path: Path) -> list[str]:
    """Return the keys of the section at *path*, in their order."""
    return list(_fields(_type_at(path)))


def example_at(path: Path) -> Any:
    """Return a value that the key at *path* may have, or None where none is declared."""
    field = field_at(path)
    return field.examples[0] if field and field.examples else None


def _type_at(path: Path) -> Any:
    kind: Any = Declaration
    for part in path:
        kind = _fields(kind)[str(part)].annotation if _is_section(kind) else _entry(kind)
        kind = _bare(kind)
    return kind


def _entry(kind: Any) -> Any:
    """Return the type of the entries of a mapping or a list."""
    return get_args(kind)[1 if get_origin(kind) is Mapping else 0]


def _bare(kind: Any) -> Any:
    """Return *kind* without `None`."""
    if get_origin(kind) in (Union, types.UnionType):
        return next(option for option in get_args(kind) if option is not type(None))
    return kind


def _is_section(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _fields(section: type[BaseModel]) -> dict[str, FieldInfo]:
    return {str(field.alias): field for field in section.model_fields.values()}
