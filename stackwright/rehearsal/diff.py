"""Says what an update would change, property by property, and which changes only a replacement can make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ..model import reveal
from ..simulator.replacement import replacing
from ..sources import wire

Kind = Literal["add", "delete", "update"]

_IDENTIFIER = re.compile(r"[A-Za-z_$][\w$]*")
_INDEX = re.compile(r"\[\d+\]")


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What differs between a resource's old inputs and its new ones."""

    changes: Mapping[str, Kind] = field(default_factory=dict)
    """Property path as the engine writes it (`tags.Name`, `rules[0].port`) -> what happens to it."""

    replaces: tuple[str, ...] = ()
    """Wire-named paths of the changed inputs that cannot be changed in place."""

    def forces_replacement(self, path: str) -> bool:
        """Say whether the change at *path* is one that cannot be made in place."""
        plain = _INDEX.sub("", path)
        return any(plain == found or plain.startswith(f"{found}.") for found in map(_without_index, self.replaces))

    @property
    def top_level(self) -> tuple[str, ...]:
        """The inputs that changed, or hold a change, sorted."""
        return tuple(sorted({re.split(r"[.\[]", path, maxsplit=1)[0] for path in self.changes}))


def compare(type_: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Difference:
    """Return the difference between two versions of the inputs of a resource of *type_*.

    That a value became secret, or stopped being so, is no difference: providers are not told.
    """
    before, after = reveal(dict(old)), reveal(dict(new))
    changes = dict(_changes("", before, after))
    return Difference(changes=changes, replaces=tuple(replacing(type_, before, after)) if changes else ())


def _changes(path: str, old: Any, new: Any) -> Iterator[tuple[str, Kind]]:
    if isinstance(old, dict) and isinstance(new, dict) and not (wire.is_asset(old) or wire.is_asset(new)):
        for key in sorted({*old, *new}):
            if not key.startswith("__"):  # the provider's own notes, such as `__defaults`
                yield from _entry(_step(path, key), old, new, key)
    elif isinstance(old, list) and isinstance(new, list):
        before, after = dict(enumerate(old)), dict(enumerate(new))
        for index in range(max(len(old), len(new))):
            yield from _entry(f"{path}[{index}]", before, after, index)
    elif not _same(old, new):
        yield path, "update"


def _entry(path: str, old: Mapping[Any, Any], new: Mapping[Any, Any], key: Any) -> Iterator[tuple[str, Kind]]:
    before, after = old.get(key), new.get(key)
    if before is None and after is not None:
        yield path, "add"
    elif before is not None and after is None:
        yield path, "delete"
    else:
        yield from _changes(path, before, after)


def _same(old: Any, new: Any) -> bool:
    """Compare two values; an asset or archive is its content, wherever it was read from."""
    if isinstance(old, dict) and isinstance(new, dict) and old.get("hash") and new.get("hash"):
        return bool(old["hash"] == new["hash"])
    return bool(old == new)


def _step(path: str, key: str) -> str:
    """Return *path* one key further; source: `PropertyPath.String` in Pulumi's `sdk/go/common/resource`."""
    if _IDENTIFIER.fullmatch(key):
        return f"{path}.{key}" if path else key
    quoted = key.replace('"', r"\"")
    return f'{path}["{quoted}"]'


def _without_index(path: str) -> str:
    return _INDEX.sub("", path)
