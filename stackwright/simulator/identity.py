"""What a resource's identity is made of: its URN, and the inputs that no update can change."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from ..model import Secret, Unknown
from .replacement import forces_replacement


def digest(type_: str, urn: str, inputs: Mapping[str, Any]) -> str:
    """Return 64 hexadecimal digits: the same after an update, others after a replacement.

    They depend on no secret, so that none can be guessed from an id.
    """
    fixed = {path: _at(inputs[path[0]], path[1:]) for path in _paths(type_) if path[0] in inputs}
    given = {".".join(path): value for path, value in fixed.items() if value not in (None, [], {})}
    text = json.dumps(given, sort_keys=True, separators=(",", ":")) if given else ""
    return hashlib.sha256(f"{urn}{text}".encode()).hexdigest()


def existing(type_: str, id_: str) -> str:
    """Return the digest of what exists already, whatever a program calls it."""
    return hashlib.sha256(f"{type_}|{id_}".encode()).hexdigest()


def varied(seed: str, variant: str) -> str:
    """Return *seed* as it is in a *variant* of the simulated cloud; unchanged in the usual one, which has no name."""
    return hashlib.sha256(f"{variant}|{seed}".encode()).hexdigest() if variant else seed


@functools.cache
def _paths(type_: str) -> list[tuple[str, ...]]:
    """Return the paths of the inputs that force a replacement, in parts."""
    return [tuple(path.replace("[]", "").split(".")) for path in sorted(forces_replacement(type_))]


def _at(value: Any, path: tuple[str, ...]) -> Any:
    """Return the public part of what stands at *path*, of each item where a list stands on the way."""
    if isinstance(value, (Secret, Unknown)):
        return None
    if isinstance(value, list) and path:
        found = [_at(item, path) for item in value]
        return [item for item in found if item is not None]
    if path:
        return _at(value.get(path[0]), path[1:]) if isinstance(value, Mapping) else None
    if isinstance(value, Mapping):
        return {key: _at(item, ()) for key, item in value.items()}
    return [_at(item, ()) for item in value] if isinstance(value, (list, tuple)) else value
