"""Which inputs of a resource type cannot change in place, so that a change of one replaces the resource.

Facts: `data/replacement_<package>.csv`, one row per type, made by `scripts/build_replacement.py`. Paths are wire names
joined by dots, list indexes left out: `ebsBlockDevices.volumeType`. The row `<package>:*` speaks for the package's
types that have none of their own.
"""

from __future__ import annotations

import csv
import functools
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from ..model import UNKNOWN, Secret, reveal

_KEPT = object()
"""What an input left out means where the cloud keeps the value it has."""


@dataclass(frozen=True)
class _Fact:
    """One type's row: the forcing paths, and what leaving each out means where that is known."""

    paths: frozenset[str]
    omitted: Mapping[str, Any]


_NOTHING = _Fact(frozenset(), {})


def forces_replacement(type_: str) -> frozenset[str]:
    """Return the input paths of *type_* that force a replacement; empty for a type nothing is known about."""
    return _fact(type_).paths


def known(type_: str) -> bool:
    """Whether there are facts about *type_*: that none of its inputs forces a replacement is one."""
    return _fact(type_) is not _NOTHING


def replacing(type_: str, old_inputs: Mapping[str, Any], new_inputs: Mapping[str, Any]) -> list[str]:
    """Return, sorted, the forcing paths of *type_* whose value the new inputs change.

    - An unknown new value counts as a change of a known one, as the engine plans it: a replaced dependency replaces
      its dependents in the preview. From an unknown old value nothing can be told, so it is no change.
    - Secrets are compared by their content; numbers and booleans written as text equal the plain ones, JSON text is
      compared by what it says, and AWS's lists of plain values have no order.
    - An input left out equals its default, an empty value, zero or `false`; where the cloud keeps what it has,
      leaving an input out changes nothing.
    - A value that the provider chose itself, such as an automatic name (listed in the old inputs' `__defaults`, or
      marked `pulumi.com/autonamed`), stays when the program still leaves it out.
    """
    fact = _fact(type_)
    text = functools.partial(_text, ordered=not type_.startswith("aws:"))
    return sorted(path for path in fact.paths if _changes(path, fact, old_inputs, new_inputs, text))


def _changes(
    path: str, fact: _Fact, old_inputs: Mapping[str, Any], new_inputs: Mapping[str, Any], text: Callable[[Any], str]
) -> bool:
    keys = path.split(".")
    old, new = list(_values(old_inputs, keys)), list(_values(new_inputs, keys))
    if UNKNOWN in old:
        return False
    if len(old) > 1 or len(new) > 1:
        # Blocks of a list have no order, and one that came or went counts whatever its values are.
        return sorted(map(text, old)) != sorted(map(text, new))
    before, after = (one[0] if one else None for one in (old, new))
    default = fact.omitted.get(path)
    if not text(after) and (default is _KEPT or _chosen(old_inputs, keys)):
        return False
    if default is not _KEPT:
        before, after = (default if one is None else one for one in (before, after))
    return text(before) != text(after)


def _values(value: Any, keys: Sequence[str]) -> Iterator[Any]:
    """Yield what *value* holds under the path *keys*, once per element of each list on the way."""
    value = reveal(value)
    if value is UNKNOWN or not keys:
        yield value
    elif isinstance(value, Mapping):
        if value.get(keys[0]) is not None:
            yield from _values(value[keys[0]], keys[1:])
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _values(item, keys)


def _chosen(inputs: Mapping[str, Any], keys: Sequence[str]) -> bool:
    """Whether the provider chose the value under *keys* itself."""
    holder: Any = inputs
    for key in keys[:-1]:
        holder = holder.get(key) if isinstance(holder, Mapping) else None
        holder = holder[0] if isinstance(holder, list) and holder else holder
        holder = holder.value if isinstance(holder, Secret) else holder
    if not isinstance(holder, Mapping):
        return False
    notes = holder.get("annotations") if keys == ["metadata", "name"] else None
    automatic = isinstance(notes, Mapping) and notes.get("pulumi.com/autonamed") == "true"
    return automatic or keys[-1] in (holder.get("__defaults") or ())


def _text(value: Any, *, ordered: bool) -> str:
    """Return one text for all values that are the same to a provider; "" for those that say nothing."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        # An order within JSON text is the text's own.
        value, ordered = _parsed_json(value), True
    if value is UNKNOWN:
        return "unknown"
    if not value or value == "false":
        return ""
    if isinstance(value, bool):
        return "true"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, Mapping):
        inside = ((key, _text(item, ordered=ordered)) for key, item in sorted(value.items()) if key != "__defaults")
        return json.dumps({key: text for key, text in inside if text})
    if isinstance(value, (list, tuple)):
        texts = [_text(item, ordered=ordered) for item in value]
        return json.dumps(texts if ordered else sorted(texts))
    return str(value)


def _parsed_json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return f" {text}"


@functools.cache
def _fact(type_: str) -> _Fact:
    package = type_.partition(":")[0]
    for row in (type_, f"{package}:*"):
        start = _table(package).find(f"\n{row},") + 1
        if start:
            line = _table(package)[start : _table(package).index("\n", start)]
            _, properties, omitted, *_ = next(csv.reader([line]))
            return _Fact(frozenset(properties.split()), dict(map(_meaning, omitted.split())))
    return _NOTHING


def _meaning(entry: str) -> tuple[str, Any]:
    path, given, default = entry.partition("=")
    return path, json.loads(default) if given else _KEPT


@functools.cache
def _table(package: str) -> str:
    """Return a package's file as text, for one row of it is all a type needs; "" for a package without one."""
    file = resources.files("stackwright.data").joinpath(f"replacement_{package}.csv")
    return file.read_text(encoding="utf-8") if package.isidentifier() and file.is_file() else ""
