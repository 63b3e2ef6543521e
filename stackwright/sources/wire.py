"""Turns property values between Pulumi's wire form (protobuf) and plain JSON with `Secret` and `UNKNOWN` marks."""

from __future__ import annotations

from typing import Any

from google.protobuf import struct_pb2  # type: ignore[import-untyped] # protobuf ships no types
from pulumi.runtime import rpc

from ..model import UNKNOWN, Secret, Unknown

_SIGNATURE = rpc._special_sig_key
_SECRET = rpc._special_secret_sig
_ASSET = rpc._special_asset_sig
_ARCHIVE = rpc._special_archive_sig
_RESOURCE = rpc._special_resource_sig


def decode(struct: struct_pb2.Struct) -> dict[str, Any]:
    """Return the struct's fields as plain values, secrets and unknowns marked; references become ids or URNs."""
    return {key: _decode(value) for key, value in sorted(struct.fields.items())}  # protobuf keeps no order


def _decode(value: struct_pb2.Value) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        return UNKNOWN if value.string_value == rpc.UNKNOWN else value.string_value
    if kind == "number_value":
        number = value.number_value
        return int(number) if number.is_integer() else number
    if kind == "bool_value":
        return value.bool_value
    if kind == "list_value":
        return [_decode(item) for item in value.list_value.values]
    if kind == "struct_value":
        return _decode_table(value.struct_value)
    return None


def _decode_table(struct: struct_pb2.Struct) -> Any:
    table = decode(struct)
    signature = table.get(_SIGNATURE)
    if signature == _SECRET:
        return Secret(table.get("value"))
    if signature == _RESOURCE:
        return table.get("id") or table.get("urn")
    return table


def is_asset(table: dict[str, Any]) -> bool:
    """Say whether a decoded table stands for an asset or an archive."""
    return table.get(_SIGNATURE) in (_ASSET, _ARCHIVE)


def encode(values: dict[str, Any]) -> struct_pb2.Struct:
    """Return plain values as a struct, the inverse of `decode`."""
    struct = struct_pb2.Struct()
    for key, value in values.items():
        _encode(value, struct.fields[key])
    return struct


def _encode(value: Any, into: struct_pb2.Value) -> None:
    if isinstance(value, Secret):
        table = into.struct_value.fields
        table[_SIGNATURE].string_value = _SECRET
        _encode(value.value, table["value"])
    elif isinstance(value, Unknown):
        into.string_value = rpc.UNKNOWN
    elif isinstance(value, str):
        into.string_value = value
    elif isinstance(value, bool):
        into.bool_value = value
    elif isinstance(value, (int, float)):
        into.number_value = value
    elif isinstance(value, dict):
        into.struct_value.SetInParent()
        for key, item in value.items():
            _encode(item, into.struct_value.fields[key])
    elif isinstance(value, (list, tuple)):
        into.list_value.SetInParent()
        for item in value:
            _encode(item, into.list_value.values.add())
    else:
        into.null_value = struct_pb2.NULL_VALUE
