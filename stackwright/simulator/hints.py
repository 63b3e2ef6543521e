"""What an SDK's classes declare: the wire name and the type of every property, unresolved until asked for."""

from __future__ import annotations

import functools
import sys
import types
import typing
from collections.abc import Mapping
from types import NoneType
from typing import Any

_LISTS = frozenset({"Sequence", "List", "list", "Iterable"})

Namespace = dict[str, Any]


def properties(cls: type[Any]) -> Mapping[str, object]:
    """Return wire name -> declared type of every getter of a resource or nested class, without `Output[...]`."""
    return _properties(cls)  # type: ignore[arg-type] # every class can be hashed


def inputs(cls: type[Any]) -> frozenset[str]:
    """Return the wire names of a resource class's inputs, from the parameters of its constructor."""
    return _inputs(cls)  # type: ignore[arg-type] # every class can be hashed


def namespace(cls: type[Any]) -> Namespace:
    """Return the names that the annotations in *cls* may use."""
    return vars(sys.modules[cls.__module__])


def resolve(hint: Any, space: Namespace) -> Any:
    """Return the type that a forward reference in *space* stands for; `Any` where it cannot be told."""
    while isinstance(hint, (str, typing.ForwardRef)):
        text = hint if isinstance(hint, str) else hint.__forward_arg__
        try:
            hint = eval(text, space)  # noqa: S307 - an annotation in an installed SDK, as typing evaluates it
        except Exception:  # a name that only a type checker sees
            return Any
    return hint


def without_output(hint: Any, space: Namespace) -> Any:
    """Return T of `pulumi.Output[T]` or `pulumi.Input[T]`."""
    hint = resolve(hint, space)
    if getattr(typing.get_origin(hint), "__name__", "") == "Output":
        return resolve((*typing.get_args(hint), Any)[0], space)
    return hint


def optional(hint: Any) -> bool:
    """Say whether a property may be absent."""
    return hint is NoneType or (is_union(hint) and NoneType in typing.get_args(hint))


def is_union(hint: Any) -> bool:
    """Say whether *hint* is one of several types."""
    return typing.get_origin(hint) in (typing.Union, types.UnionType)


def choice(hint: Any, space: Namespace) -> Any:
    """Return the one type to synthesise of *hint*: of a union the most telling, an enumeration before plain text."""
    hint = without_output(hint, space)
    if not is_union(hint):
        return hint
    members = [choice(member, space) for member in typing.get_args(hint) if member is not NoneType]
    return min(members, key=_plainness, default=Any)


def of_form(hint: Any, space: Namespace, form: type[Any]) -> bool:
    """Say whether a value of *hint* may be of *form*, `list` or `dict`."""
    hint = without_output(hint, space)
    if is_union(hint):
        return any(of_form(member, space, form) for member in typing.get_args(hint) if member is not NoneType)
    if hint is Any or hint is object:
        return True
    listed = getattr(typing.get_origin(hint) or hint, "__name__", "") in _LISTS
    return listed if form is list else not listed


def _plainness(hint: Any) -> int:
    """Rank what a union offers: an enumeration or text says most, a structure needs its parts."""
    if isinstance(hint, type) and hint is not Any:
        return 0 if any(base.__name__ == "Enum" for base in hint.__mro__) else 1 if hint is str else 2
    return 3


@functools.cache
def _properties(cls: type[Any]) -> Mapping[str, object]:
    space = namespace(cls)
    found: dict[str, object] = {}
    for base in reversed(cls.__mro__):
        if base.__module__.partition(".")[0] in ("pulumi", "builtins", "typing"):
            continue
        for attribute, value in vars(base).items():
            if isinstance(value, property) and value.fget is not None:
                wire = getattr(value.fget, "_pulumi_name", None) or attribute
                found[wire] = without_output(value.fget.__annotations__.get("return", Any), space)
    if not found and typing.is_typeddict(cls):
        return dict(cls.__annotations__)
    return found


@functools.cache
def _inputs(cls: type[Any]) -> frozenset[str]:
    init = getattr(cls, "_internal_init", cls.__init__)
    code = init.__code__
    parameters = set(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount])
    return frozenset(
        getattr(value.fget, "_pulumi_name", None) or attribute
        for attribute, value in vars(cls).items()
        if isinstance(value, property) and attribute in parameters
    )
