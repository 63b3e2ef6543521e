"""What outputs a resource declares, read from the provider SDK's own Python classes."""

from __future__ import annotations

import functools
import importlib
import inspect
import json
import sys
import threading
import typing
from collections.abc import Callable, Mapping
from pathlib import Path
from types import NoneType
from typing import Any

_TABLE = 'resource_modules="""'
_DEPTH = 4

# The SDKs load their modules lazily, and a second thread can see one half loaded.
_IMPORTING = threading.Lock()


@functools.cache
def _classes(package: str) -> Mapping[str, tuple[str, str]]:
    """Return type token -> (module, class) from the registration table in the SDK's generated `__init__`."""
    try:
        module = importlib.import_module("pulumi_" + package.replace("-", "_"))
    except ImportError:
        return {}
    if module.__file__ is None:
        return {}
    text = Path(module.__file__).read_text(encoding="utf-8")
    start = text.find(_TABLE)
    if start < 0:
        return {}
    start += len(_TABLE)
    table = json.loads(text[start : text.index('"""', start)])
    return {token: (entry["fqn"], name) for entry in table for token, name in entry["classes"].items()}


@functools.cache
def computed(token: str) -> Mapping[str, object]:
    """Return wire name -> declared type of each output that *token* always has, whatever its inputs.

    Outputs declared optional are inputs that were left out, and stay left out. A type no installed SDK declares
    has none.
    """
    location = _classes(token.split(":", 1)[0]).get(token)
    if location is None:
        return {}
    with _IMPORTING:
        cls = getattr(importlib.import_module(location[0]), location[1])
    found = {wire: _argument(hint) for wire, hint in _properties(cls).items()}
    return {wire: hint for wire, hint in found.items() if not _optional(hint)}


def synthesise(hint: Any, text: Callable[[str], str], prop: str, depth: int = 0) -> Any:
    """Return a value of the declared type *hint* for property *prop*; *text* makes its strings."""
    if _optional(hint) or depth > _DEPTH:
        return None
    if hint is str:
        return text(prop)
    if hint is bool:
        return False
    if hint in (int, float):
        return 0
    origin = typing.get_origin(hint)
    name = getattr(origin, "__name__", "")
    if name in ("Sequence", "list"):
        item = synthesise(typing.get_args(hint)[0], text, prop, depth + 1)
        return [] if item is None else [item]
    if inspect.isclass(hint) and name not in ("Mapping", "dict"):
        properties: Mapping[str, object] = _properties(hint)  # type: ignore[arg-type] # every class can be hashed
        nested = {wire: synthesise(inner, text, wire, depth + 1) for wire, inner in properties.items()}
        return {wire: value for wire, value in nested.items() if value is not None}
    return {}


@functools.cache
def _properties(cls: type[Any]) -> Mapping[str, object]:
    """Return wire name -> declared type of every getter of a resource or nested output class."""
    namespace = vars(sys.modules[cls.__module__])
    found: dict[str, object] = {}
    for attribute, value in vars(cls).items():
        if isinstance(value, property) and value.fget is not None:
            wire = getattr(value.fget, "_pulumi_name", None) or attribute
            found[wire] = typing.get_type_hints(value.fget, namespace).get("return")
    return found


def _argument(hint: object) -> object:
    """Return T of `pulumi.Output[T]`."""
    return (typing.get_args(hint) or (hint,))[0]


def _optional(hint: object) -> bool:
    return hint is NoneType or NoneType in typing.get_args(hint)
