"""Reads plain values into what a program sees of a resource's outputs: the SDK's own output types."""

from __future__ import annotations

from enum import Enum
from typing import Any

import pulumi
from pulumi.output import UNKNOWN
from pulumi.runtime import rpc

from ...model import Secret, Unknown
from ...simulator.open_map import OpenMap

_SIGNATURE = rpc._special_sig_key


def is_scalar(value: Any, type_: Any) -> bool:
    """Say whether a program sees *value* as it is: text and truth values, but where an enum is declared."""
    cls = value.__class__
    return (cls is str or cls is bool) and not (isinstance(type_, type) and issubclass(type_, Enum))


def read(value: Any, type_: Any, *, typed: bool, place: tuple[str, str]) -> tuple[Any, bool]:
    """Return what a program sees of *value*, declared as *type_*, and whether it is secret.

    *typed* says whether names of nested keys come from the declared types. *place* is the property and the resource,
    for the error the SDK raises where the value is not of the type.
    """
    plain, secret = _read(value)
    if plain is None:
        return None, secret
    path = rpc._Path(place[0], resource=place[1])
    return rpc.translate_output_properties(plain, _same, type_, typed, path=path), secret


def _same(name: str) -> str:
    return name


def _read(value: Any) -> tuple[Any, bool]:
    """Return *value* as Pulumi reads it from the engine: secrets make what they are in secret, nulls are left out."""
    cls = value.__class__
    if cls is str or cls is bool or value is None:
        return value, False
    if cls is int or cls is float:
        return float(value), False
    if isinstance(value, str):
        return value, False
    if isinstance(value, Secret):
        return _read(value.value)[0], True
    if isinstance(value, Unknown):
        return UNKNOWN, False
    if isinstance(value, dict):
        found, secret = _read_table(value)
        return (OpenMap(lambda key: _read(value[key])[0], found) if cls is OpenMap else found), secret
    items = [_read(item) for item in value]
    return [item for item, _ in items], any(secret for _, secret in items)


def _read_table(table: dict[str, Any]) -> tuple[Any, bool]:
    read_ = {key: _read(item) for key, item in table.items()}
    found = {key: item for key, (item, secret) in read_.items() if item is not None or secret}
    if _SIGNATURE in found:
        return _asset(found), False
    return found, any(secret for _, secret in read_.values())


def _asset(table: dict[str, Any]) -> Any:
    if table[_SIGNATURE] == rpc._special_asset_sig:
        kinds: dict[str, Any] = {"path": pulumi.FileAsset, "text": pulumi.StringAsset, "uri": pulumi.RemoteAsset}
    else:
        kinds = {"assets": pulumi.AssetArchive, "path": pulumi.FileArchive, "uri": pulumi.RemoteArchive}
    return next(make(table[key]) for key, make in kinds.items() if key in table)
