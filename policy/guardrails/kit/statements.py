"""A statement of an access policy is changed so that it gives more: changed in another way, it mostly gives nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..marks import Secret
from .fixtures import JsonText

Keys = tuple[str | int, ...]
Edit = Callable[[dict[str, Any]], None]
"""Changes a statement in place."""

_STAR, _STRANGER = "*", "mutated-value"
_EVERYWHERE = ("0.0.0.0/0", "::/0")
_OPPOSITES = {"Action": "NotAction", "Resource": "NotResource", "Principal": "NotPrincipal"}
_ABOUT = frozenset((*_OPPOSITES, *_OPPOSITES.values()))
_KEY = 2
"""Where the key of a condition stands: Condition, operator, key."""


def within(properties: Mapping[str, Any], place: Keys) -> tuple[dict[str, Any], Keys] | None:
    """Return the statement that *place* lies in, and where in it; None outside of one, and in a refusal's conditions.

    Any change of those may give more.
    """
    value: Any = properties
    for depth, key in enumerate(place):
        value = plain(value)
        above = isinstance(value, Mapping) and key == "Statement"
        value = value[key]
        if above:
            number = place[depth + 1 : depth + 2] if isinstance(plain(value), list) else ()
            statement = plain(plain(value)[number[0]]) if number else plain(value)
            keys = place[depth + 1 + len(number) :]
            known = isinstance(statement, dict) and statement.get("Effect") in ("Allow", "Deny")
            return (statement, keys) if known and not (_denies(statement) and keys[:1] == ("Condition",)) else None
    return None


def worse(statement: Mapping[str, Any], keys: Keys, value: str) -> Iterator[tuple[str, tuple[Edit, ...]]]:
    """Yield what makes *statement* give more at *keys*, where *value* is: what is done, and edits that do it.

    A rule has to notice one of the edits. An action or a resource becomes any, or one that there is none of; what is
    listed becomes what is left out, what is left out less; a condition goes, or lets all values through. A refusal
    becomes none, or one of something else. What is said once of a list is done at its first value.
    """
    element = keys[0] if keys else ""
    first = keys[-1] == 0 if keys and isinstance(keys[-1], int) else True
    if _denies(statement):
        if element == "Effect":
            yield "allowed", (_set(keys, "Allow"),)
        elif element in _ABOUT:
            yield "another text", (_set(keys, _STRANGER),)
    elif element in _OPPOSITES and value != _STAR:
        yield "widened", (_set(keys, _STAR), _set(keys, _STRANGER))
        if first:
            yield "turned into its opposite", (_renamed(str(element), _OPPOSITES[str(element)]),)
    elif element in _ABOUT and value != _STAR:
        yield "another text", (_set(keys, _STRANGER),)
    elif element == "Condition" and len(keys) > _KEY:
        yield "widened", tuple(_set(keys, wider) for wider in (_STAR, *_EVERYWHERE))
        if first:
            yield "removed", (_removed(keys[: _KEY + 1]),)


def _denies(statement: Mapping[str, Any]) -> bool:
    return bool(statement["Effect"] == "Deny")


def plain(value: Any) -> Any:
    """Return what a JSON text or a secret holds; anything else as it is."""
    while isinstance(value, (JsonText, Secret)):
        value = value.content
    return value


def _set(keys: Keys, value: Any) -> Edit:
    def edit(statement: dict[str, Any]) -> None:
        _holder(statement, keys)[keys[-1]] = value

    return edit


def _removed(keys: Keys) -> Edit:
    def edit(statement: dict[str, Any]) -> None:
        del _holder(statement, keys)[keys[-1]]

    return edit


def _renamed(old: str, new: str) -> Edit:
    def edit(statement: dict[str, Any]) -> None:
        statement[new] = statement.pop(old)

    return edit


def _holder(statement: dict[str, Any], keys: Keys) -> Any:
    value: Any = statement
    for key in keys[:-1]:
        value = plain(value[key])
    return value
