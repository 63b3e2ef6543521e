"""Turns property values from the form they have in a state file into plain JSON with `Secret` and `UNKNOWN` marks."""

from __future__ import annotations

import base64
import functools
import math
import struct
from collections.abc import Mapping
from typing import Any

from ...data import tables
from ...marks import ARCHIVE, ASSET, OUTPUT, RESOURCE, SECRET, SIGNATURE
from ...model import UNKNOWN, Secret
from .file import loads

# Source: `pkg/resource/stack/deployment.go` in pulumi/pulumi.
UNKNOWN_VALUE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
_BYTES = "803fd3297a5875dc03ca845dda5d2a98"
_FLOAT = "8ad145fe-0d11-4827-bfd7-1abcbf086f5c"

# Twice what Pulumi's own protocol carries, and little enough for any walk over a model's values.
_DEEPEST = 200


class MalformedValueError(Exception):
    """A value is not as the engine writes it: says how, and shows nothing of it."""


def properties(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return a section of a resource's properties as plain values, in order of keys, secrets and unknowns marked.

    An encrypted secret is `Secret(UNKNOWN)`; assets and archives stay tables, references become ids or URNs. What
    providers keep there for themselves is left out. Raises MalformedValueError.
    """
    own = _bookkeeping()
    return {key: _value(table[key], 1) for key in sorted(table) if key not in own}


@functools.cache
def _bookkeeping() -> Mapping[str, bool]:
    """Return property -> whether it may stand inside another value: providers' own business, not the program's."""
    return {row["property"]: row["nested"] == "yes" for row in tables.rows("provider_bookkeeping")}


def _value(value: Any, depth: int) -> Any:
    if isinstance(value, str):
        return UNKNOWN if value == UNKNOWN_VALUE else value
    if depth > _DEEPEST:
        raise MalformedValueError(f"a value is nested more than {_DEEPEST} deep")
    if isinstance(value, list):
        return [_value(item, depth + 1) for item in value]
    if not isinstance(value, dict):
        return value
    if SIGNATURE in value:
        return _marked(value, depth + 1)
    own = _bookkeeping()
    return {key: _value(value[key], depth + 1) for key in sorted(value) if not own.get(key)}


def _marked(table: Mapping[str, Any], depth: int) -> Any:
    """Return what a table with a signature stands for."""
    signature = table[SIGNATURE]
    if signature == SECRET:
        return _secret(table, depth)
    if signature in (ASSET, ARCHIVE):
        return {key: _value(table[key], depth) for key in sorted(table)}
    if signature == RESOURCE:
        return _reference(table)
    if signature == OUTPUT:
        value = _value(table["value"], depth) if "value" in table else UNKNOWN
        return Secret(value) if table.get("secret") is True else value
    if signature == _BYTES:
        return _bytes(table)
    if signature == _FLOAT:
        return _float(table)
    raise MalformedValueError("a value has a mark that this version does not know; upgrade stackwright")


def _secret(table: Mapping[str, Any], depth: int) -> Secret:
    ciphertext, plaintext = table.get("ciphertext"), table.get("plaintext")
    if plaintext and isinstance(plaintext, str) and not ciphertext:
        try:
            return Secret(_value(loads(plaintext), depth))
        except (ValueError, RecursionError):
            raise MalformedValueError("a secret's plaintext is not JSON; export the state again") from None
    if ciphertext and isinstance(ciphertext, str) and not plaintext:
        return Secret(UNKNOWN)
    raise MalformedValueError("a secret has not exactly one of ciphertext and plaintext; export the state again")


def _reference(table: Mapping[str, Any]) -> Any:
    """Return a referenced resource's id, or its URN where it has none."""
    id_ = table.get("id")
    if isinstance(id_, dict):  # engines of a certain age wrote the id's own structure
        id_ = UNKNOWN_VALUE if isinstance(id_.get("V"), dict) else id_.get("V")
    found = id_ or table.get("urn")
    if not isinstance(found, str):
        raise MalformedValueError("a reference to a resource has no URN; export the state again")
    return _value(found, 0)


def _bytes(table: Mapping[str, Any]) -> str:
    r"""Return a string that is no UTF-8, what is not text in it as `\xff`."""
    try:
        return base64.b64decode(table.get("value", ""), validate=True).decode("utf-8", "backslashreplace")
    except (ValueError, TypeError):
        raise MalformedValueError("a string of bytes is not base64; export the state again") from None


def _float(table: Mapping[str, Any]) -> int | float | str:
    """Return a float given by its bits; what JSON has no number for by its name."""
    try:
        (number,) = struct.unpack(">d", bytes.fromhex(table["value"]))
    except (struct.error, ValueError, TypeError, KeyError):
        raise MalformedValueError("a float is not sixteen hexadecimal digits; export the state again") from None
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return int(number) if number.is_integer() else float(number)
